package io.saddlebag.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saddlebag.check.CheckAnswer.Source;
import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a caller is told, whatever the partner does. */
class ChecksTest {

    private static final Found FOUND =
            new Found(Verdict.OK, "", JsonNodeFactory.instance.objectNode().put("available", "3"));
    private static final Supplier<Found> DOWN = () -> {
        throw new DeliveryFailure.Waiting("odoo", Category.TRANSIENT, "the connection is refused", Optional.empty());
    };

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-27T12:00:00Z"));
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final Checks checks = new Checks(
            Map.of(
                    "stock",
                    new CheckPolicy(Duration.ofMillis(300), Duration.ofMinutes(5), Verdict.UNKNOWN),
                    "order",
                    new CheckPolicy(Duration.ofMillis(300), Duration.ZERO, Verdict.OK)),
            2,
            new SimpleMeterRegistry(),
            clock);

    @AfterEach
    void close() {
        hanging.countDown();
        checks.close();
    }

    @Test
    void tellsThePartnersWordWhileThereIsOne() {
        CheckAnswer answer = ask("stock", "A", () -> FOUND);

        assertThat(answer.source()).isEqualTo(Source.LIVE);
        assertThat(answer.verdict()).isEqualTo(Verdict.OK);
        assertThat(answer.details()).isEqualTo(FOUND.details());
    }

    @Test
    void tellsTheLastWordAndItsAgeWhileThePartnerIsDownAndThenTheFallback() {
        ask("stock", "A", () -> FOUND);
        clock.forward(Duration.ofMinutes(4));

        CheckAnswer remembered = ask("stock", "A", DOWN);
        CheckAnswer other = ask("stock", "B", DOWN);
        clock.forward(Duration.ofMinutes(2));
        CheckAnswer tooOld = ask("stock", "A", DOWN);

        assertThat(remembered.source()).isEqualTo(Source.REMEMBERED);
        assertThat(remembered.verdict()).isEqualTo(Verdict.OK);
        assertThat(remembered.age()).isEqualTo(Duration.ofMinutes(4));
        assertThat(remembered.reason()).contains("refused");
        assertThat(other.source()).isEqualTo(Source.FALLBACK);
        assertThat(other.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(tooOld.source()).isEqualTo(Source.FALLBACK);
    }

    @Test
    void neverWaitsLongerThanItsLimitThoughPartnersHang() {
        List<CheckAnswer> answers = new ArrayList<>();

        for (int i = 0; i < 4; i++) {
            answers.add(ask("order", "hangs", this::hang));
        }

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.source()).isEqualTo(Source.FALLBACK);
            assertThat(answer.verdict()).isEqualTo(Verdict.OK);
        });
        assertThat(answers.get(0).reason()).contains("no answer in 300 ms");
        assertThat(answers.get(3).reason()).contains("too many checks");
    }

    @Test
    void anAnswerThatComesTooLateServesTheNextCaller() {
        CheckAnswer first = ask("stock", "slow", () -> {
            hang();
            return FOUND;
        });
        hanging.countDown();

        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(ask("stock", "slow", DOWN).source()).isEqualTo(Source.REMEMBERED));
        assertThat(first.source()).isEqualTo(Source.FALLBACK);
    }

    @Test
    void aRefusalIsAnAnswer() {
        CheckAnswer answer = ask("order", "A", () -> {
            throw new DeliveryFailure.Parking("odoo", Category.BUSINESS, "unknown-sku", "no such SKU", "make it");
        });

        assertThat(answer.source()).isEqualTo(Source.LIVE);
        assertThat(answer.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(answer.details().path("code").asText()).isEqualTo("unknown-sku");
    }

    @Test
    void theCallersOwnFallbackGoesBeforeTheConfiguredOne() {
        CheckAnswer answer = checks.ask("order", "A", Optional.empty(), Optional.of(Verdict.REFUSED), DOWN);

        assertThat(answer.verdict()).isEqualTo(Verdict.REFUSED);
    }

    private Found hang() {
        try {
            hanging.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return FOUND;
    }

    private CheckAnswer ask(String kind, String question, Supplier<Found> live) {
        return checks.ask(kind, question, Optional.empty(), Optional.empty(), live);
    }
}
