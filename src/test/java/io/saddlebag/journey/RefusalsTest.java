package io.saddlebag.journey;

import static io.saddlebag.order.OrderBuilder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.order.Order;
import io.saddlebag.order.OrderVersions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a change in the store means once the ERP has the order. */
class RefusalsTest {

    @ParameterizedTest
    @CsvSource({
        "processing, completed, 1, HARMLESS",
        "processing, processing, 2, EDITED",
        "processing, cancelled, 1, TAKEN_BACK",
        "processing, cancelled, 2, TAKEN_BACK",
        "cancelled, cancelled, 2, EDITED",
        "cancelled, processing, 1, HARMLESS",
        "processing, on-hold, 1, HELD",
        "completed, on-hold, 2, HELD",
        "processing, failed, 1, HELD",
        "on-hold, on-hold, 2, EDITED",
        "on-hold, cancelled, 1, TAKEN_BACK",
        "on-hold, processing, 1, HARMLESS",
        "processing, refunded, 2, REFUNDED",
    })
    void P21_namesWhatAPersonHasToUndo(String before, String after, String quantity, String change) {
        Order known = anOrder().status(before).line("1", "36.00", "6.84").build();
        Order seen = anOrder().status(after).line(quantity, "36.00", "6.84").build();

        Refusals.Change found =
                Refusals.change(known, seen, OrderVersions.contentHash(known).equals(OrderVersions.contentHash(seen)));

        assertThat(found.name()).isEqualTo(change);
    }
}
