package io.saddlebag.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.product.ProductRules.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProductRulesFileTest {

    @TempDir
    Path folder;

    private final List<String> problems = new ArrayList<>();

    @Test
    void aStoresOwnWordsGoBeforeTheDefaults() throws IOException {
        ProductRules rules = read(
                """
                defaults:
                  required: [price, image]
                  without: [GIFT-*]
                stores:
                  outlet:
                    required: [price]
                    not-for-sale: private
                    create: false
                """);

        assertThat(problems).isEmpty();
        assertThat(rules.of("main").required()).containsExactlyInAnyOrder(Requirement.PRICE, Requirement.IMAGE);
        assertThat(rules.of("outlet").required()).containsExactly(Requirement.PRICE);
        assertThat(rules.of("outlet").hidden()).isEqualTo("private");
        assertThat(rules.of("outlet").creates()).isFalse();
        assertThat(rules.of("outlet").isAbout("GIFT-10")).isFalse();
        assertThat(rules.of("main").isAbout("MUG")).isTrue();
    }

    @Test
    void servicesAreSoldWhereTheRulesSaySoAndWhatStandsOnOrdersNowhere() throws IOException {
        ProductRules rules =
                read("""
                        stores:
                          outlet:
                            services: true
                        """)
                        .keepingOut(Map.of("main", Set.of("FEE"), "outlet", Set.of("FEE")));

        assertThat(problems).isEmpty();
        assertThat(rules.of("main").unfit(item("ENGRAVING", true))).isPresent();
        assertThat(rules.of("outlet").unfit(item("ENGRAVING", true))).isEmpty();
        assertThat(rules.of("outlet").unfit(item("FEE", true))).isPresent();
        assertThat(rules.of("main").unfit(item("MUG", false))).isEmpty();
        assertThat(rules.of("main").unfit(item("", false))).isEmpty();
    }

    private static Product item(String sku, boolean service) {
        return new Product(
                "odoo",
                "1",
                "An item",
                "",
                List.of(),
                true,
                service,
                Optional.empty(),
                false,
                Instant.EPOCH,
                List.of(),
                List.of(new Product.Variant("1", sku, true, Optional.empty(), Optional.empty(), List.of())));
    }

    @Test
    void everyMistakeIsToldWithItsLine() throws IOException {
        read(
                """
                defaults:
                  required: [price, colour]
                  not-for-sale: delete
                stores:
                  outlett:
                    creates: false
                """);

        assertThat(problems)
                .anyMatch(problem -> problem.contains(":2:") && problem.contains("'colour'"))
                .anyMatch(problem -> problem.contains(":3:") && problem.contains("draft or private"))
                .anyMatch(problem -> problem.contains(":5:") && problem.contains("did you mean 'outlet'"))
                .anyMatch(problem -> problem.contains(":6:") && problem.contains("'creates' is unknown"));
    }

    @Test
    void theShippedFileIsValidAndWhereThereIsNoneTheUsualRulesHold() {
        ProductRules shipped =
                ProductRulesFile.read(Path.of("mappings/rules/products.yaml"), List.of("main"), problems::add);

        assertThat(problems).isEmpty();
        assertThat(shipped).isEqualTo(ProductRules.none());
        assertThat(ProductRulesFile.read(folder.resolve("none.yaml"), List.of("main"), problems::add))
                .isEqualTo(ProductRules.none());
    }

    private ProductRules read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("products.yaml"), text);
        return ProductRulesFile.read(file, List.of("main", "outlet"), problems::add);
    }
}
