package io.saddlebag.check;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.micrometer.core.instrument.MeterRegistry;
import io.saddlebag.check.CheckAnswer.Source;
import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.DeliveryFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks partners questions that somebody waits for. Whatever a partner does, the caller has an answer within the time limit,
 * and is told what it stands on: the partner's word, the partner's last word, or the configured fallback. Nothing is
 * written anywhere. A bounded number of questions is under way; a partner that hangs uses up no more than these.
 */
public final class Checks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Checks.class);
    private static final int REMEMBERED = 10_000;

    private final Map<String, CheckPolicy> policies;
    private final ThreadPoolExecutor workers;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<String, Remembered> remembered;

    /** An earlier answer. */
    private record Remembered(Found found, Instant at) {}

    /**
     * Checks of these kinds.
     *
     * @param atOnce how many questions may be under way
     */
    public Checks(Map<String, CheckPolicy> policies, int atOnce, MeterRegistry meters, Clock clock) {
        this.policies = Map.copyOf(policies);
        this.meters = meters;
        this.clock = clock;
        AtomicInteger number = new AtomicInteger();
        this.workers = new ThreadPoolExecutor(0, atOnce, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, "check-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        this.remembered = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
                return size() > REMEMBERED;
            }
        };
    }

    /**
     * Answers within the kind's time limit.
     *
     * @param kind one of the configured kinds
     * @param question what is asked, the same text for the same question
     * @param limit shorter than the kind's own limit, where the caller has less time
     * @param fallback the caller's own fallback
     * @param live asks the partner; may throw {@link DeliveryFailure}
     */
    public CheckAnswer ask(
            String kind, String question, Optional<Duration> limit, Optional<Verdict> fallback, Supplier<Found> live) {
        CheckPolicy policy = policies.get(kind);
        Duration time = limit.filter(wish -> wish.compareTo(policy.limit()) < 0).orElse(policy.limit());
        Instant start = clock.instant();
        CheckAnswer answer;
        try {
            // Remembered by the one who asks the partner: an answer that comes too late serves the next caller.
            Found found = within(time, () -> remember(kind, question, live.get()));
            answer = answer(kind, found, Source.LIVE, Duration.ZERO, start, "");
        } catch (NoAnswer e) {
            answer = standIn(kind, question, fallback.orElse(policy.fallback()), e.getMessage(), start);
        }
        meters.timer(
                        "saddlebag.checks",
                        "check",
                        kind,
                        "source",
                        answer.source().name().toLowerCase(Locale.ROOT),
                        "verdict",
                        answer.verdict().name().toLowerCase(Locale.ROOT))
                .record(answer.took());
        return answer;
    }

    /** Why there is no live answer. */
    private static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1L;

        NoAnswer(String message) {
            super(message);
        }
    }

    private Found within(Duration time, Supplier<Found> live) throws NoAnswer {
        Future<Found> asked;
        try {
            asked = workers.submit(live::get);
        } catch (RejectedExecutionException e) {
            throw new NoAnswer(workers.isShutdown() ? "the daemon is stopping" : "too many checks are under way");
        }
        try {
            return asked.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new NoAnswer("no answer in " + time.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("the daemon is stopping");
        } catch (ExecutionException e) {
            return refusal(e.getCause());
        }
    }

    /** A refusal is an answer; everything else is none. */
    private static Found refusal(Throwable failure) throws NoAnswer {
        if (failure instanceof DeliveryFailure.Parking no
                && (no.category() == Category.BUSINESS || no.category() == Category.CONTRACT)) {
            return new Found(
                    Verdict.REFUSED,
                    no.getMessage(),
                    JsonNodeFactory.instance.objectNode().put("code", no.code()).put("remedy", no.remedy()));
        }
        if (failure instanceof DeliveryFailure known) {
            throw new NoAnswer(known.getMessage());
        }
        LOG.error("a check failed", failure);
        throw new NoAnswer("a defect of ours; the log says which");
    }

    private CheckAnswer standIn(String kind, String question, Verdict fallback, String why, Instant start) {
        Duration longest = policies.get(kind).remember();
        Optional<Remembered> last;
        synchronized (remembered) {
            last = Optional.ofNullable(remembered.get(kind + " " + question));
        }
        Instant now = clock.instant();
        return last.filter(one -> one.at().plus(longest).isAfter(now))
                .map(one -> answer(
                        kind,
                        one.found(),
                        Source.REMEMBERED,
                        Duration.between(one.at(), now),
                        start,
                        why + "; this is the last answer"))
                .orElseGet(() -> answer(
                        kind,
                        new Found(fallback, why, JsonNodeFactory.instance.objectNode()),
                        Source.FALLBACK,
                        Duration.ZERO,
                        start,
                        ""));
    }

    private Found remember(String kind, String question, Found found) {
        if (!policies.get(kind).remember().isZero()) {
            synchronized (remembered) {
                remembered.put(kind + " " + question, new Remembered(found, clock.instant()));
            }
        }
        return found;
    }

    private CheckAnswer answer(String kind, Found found, Source source, Duration age, Instant start, String why) {
        String reason =
                found.reason().isEmpty() || why.isEmpty() ? found.reason() + why : found.reason() + " (" + why + ")";
        return new CheckAnswer(
                kind, found.verdict(), source, age, Duration.between(start, clock.instant()), reason, found.details());
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
