package io.saddlebag.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.delivery.HttpResult;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.delivery.PartnerState.Condition;
import io.saddlebag.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** When a partner is paused, when it is asked again, and how its pace follows it. */
class PartnerGateTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final PauseRules RULES = new PauseRules(5, Duration.ofSeconds(1), Duration.ofSeconds(8));
    private static final Outcome<String> GOOD = new Outcome.Done<>("x");
    private static final Outcome<String> DOWN =
            new Outcome.RetryLater<>(Category.TRANSIENT, "it is down", Optional.empty());
    private static final Outcome<String> DENIED = new Outcome.NotAllowed<>("the key is revoked", "renew it");
    private static final Outcome<String> REFUSED = new Outcome.Refused<>("unknown-sku", "no", "make it");

    private final MovableClock clock = new MovableClock(NOON);

    @Test
    void failedCallsInARowPauseItAndAGoodOneInBetweenDoesNot() {
        PartnerGate gate = gate(OptionalDouble.empty());
        times(4, () -> gate.judged(DOWN));
        gate.judged(GOOD);
        times(4, () -> gate.judged(DOWN));
        assertThat(gate.stands()).isFalse();

        gate.judged(DOWN);

        assertThat(gate.state().condition()).isEqualTo(Condition.PAUSED);
        assertThat(gate.state().category()).contains(Category.TRANSIENT);
        assertThatThrownBy(gate::pass)
                .isInstanceOf(DeliveryFailure.Paused.class)
                .hasMessage("odoo is paused since 2026-11-24 12:00:00 UTC: it is down");
    }

    @Test
    void refusedConnectionsPauseItSoonerAndRefusedCredentialsToo() {
        PartnerGate dead = gate(OptionalDouble.empty());
        PartnerGate locked = gate(OptionalDouble.empty());

        times(2, () -> {
            dead.answered(
                    new HttpResult.NoAnswer(HttpResult.Kind.NOT_CONNECTED, "the connection is refused", Duration.ZERO));
            dead.judged(DOWN);
        });
        times(3, () -> locked.judged(DENIED));

        assertThat(dead.stands()).isTrue();
        assertThat(locked.state().category()).contains(Category.AUTHENTICATION);
    }

    @Test
    void businessRefusalsNeverPauseIt() {
        PartnerGate gate = gate(OptionalDouble.empty());

        times(100, () -> gate.judged(REFUSED));
        times(100, () -> gate.judged(new Outcome.NotUnderstood<>("odd", "look")));
        times(100, () -> gate.judged(new Outcome.Busy<>("sku-in-progress", "busy", "look")));

        assertThat(gate.state().condition()).isEqualTo(Condition.RUNNING);
    }

    @Test
    void itIsProbedAtGrowingIntervalsUntilItIsWell() {
        PartnerGate gate = paused();
        List<Long> waits = new java.util.ArrayList<>();

        for (int i = 0; i < 5; i++) {
            Instant from = clock.instant();
            until(gate);
            waits.add(Duration.between(from, clock.instant()).toSeconds());
            gate.probed(DOWN);
        }
        until(gate);
        gate.probed(GOOD);

        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 8L);
        assertThat(gate.state().condition()).isEqualTo(Condition.RUNNING);
        assertThatCode(gate::pass).doesNotThrowAnyException();
    }

    @Test
    void aRelapseGoesOnWithTheIntervalItHad() {
        PartnerGate gate = paused();
        until(gate);
        gate.probed(DOWN);
        until(gate);
        gate.probed(GOOD);

        times(5, () -> gate.judged(DOWN));

        assertThat(Duration.between(clock.instant(), gate.state().nextTry().orElseThrow()))
                .isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void aProbeThatIsRefusedSaysThatItWorksAndDeniedOneOnlyThatTheKeyIsWrong() {
        PartnerGate down = paused();
        PartnerGate locked = gate(OptionalDouble.empty());
        times(3, () -> locked.judged(DENIED));

        down.probed(DENIED);
        locked.probed(DENIED);

        assertThat(down.stands()).as("back, and its calls will tell").isFalse();
        assertThat(locked.stands()).isTrue();
    }

    @Test
    void p39APartnerThatNamesATimeIsLeftInPeaceThatLong() {
        PartnerGate gate = gate(OptionalDouble.empty());

        gate.judged(new Outcome.RetryLater<>(Category.THROTTLED, "429", Optional.of(Duration.ofSeconds(40))));

        assertThatThrownBy(gate::pass).isInstanceOf(DeliveryFailure.Paused.class);
        clock.forward(Duration.ofSeconds(39));
        assertThat(gate.probeIsDue()).isFalse();
        clock.forward(Duration.ofSeconds(1));
        assertThat(gate.probeIsDue()).isTrue();
    }

    @Test
    void p39AStormOfComplaintsHalvesThePaceAndItGrowsBackSlowly() {
        PartnerGate gate = gate(OptionalDouble.of(8));
        times(40, () -> {
            clock.forward(Duration.ofMillis(250));
            gate.pass();
        });

        times(4, () -> gate.judged(complaint()));
        double once = gate.rateNow();
        clock.forward(Duration.ofSeconds(2));
        gate.judged(GOOD);
        gate.judged(complaint());

        assertThat(once).as("half of 4 a second, once for what was under way").isCloseTo(2, within(0.3));
        assertThat(gate.rateNow()).isCloseTo(1, within(0.2));
        assertThat(gate.state().condition()).isEqualTo(Condition.SLOWED);
        assertThat(gate.state().throttledLately()).isEqualTo(5);
        clock.forward(Duration.ofSeconds(20));
        assertThat(gate.rateNow()).as("on its way back to 3.6").isBetween(2.2, 2.8);
        clock.forward(Duration.ofSeconds(20));
        assertThat(gate.rateNow()).as("after that it tries more").isBetween(3.3, 4.0);
        clock.forward(Duration.ofMinutes(20));
        assertThat(gate.rateNow()).isEqualTo(8);
        assertThat(gate.state().condition()).isEqualTo(Condition.RUNNING);
    }

    @Test
    void withoutAConfiguredRateItLearnsOneAndForgetsItAgain() {
        PartnerGate gate = gate(OptionalDouble.empty());
        times(100, () -> {
            clock.forward(Duration.ofMillis(100));
            gate.pass();
        });
        assertThat(gate.rateNow()).isInfinite();

        gate.judged(complaint());

        assertThat(gate.rateNow()).isCloseTo(5, within(0.6));
        clock.forward(Duration.ofMinutes(10));
        assertThat(gate.rateNow()).isInfinite();
    }

    @Test
    void p39HalfAMinuteOfComplaintsIsNotFollowedByAQuarterOfAnHourOfStandstill() {
        CallRate rate = new CallRate(OptionalDouble.empty(), NOON);
        Instant now = NOON;
        for (int call = 0; call < 100; call++, now = now.plusMillis(100)) {
            rate.book(now);
        }
        Instant end = now.plusSeconds(30);
        for (int call = 0; now.isBefore(end); call++) {
            now = rate.book(now.plusMillis(100)); // about 10 a second at most, as before
            if (call % 2 == 0) {
                rate.complained(now);
            }
        }

        assertThat(rate.now(now).orElseThrow()).as("in the storm").isLessThan(0.5);
        assertThat(rate.now(now.plusSeconds(60)).orElseThrow())
                .as("a minute later")
                .isBetween(2.0, 10.0);
        assertThat(rate.now(now.plusSeconds(180))).as("three minutes later").isEmpty();
    }

    @Test
    void keepsToItsRate() {
        CallRate rate = new CallRate(OptionalDouble.of(2), NOON);

        List<Duration> turns = java.util.stream.IntStream.range(0, 6)
                .mapToObj(i -> Duration.between(NOON, rate.book(NOON)))
                .toList();

        assertThat(turns)
                .containsExactly(
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ofMillis(500),
                        Duration.ofMillis(1_000),
                        Duration.ofMillis(1_500),
                        Duration.ofMillis(2_000));
    }

    @Test
    void aStopLetsNobodyWaitForHisTurn() {
        PartnerGate gate = gate(OptionalDouble.of(0.01));
        gate.pass();
        Thread waiting = new Thread(() -> assertThatThrownBy(gate::pass).isInstanceOf(DeliveryFailure.Paused.class));
        waiting.start();

        gate.stop();

        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !waiting.isAlive());
    }

    private PartnerGate paused() {
        PartnerGate gate = gate(OptionalDouble.empty());
        times(5, () -> gate.judged(DOWN));
        return gate;
    }

    private void until(PartnerGate gate) {
        for (int i = 0; !gate.probeIsDue() && i < 1_000; i++) {
            clock.forward(Duration.ofMillis(100));
        }
    }

    private PartnerGate gate(OptionalDouble rate) {
        return new PartnerGate(
                "erp",
                "odoo",
                new PartnerLimits(rate, 4, OptionalLong.empty(), LocalTime.MIDNIGHT, List.of()),
                RULES,
                Optional.empty(),
                clock);
    }

    private static Outcome<String> complaint() {
        return new Outcome.RetryLater<>(Category.THROTTLED, "429", Optional.empty());
    }

    private static void times(int count, Runnable work) {
        for (int i = 0; i < count; i++) {
            work.run();
        }
    }
}
