package io.saddlebag.order;

import static io.saddlebag.order.OrderBuilder.CHANGED;
import static io.saddlebag.order.OrderBuilder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saddlebag.order.StatusPolicy.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusPolicyTest {

    private static final Instant LATER = CHANGED.plusSeconds(3600);
    private final StatusPolicy policy = StatusPolicy.usual();
    private final TotalsProof proof = new TotalsProof(Tolerance.usual());

    @ParameterizedTest
    @ValueSource(strings = {"processing", "completed", "wc-processing", "Processing"})
    void postsPaidOrders(String status) {
        assertThat(decide(anOrder().status(status).line("1", "10.00", "1.90").build(), LATER))
                .isInstanceOf(Decision.Due.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "on-hold", "failed", "checkout-draft", "auto-draft"})
    void p6WaitsForOrdersSeenBeforePayment(String status) {
        assertThat(decide(anOrder().status(status).line("1", "10.00", "1.90").build(), LATER))
                .isInstanceOfSatisfying(
                        Decision.Wait.class, w -> assertThat(w.reason()).contains(status));
    }

    @Test
    void p6WaitsForAStatusOfAPluginAndSaysThatNobodyListedIt() {
        assertThat(decide(
                        anOrder()
                                .status("awaiting-pickup")
                                .line("1", "10.00", "1.90")
                                .build(),
                        LATER))
                .isInstanceOfSatisfying(
                        Decision.Wait.class, w -> assertThat(w.reason()).contains("awaiting-pickup", "no list"));
    }

    @Test
    void ignoresRefundedAndTakesBackCancelledAndTrashedOrders() {
        assertThat(decide(anOrder().status("refunded").build(), LATER)).isInstanceOf(Decision.Ignore.class);
        assertThat(decide(anOrder().status("cancelled").build(), LATER)).isInstanceOf(Decision.Cancel.class);
        assertThat(decide(anOrder().status("trash").build(), LATER)).isInstanceOf(Decision.Cancel.class);
    }

    @Test
    void p6WaitsForAHalfMadeOrderUntilItHasSettled() {
        Order empty = anOrder().build();
        Order halfMade =
                OrderBuilder.changed(anOrder().line("1", "10.00", "1.90").build(), "/total", "0.00");

        assertThat(decide(empty, LATER)).isInstanceOf(Decision.Wait.class);
        assertThat(decide(halfMade, CHANGED.plusSeconds(59))).isInstanceOf(Decision.Wait.class);
        assertThat(decide(halfMade, CHANGED.plusSeconds(60))).isInstanceOf(Decision.Due.class);
    }

    @Test
    void doesNotMakeAFreeOrderWait() {
        assertThat(decide(anOrder().line("1", "0.00", "0.00").build(), CHANGED)).isInstanceOf(Decision.Due.class);
    }

    @Test
    void namesAStatusThatStandsInTwoLists() {
        Set<String> both = Set.of("on-hold");

        assertThatThrownBy(() -> new StatusPolicy(both, Set.of("wc-on-hold"), Set.of(), Set.of(), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("status 'on-hold' is in the lists 'due' and 'waits'");
        assertThat(StatusPolicy.problems(List.of(), List.of(" "), List.of(), List.of()))
                .hasSize(2)
                .anyMatch(p -> p.contains("no status is due"))
                .anyMatch(p -> p.contains("empty status"));
    }

    private Decision decide(Order order, Instant now) {
        return policy.decide(order, proof.prove(order), now);
    }
}
