package io.saddlebag.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.order.Lifecycle.Move;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** What holds on every path through the lifecycle. */
class LifecycleTest {

    @Property
    void judgesEveryMoveAndAllowsOnlyTheTables(@ForAll OrderState from, @ForAll OrderState to) {
        Move move = Lifecycle.judge(from, to);

        assertThat(move).isNotNull();
        assertThat(move == Move.ALLOWED).isEqualTo(Lifecycle.after(from).contains(to));
    }

    @Property
    void aRepeatedStepIsAlreadyThere(@ForAll OrderState state) {
        assertThat(Lifecycle.judge(state, state)).isEqualTo(Move.ALREADY_THERE);
    }

    @Property(tries = 2000)
    void noPathLeavesAFinalStateButByTheTableAndNoneGoesBackOncePosted(
            @ForAll @Size(max = 30) List<OrderState> wishes) {
        OrderState now = OrderState.WAITING;
        for (OrderState wish : wishes) {
            if (Lifecycle.judge(now, wish) != Move.ALLOWED) {
                continue;
            }
            assertThat(now).isNotEqualTo(OrderState.COMPLETED);
            if (now.isFinal()) {
                assertThat(wish).isIn(OrderState.WAITING, OrderState.CAPTURED, OrderState.CANCELLED);
            }
            if (Lifecycle.reached(now, OrderState.POSTED)) {
                assertThat(Lifecycle.reached(wish, now) || wish == OrderState.CANCELLED)
                        .as("%s to %s", now, wish)
                        .isTrue();
            }
            now = wish;
        }
    }

    @Property
    void aStepBehindTheOrderIsAlreadyThere(@ForAll OrderState now, @ForAll OrderState step) {
        boolean behind = Lifecycle.reached(now, step)
                && Lifecycle.reached(step, OrderState.CAPTURED)
                && !Lifecycle.after(now).contains(step);

        assertThat(Lifecycle.judge(now, step) == Move.ALREADY_THERE).isEqualTo(behind || now == step);
    }
}
