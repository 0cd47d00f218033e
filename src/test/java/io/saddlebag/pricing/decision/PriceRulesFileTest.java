package io.saddlebag.pricing.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.pricing.PricePolicy;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file an operator edits: what it says, and how mistakes in it are told. */
class PriceRulesFileTest {

    @TempDir
    private Path folder;

    private Path file;
    private final List<String> problems = new ArrayList<>();

    @BeforeEach
    void name() {
        file = folder.resolve("prices.yaml");
    }

    @Test
    void theShippedFileHasNoMistakeAndNoStore() {
        PriceRules rules = PriceRulesFile.read(Path.of("mappings/rules/prices.yaml"), List.of("main"), problems::add);

        assertThat(problems).isEmpty();
        assertThat(rules.stores()).isEmpty();
        assertThat(rules.fingerprint()).isNotEmpty();
    }

    @Test
    void withoutAFileNoStoreHasRules() {
        assertThat(PriceRulesFile.read(file, List.of("main"), problems::add)).isEqualTo(PriceRules.none());
    }

    @Test
    void aStoreSaysOtherwiseThanTheDefaults() throws IOException {
        PriceRules rules = read(
                """
                defaults:
                  largest-drop: 30
                  largest-rise: 40
                  tax-rates: {"19%": 19, none: 0}
                  without: [SHIPPING]
                stores:
                  main:
                    currency: EUR
                    regular: Web EUR
                    sale: dated-rules
                    rounding: x.99
                    largest-drop: 10
                    hold-for: 12h
                    tax-rates: {"19%": 20}
                    without: [FEE*]
                  outlet:
                    currency: CHF
                    regular: "7"
                    sale: Sale
                    prices: without-tax
                    cost-rate: 0.95
                """);

        assertThat(problems).isEmpty();
        PriceRules.OfStore main = rules.of("main").orElseThrow();
        assertThat(main.policy().regular()).contains("Web EUR");
        assertThat(main.policy().sale()).isEqualTo(new PricePolicy.Sale.DatedRules());
        assertThat(main.policy().guards().drop()).isEqualByComparingTo("10");
        assertThat(main.policy().guards().rise()).isEqualByComparingTo("40");
        assertThat(main.policy().guards().holdFor()).isEqualTo(Duration.ofHours(12));
        assertThat(main.policy().tax().rates()).isEqualTo(Map.of("19%", new BigDecimal(20)));
        assertThat(main.policy().tax().usual()).contains(BigDecimal.ZERO);
        assertThat(main.isAbout("SHIPPING", false)).isFalse();
        assertThat(main.isAbout("FEE-2", false)).isFalse();
        assertThat(main.isAbout("MUG", false)).isTrue();
        PricePolicy outlet = rules.of("outlet").orElseThrow().policy();
        assertThat(outlet.tax().included()).isFalse();
        assertThat(outlet.guards().costRate()).isEqualTo(Optional.of(new BigDecimal("0.95")));
        assertThat(rules.lists(List.of("main", "outlet"))).containsExactly("Web EUR", "7", "Sale");
        assertThat(rules.lists(List.of("outlet"))).containsExactly("7", "Sale");
    }

    @Test
    void everyMistakeIsToldWithItsLineAllTogether() throws IOException {
        read(
                """
                defaults:
                  largest-drp: 30
                  rounding: 0.007x
                  prices: gross
                  hold-for: soon
                stores:
                  mian:
                    currency: euro
                    largest-rise: lots
                  outlet:
                    sale: dated-rules
                    regular: sales-price
                extra: 1
                """);

        assertThat(problems)
                .extracting(problem -> problem.substring(file.toString().length()))
                .containsExactlyInAnyOrder(
                        ":2: 'largest-drp' is unknown in 'defaults'; known here: cost-rate, floor, hold-for, largest-drop,"
                                + " largest-rise, margin, mass-count, mass-least, mass-percent, mass-within, prices, regular,"
                                + " rounding, sale, tax-rates, without; did you mean 'largest-drop'?",
                        ":3: 'rounding' must be a step such as 0.01, 0.05 or 1, or an ending such as x.99",
                        ":4: 'prices' must be 'with-tax' or 'without-tax', not 'gross'",
                        ":5: 'hold-for' must be a time such as 30m, 12h or 7d, not 'soon'",
                        ":7: 'mian' is no configured store; did you mean 'main'?; known: main, outlet",
                        ":8: 'currency' must be an ISO code such as EUR, not 'euro'",
                        ":9: 'largest-rise' must be a number such as 20 or 0.5, not 'lots'",
                        ":11: 'currency' of store 'outlet' is missing, such as EUR",
                        ":11: 'sale' can be 'dated-rules' only where 'regular' names a price list",
                        ":13: 'extra' is unknown; known here: defaults, stores");
    }

    @Test
    void whatIsNoYamlIsToldWithItsLine() throws IOException {
        read("defaults:\n  floor: [1\n");

        assertThat(problems).singleElement().asString().startsWith(file + ":").contains("is no YAML");
    }

    private PriceRules read(String text) throws IOException {
        Files.writeString(file, text);
        return PriceRulesFile.read(file, List.of("main", "outlet"), problems::add);
    }
}
