package io.saddlebag.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Contracts;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.sandbox.odoo.OdooOptions;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.testing.MovableClock;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes prices, read from Odoo 17 and 19. */
class OdooPricesTest {

    private static final ObjectNode NO_CONTEXT = JsonNodeFactory.instance.objectNode();
    private static final Duration PAST_THE_CURSOR = Duration.ofSeconds(2);
    private static final Contracts CONTRACTS = Contracts.load(Path.of("mappings/contracts"));

    private final MovableClock clock = new MovableClock(Instant.now());

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void readsEveryItemWithItsCostItsTaxesAndTheRulesAboutIt(int version) {
        try (OdooLab lab = quick(version)) {
            lab.sandbox.cost("MUG", new BigDecimal("4.50"));
            list(
                    lab,
                    "Web",
                    rule("0_product_variant", "product_id", id(lab, "MUG")).put("fixed_price", 15));
            list(lab, "Other", rule("3_global", "", 0).put("fixed_price", 1));

            Read read = read(lab, Optional.empty(), "Web", "Missing");

            JsonNode mug = read.item("MUG");
            assertThat(mug.path("salesPrice").asText()).isEqualTo("9");
            assertThat(mug.path("cost").asText()).isEqualTo("4.5");
            assertThat(mug.path("currency").asText()).isEqualTo("USD");
            assertThat(mug.path("taxes")).hasSize(1);
            assertThat(mug.path("taxes").get(0).path("percent").asText()).isNotEmpty();
            assertThat(read.item("CAP").has("cost")).isFalse();
            JsonNode page = read.pages.get(0);
            assertThat(page.path("lists")).hasSize(1);
            assertThat(page.path("lists").get(0).path("list").asText()).isEqualTo("Web");
            assertThat(page.path("lists").get(0).path("rules"))
                    .singleElement()
                    .satisfies(rule -> assertThat(rule.path("price").asText()).isEqualTo("15"));
            assertThat(read.last().path("complete").asBoolean()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void aPollReadsWhatChangedItselfOrByARuleOfItsListAndNothingElse(int version) {
        try (OdooLab lab = quick(version)) {
            long list = list(lab, "Web");
            Instant cursor = read(lab, Optional.empty(), "Web").next();
            assertThat(read(lab, Optional.of(cursor), "Web").skus()).isEmpty();
            clock.forward(PAST_THE_CURSOR);

            lab.sandbox.price("MUG", new BigDecimal("8.00"));
            Read changed = read(lab, Optional.of(cursor), "Web");

            assertThat(changed.skus()).containsExactly("MUG");
            assertThat(changed.next()).isAfter(cursor);
            assertThat(changed.last().path("complete").asBoolean()).isFalse();

            Instant later = changed.next();
            clock.forward(PAST_THE_CURSOR);
            create(
                    lab,
                    "product.pricelist.item",
                    rule("1_product", "product_tmpl_id", template(lab, "CAP"))
                            .put("pricelist_id", list)
                            .put("fixed_price", 11)
                            .put("date_start", "2026-12-24 00:00:00"));
            Read byRule = read(lab, Optional.of(later), "Web");
            assertThat(byRule.skus()).containsExactly("CAP");
            assertThat(byRule.pages
                            .get(0)
                            .path("lists")
                            .get(0)
                            .path("rules")
                            .get(0)
                            .path("from")
                            .asText())
                    .isEqualTo("2026-12-24T00:00:00Z");
            assertThat(read(lab, Optional.of(later)).skus())
                    .as("a rule of a list nobody uses")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void aRuleOfACategoryTouchesWhatIsBelowItAndAGlobalOneEverything(int version) {
        try (OdooLab lab = quick(version)) {
            long above = create(
                    lab,
                    "product.category",
                    JsonNodeFactory.instance.objectNode().put("name", "Kitchen"));
            long below = create(
                    lab,
                    "product.category",
                    JsonNodeFactory.instance.objectNode().put("name", "Mugs").put("parent_id", above));
            write(lab, "product.product", id(lab, "MUG"), "categ_id", below);
            long list = list(lab, "Web");
            Instant cursor = read(lab, Optional.empty(), "Web").next();
            clock.forward(PAST_THE_CURSOR);

            create(
                    lab,
                    "product.pricelist.item",
                    rule("2_product_category", "categ_id", above)
                            .put("pricelist_id", list)
                            .put("compute_price", "formula")
                            .put("price_discount", 10));
            Read byCategory = read(lab, Optional.of(cursor), "Web");

            assertThat(byCategory.skus()).containsExactly("MUG");
            assertThat(byCategory.item("MUG").path("categories").get(0).asLong())
                    .isEqualTo(below);
            assertThat(byCategory
                            .pages
                            .get(0)
                            .path("lists")
                            .get(0)
                            .path("rules")
                            .get(0)
                            .path("kind")
                            .asText())
                    .isEqualTo("formula");

            Instant later = byCategory.next();
            clock.forward(PAST_THE_CURSOR);
            create(
                    lab,
                    "product.pricelist.item",
                    rule("3_global", "", 0).put("pricelist_id", list).put("fixed_price", 5));
            assertThat(read(lab, Optional.of(later), "Web").skus()).contains("CAP", "MUG", "SHIP");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void aSkuOfSeveralProductsIsMarked(int version) {
        try (OdooLab lab = quick(version)) {
            lab.sandbox.addProduct(SandboxOdoo.Product.storable("MUG", BigDecimal.ONE));

            Read read = read(lab, Optional.empty());

            assertThat(read.item("MUG").path("shared").asBoolean()).isTrue();
            assertThat(read.item("CAP").has("shared")).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void manyItemsComeInPagesOfFewCalls(int version) {
        try (OdooLab lab = quick(version)) {
            for (int i = 0; i < 450; i++) {
                lab.sandbox.addProduct(SandboxOdoo.Product.storable("S" + i, BigDecimal.TEN));
            }
            list(lab, "Web");
            read(lab, Optional.empty(), "Web"); // what a version has is learned once
            lab.calls.clear();

            Read read = read(lab, Optional.empty(), "Web");

            assertThat(read.skus()).hasSize(455).doesNotHaveDuplicates();
            assertThat(read.pages).hasSize(3);
            assertThat(read.pages.subList(0, 2))
                    .noneMatch(page -> page.path("last").asBoolean());
            assertThat(lab.calls.size()).isLessThanOrEqualTo(3 * read.pages.size() + 6);
        }
    }

    /** 17 answers 19.900000000000002 for 19.90 (fixtures/erp/odoo17/109). */
    @Test
    void theNoiseOfAFloatIsNoPrice() {
        assertThat(PriceDocument.plain(new BigDecimal("19.900000000000002"))).isEqualTo("19.9");
        assertThat(PriceDocument.plain(new BigDecimal("100"))).isEqualTo("100");
        assertThat(PriceDocument.plain(new BigDecimal("0.0"))).isEqualTo("0");
    }

    private record Read(List<JsonNode> pages, Optional<Instant> cursor) {
        private List<String> skus() {
            List<String> skus = new ArrayList<>();
            pages.forEach(page ->
                    page.path("items").forEach(item -> skus.add(item.path("sku").asText())));
            return skus;
        }

        private JsonNode item(String sku) {
            for (JsonNode page : pages) {
                for (JsonNode item : page.path("items")) {
                    if (item.path("sku").asText().equals(sku)) {
                        return item;
                    }
                }
            }
            throw new AssertionError("no " + sku + " among " + skus());
        }

        private JsonNode last() {
            return pages.get(pages.size() - 1);
        }

        /** Behind everything of the last second. */
        private Instant next() {
            return cursor.orElseThrow().plusSeconds(1);
        }
    }

    /** No overlap: what was read comes once. Dates are cut to seconds, so what comes in the same second is not after it. */
    private OdooLab quick(int version) {
        return new OdooLab(OdooOptions.odoo(version), Map.of("poll-overlap", "0s"), clock);
    }

    private static Read read(OdooLab lab, Optional<Instant> cursor, String... lists) {
        PriceSweep sweep = done(lab.odoo.pricesSince(cursor, List.of(lists)));
        List<JsonNode> pages = new ArrayList<>();
        while (!sweep.isAtEnd()) {
            pages.add(done(lab.odoo.prices(sweep)));
        }
        assertThat(pages).allSatisfy(page -> assertThat(CONTRACTS.check("price.v1", page))
                .isEmpty());
        assertThat(pages.get(pages.size() - 1).path("last").asBoolean()).isTrue();
        return new Read(pages, sweep.next());
    }

    private static long list(OdooLab lab, String name, ObjectNode... rules) {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("name", name);
        for (ObjectNode rule : rules) {
            list.withArray("item_ids").addArray().add(0).add(0).add(rule);
        }
        return create(lab, "product.pricelist", list);
    }

    private static ObjectNode rule(String appliedOn, String field, long target) {
        ObjectNode rule = JsonNodeFactory.instance
                .objectNode()
                .put("applied_on", appliedOn)
                .put("compute_price", "fixed");
        return field.isEmpty() ? rule : rule.put(field, target);
    }

    private static long create(OdooLab lab, String model, ObjectNode values) {
        return lab.raw.create(model, values, NO_CONTEXT);
    }

    private static void write(OdooLab lab, String model, long id, String field, long value) {
        lab.raw.ask(OdooCall.write(
                model, List.of(id), JsonNodeFactory.instance.objectNode().put(field, value)));
    }

    private static long id(OdooLab lab, String sku) {
        return row(lab, sku).id();
    }

    private static long template(OdooLab lab, String sku) {
        return row(lab, sku).ref("product_tmpl_id").orElseThrow();
    }

    private static Row row(OdooLab lab, String sku) {
        return lab.raw
                .rows(OdooCall.searchRead(
                        "product.product", Domain.all().is("default_code", sku).terms(), List.of("product_tmpl_id")))
                .get(0);
    }

    private static <T> T done(Outcome<T> outcome) {
        return outcome.orThrow("main", "read-prices");
    }
}
