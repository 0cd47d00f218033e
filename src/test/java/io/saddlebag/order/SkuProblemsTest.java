package io.saddlebag.order;

import static io.saddlebag.order.OrderBuilder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkuProblemsTest {

    @Test
    void p19FindsNothingInACleanOrder() {
        assertThat(SkuProblems.of(anOrder().line("1", "10.00", "1.90").build(), KitLines.ALL))
                .isEmpty();
    }

    @Test
    void p19NamesEveryLineThatCannotBePostedWithARemedy() {
        Order order = anOrder()
                .line(line("1", "0", "", "", "1"))
                .line(line("2", "0", "", "OLD-1", "1"))
                .line(line("3", "12", "14", "", "1"))
                .line(line("4", "13", "", "A", "-1"))
                .line(line("4", "15", "", "B", "1"))
                .build();

        List<SkuProblems.Problem> problems = SkuProblems.of(order, KitLines.ALL);

        assertThat(problems)
                .extracting(SkuProblems.Problem::lineId, SkuProblems.Problem::code)
                .containsExactly(
                        tuple("1", SkuProblems.FREE_TEXT),
                        tuple("2", SkuProblems.NO_PRODUCT),
                        tuple("3", SkuProblems.NO_SKU),
                        tuple("4", SkuProblems.QUANTITY),
                        tuple("4", SkuProblems.DUPLICATE_LINE));
        assertThat(problems).allSatisfy(p -> {
            assertThat(p.cause()).startsWith("line " + p.lineId() + ": ");
            assertThat(p.remedy()).isNotBlank();
        });
    }

    @Test
    void p19FindsVariationsThatShowTheirParentsSku() {
        Order order = anOrder()
                .line(line("1", "12", "14", "TEE", "1"))
                .line(line("2", "12", "15", "TEE", "1"))
                .build();

        assertThat(SkuProblems.of(order, KitLines.ALL))
                .extracting(SkuProblems.Problem::lineId, SkuProblems.Problem::code)
                .containsExactly(tuple("2", SkuProblems.SHARED_SKU));
    }

    @Test
    void p22TwoLinesOfOneSkuStayTwoLines() {
        Order order = anOrder()
                .line(line("1", "12", "14", "TEE", "1"))
                .line(line("2", "12", "14", "TEE", "2"))
                .build();

        assertThat(SkuProblems.of(order, KitLines.ALL)).isEmpty();
        assertThat(KitLines.ALL.of(order)).extracting(Order.Line::id).containsExactly("1", "2");
    }

    @ParameterizedTest
    @CsvSource({
        "bundled_items, '[2,3]', bundled_by, 1",
        "_bundled_items, '[\"a\"]', _bundled_by, abc",
        "_composite_children, '[\"a\"]', _composite_parent, abc",
        "_mnm_config, '{\"a\":1}', _mnm_container, abc",
        "_woosb_ids, 12/1, _woosb_parent_id, 12",
    })
    void p22PostsWholeKitsOrPiecesByPolicy(String parentKey, String parent, String childKey, String child) {
        Order order = anOrder()
                .line(withMeta(line("1", "900", "", "SET", "1"), Map.of(parentKey, parent)))
                .line(withMeta(line("2", "11", "", "CUP", "2"), Map.of(childKey, child)))
                .line(withMeta(line("3", "12", "", "LONE", "1"), Map.of(childKey, "", parentKey, "[]")))
                .build();

        assertThat(KitLines.named("all").of(order)).extracting(Order.Line::id).containsExactly("1", "2", "3");
        assertThat(KitLines.named("parents").of(order))
                .extracting(Order.Line::id)
                .containsExactly("1", "3");
        assertThat(KitLines.named("children").of(order))
                .extracting(Order.Line::id)
                .containsExactly("2", "3");
    }

    @Test
    void p22ParksWhenTheKitPolicyWouldDropALineThatCostsSomething() {
        Order.Line priced = OrderBuilder.anOrder()
                .line("1", "10.00", "1.90")
                .build()
                .lines()
                .get(0);
        Order order =
                anOrder().line(withMeta(priced, Map.of("bundled_items", "[2]"))).build();

        assertThat(SkuProblems.of(order, KitLines.CHILDREN)).singleElement().satisfies(p -> {
            assertThat(p.code()).isEqualTo(SkuProblems.KIT_AMOUNT);
            assertThat(p.cause()).contains("children", "11.90");
        });
        assertThat(SkuProblems.of(order, KitLines.PARENTS)).isEmpty();
    }

    private static Order.Line line(String id, String product, String variation, String sku, String quantity) {
        return new Order.Line(
                id,
                product,
                variation.isEmpty() ? Optional.empty() : Optional.of(variation),
                sku,
                "Item",
                new BigDecimal(quantity),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                "",
                List.of(),
                Map.of());
    }

    private static Order.Line withMeta(Order.Line l, Map<String, String> meta) {
        return new Order.Line(
                l.id(),
                l.productId(),
                l.variationId(),
                l.sku(),
                l.name(),
                l.quantity(),
                l.subtotal(),
                l.total(),
                l.totalTax(),
                l.taxClass(),
                l.taxes(),
                meta);
    }
}
