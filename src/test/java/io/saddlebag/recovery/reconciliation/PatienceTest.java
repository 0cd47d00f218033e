package io.saddlebag.recovery.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.delivery.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** How long a comparison waits for a partner. */
class PatienceTest {

    private long slept;

    @Test
    void p39WaitsAsLongAsAThrottlingPartnerAsksAndGoesOn() {
        Deque<Outcome<String>> answers = new ArrayDeque<>(List.of(
                throttled(Duration.ofSeconds(20)), throttled(Duration.ofSeconds(3)), new Outcome.Done<>("here")));

        String answer = patience(Duration.ofMinutes(5)).of("north", "list", answers::poll);

        assertThat(answer).isEqualTo("here");
        assertThat(slept).isEqualTo(23_000);
    }

    @Test
    void givesUpWhenItsTimeIsOverAndSaysWhy() {
        assertThatThrownBy(() -> patience(Duration.ofSeconds(10))
                        .of("north", "list", () -> new Outcome.Unknown<String>("no answer in time")))
                .isInstanceOf(DeliveryFailure.class)
                .hasMessageContaining("north")
                .hasMessageContaining("no answer in time");
        assertThat(slept).isEqualTo(10_000);
    }

    @Test
    void doesNotWaitForWhatWaitingDoesNotChange() {
        assertThatThrownBy(() -> patience(Duration.ofMinutes(5))
                        .of("north", "list", () -> new Outcome.NotAllowed<String>("the key is revoked", "renew it")))
                .isInstanceOf(DeliveryFailure.class);
        assertThat(slept).isZero();
    }

    @Test
    void aDaemonThatStopsIsNotKeptWaiting() {
        Patience stopping = new Patience(Duration.ofMinutes(5), () -> true, millis -> slept += millis);

        assertThatThrownBy(() -> stopping.of("north", "list", () -> throttled(Duration.ofMinutes(1))))
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(slept).isZero();
    }

    private Patience patience(Duration whole) {
        return new Patience(whole, () -> false, millis -> slept += millis);
    }

    private static Outcome<String> throttled(Duration after) {
        return new Outcome.RetryLater<>(Category.THROTTLED, "too many calls", Optional.of(after));
    }
}
