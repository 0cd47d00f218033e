package io.saddlebag.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DeliveryPlanTest {

    private static final long KIT = 100;
    private static final DeliveryState.Line LINE =
            new DeliveryState.Line(1, KIT, new BigDecimal("3"), BigDecimal.ZERO, "saddlebag.shop_order_1_line_11");

    @Test
    void p22TakesAKitsComponentsInProportion() {
        DeliveryState state = state(
                List.of(picking(10, "assigned")),
                List.of(move(1, 10, 201, "6", "assigned"), move(2, 10, 202, "3", "assigned")));

        DeliveryPlan plan = plan(state, "2");

        assertThat(plan.complete()).isTrue();
        assertThat(rounded(plan)).isEqualTo(Map.of(1L, "4", 2L, "2"));
    }

    @Test
    void p22CountsWhatAnEarlierTryBookedOfAKit() {
        DeliveryState state = state(
                List.of(picking(10, "done"), picking(11, "assigned")),
                List.of(
                        move(1, 10, 201, "4", "done"),
                        move(2, 10, 202, "2", "done"),
                        move(3, 11, 201, "2", "assigned"),
                        move(4, 11, 202, "1", "assigned")));

        DeliveryPlan same = plan(state, "2");
        DeliveryPlan more = plan(state, "3");

        assertThat(same.nothingLeft()).isTrue();
        assertThat(same.takes()).isEmpty();
        assertThat(rounded(more)).isEqualTo(Map.of(3L, "2", 4L, "1"));
    }

    @Test
    void saysThatTheOpenTransfersHaveTooLittle() {
        DeliveryState state = state(
                List.of(picking(10, "assigned")),
                List.of(move(1, 10, 201, "6", "assigned"), move(2, 10, 202, "3", "cancel")));

        DeliveryPlan plan = plan(state, "4");

        assertThat(plan.complete()).isFalse();
    }

    private static DeliveryPlan plan(DeliveryState state, String quantity) {
        DeliveryPlan plan = new DeliveryPlan(
                state,
                state.pickings(),
                state.pickings().stream().filter(DeliveryState.Picking::isDone).toList());
        plan.take(new DeliveryPlan.Wanted(OdooLab.pieces("11", "KIT", quantity), List.of(LINE)));
        return plan;
    }

    private static Map<Long, String> rounded(DeliveryPlan plan) {
        return plan.takes().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue()
                .stripTrailingZeros()
                .toPlainString()));
    }

    private static DeliveryState state(List<DeliveryState.Picking> pickings, List<DeliveryState.Move> moves) {
        return new DeliveryState(pickings, moves, List.of(LINE));
    }

    private static DeliveryState.Picking picking(long id, String state) {
        return new DeliveryState.Picking(
                id, "WH/OUT/" + id, state, "", "outgoing", OptionalLong.of(2), OptionalLong.of(5), "");
    }

    private static DeliveryState.Move move(long id, long picking, long product, String quantity, String state) {
        return new DeliveryState.Move(
                id, picking, product, OptionalLong.of(1), new BigDecimal(quantity), new BigDecimal(quantity), state);
    }
}
