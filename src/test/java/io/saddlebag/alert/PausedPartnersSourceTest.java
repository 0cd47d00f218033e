package io.saddlebag.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.PartnerState;
import io.saddlebag.delivery.PartnerState.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PausedPartnersSourceTest {

    private static final Instant SINCE = Instant.parse("2026-11-27T12:00:00Z");

    @Test
    void tellsWhoIsPausedUnderTheNameFailuresUseWithoutAPartnersOwnWords() {
        PausedPartnersSource source = new PausedPartnersSource(() -> List.of(
                state("erp", "odoo", Condition.PAUSED, Optional.of(Category.TRANSIENT)),
                state("store", "main", Condition.FORCED, Optional.empty()),
                state("warehouse", "shipbob", Condition.SLOWED, Optional.empty())));

        List<io.saddlebag.alert.Condition> found = source.now();

        assertThat(found).extracting(io.saddlebag.alert.Condition::subject).containsExactly("odoo", "store.main");
        assertThat(found).allSatisfy(condition -> {
            assertThat(condition.since()).isEqualTo(SINCE);
            assertThat(condition.what()).doesNotContain("secret words");
        });
        assertThat(found.get(1).action().orElse("")).contains("partners resume store.main");
    }

    private static PartnerState state(String kind, String name, Condition condition, Optional<Category> category) {
        return new PartnerState(
                kind,
                name,
                condition,
                SINCE,
                "secret words",
                category,
                "ann",
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                4,
                OptionalLong.empty(),
                0,
                Optional.empty(),
                0);
    }
}
