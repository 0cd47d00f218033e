package io.saddlebag.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.delivery.Category;
import io.saddlebag.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator may say about failures and pace, and what is nonsense. */
class PaceSettingsTest {

    private static final Map<String, Map<String, Integer>> PARTNERS =
            Map.of("erp", Map.of("odoo", 4, "other", 2), "store", Map.of("main", 4));

    @Test
    void theDefaultsOfTheFileAreThoseOfTheCategories() {
        PaceSettings pace = new PaceSettings(settings(Map.of()), PARTNERS);

        for (Category category : Category.values()) {
            assertThat(pace.policies.of("odoo", category)).as(category.word()).isEqualTo(category.usual());
        }
        assertThat(pace.rules.after()).isEqualTo(5);
        assertThat(pace.rules.probeLongest()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void onePartnerMayHaveAPolicyAndAPaceOfItsOwn() {
        PaceSettings pace = new PaceSettings(
                settings(Map.of(
                        "saddlebag.erp.odoo.policy.business", "wait 5 tries",
                        "saddlebag.policy.transient", "wait 2h",
                        "saddlebag.erp.odoo.rate", "2.5",
                        "saddlebag.erp.odoo.throttle-signals", "503, 400:daily limit")),
                PARTNERS);

        assertThat(pace.policies.of("odoo", Category.BUSINESS).words()).isEqualTo("wait 5 tries");
        assertThat(pace.policies.of("erp.odoo", Category.BUSINESS).words()).isEqualTo("wait 5 tries");
        assertThat(pace.policies.of("other", Category.BUSINESS).words()).isEqualTo("park");
        assertThat(pace.policies.of("store.main", Category.TRANSIENT).words()).isEqualTo("wait 2h");
        assertThat(pace.limits.get("erp").get("odoo").rate()).isEqualTo(OptionalDouble.of(2.5));
        assertThat(pace.limits.get("erp").get("odoo").signals()).hasSize(2);
        assertThat(pace.limits.get("erp").get("other").connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "saddlebag.policy.authentication, park, must be wait",
        "saddlebag.policy.authentication, wait 9 tries, must be wait",
        "saddlebag.policy.business, wait, needs an end",
        "saddlebag.policy.malformed, wait, needs an end",
        "saddlebag.policy.transient, retry, must be park",
        "saddlebag.policy.transient, wait 0 tries, must be park",
        "saddlebag.erp.odoo.policy.bussiness, park, is no category",
        "saddlebag.erp.odoo.rate, fast, must be calls a second",
        "saddlebag.erp.odoo.rate, 0, must be calls a second",
        "saddlebag.erp.odoo.daily-quota, -3, must be a number of calls",
        "saddlebag.erp.odoo.daily-quota-resets, noon, must be a time of the day",
        "saddlebag.erp.odoo.throttle-signals, full, must be statuses",
        "saddlebag.erp.odoo.throttle-signals, 400:(, is no expression",
        "saddlebag.pause.after, 0, must be at least 1",
        "saddlebag.pause.probe-first, 5m, must not be shorter",
    })
    void nonsenseIsAProblem(String key, String value, String problem) {
        Settings settings = settings(Map.of(key, value));

        new PaceSettings(settings, PARTNERS);

        List<String> problems = settings.problems().list();
        assertThat(problems).singleElement().asString().contains(problem);
    }

    private static Settings settings(Map<String, String> values) {
        return Settings.load(Path.of("."), Map.of(), values);
    }
}
