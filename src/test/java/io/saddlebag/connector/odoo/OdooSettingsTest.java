package io.saddlebag.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.settings.MapSection;
import io.saddlebag.settings.Problems;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OdooSettingsTest {

    private final Problems problems = new Problems();

    @Test
    void reportsEveryProblemAtOnce() {
        read(Map.of(
                "url", "odoo.example.test",
                "protocol", "xml-rpc",
                "rounding", "line",
                "namespace", "Not.Good",
                "price-decimals", "9",
                "total-tolerance.EUR", "two cents"));

        assertThat(problems.list())
                .hasSize(9)
                .anyMatch(p -> p.startsWith("saddlebag.erp.main.url "))
                .anyMatch(p -> p.startsWith("saddlebag.erp.main.database is missing"))
                .anyMatch(p -> p.startsWith("saddlebag.erp.main.api-key is missing"))
                .anyMatch(p -> p.startsWith("saddlebag.erp.main.rounding-product is missing"))
                .anyMatch(p -> p.startsWith("saddlebag.erp.main.total-tolerance.EUR "));
    }

    @Test
    void showsNoKey() {
        OdooSettings settings = read(
                Map.of("url", "https://odoo.example.test/", "database", "d", "login", "bot", "api-key", "topsecret"));

        assertThat(problems.list()).isEmpty();
        assertThat(settings.toString()).contains("https://odoo.example.test,").doesNotContain("topsecret");
    }

    @Test
    void p16ToleratesOneUnitForEveryTwoAmountsAndTwoAtLeast() {
        OdooSettings settings = read(Map.of(
                "url",
                "https://o.test",
                "database",
                "d",
                "login",
                "bot",
                "api-key",
                "k",
                "total-tolerance.CHF",
                "0.05"));

        assertThat(settings.tolerance("EUR", 1)).isEqualByComparingTo("0.02");
        assertThat(settings.tolerance("EUR", 31)).isEqualByComparingTo("0.16");
        assertThat(settings.tolerance("JPY", 1)).isEqualByComparingTo("2");
        assertThat(settings.tolerance("CHF", 31)).isEqualByComparingTo("0.05");
    }

    private OdooSettings read(Map<String, String> values) {
        Map<String, String> full = new HashMap<>();
        values.forEach((k, v) -> full.put("saddlebag.erp.main." + k, v));
        return OdooSettings.from(new MapSection("saddlebag.erp.main", full, problems));
    }
}
