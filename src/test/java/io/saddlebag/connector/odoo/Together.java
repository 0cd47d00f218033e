package io.saddlebag.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.delivery.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Calls that come at the same time, so that they are one batch: while a call of the same kind is under way, and as many as fit in one. */
final class Together {

    private static final Duration HOLD = Duration.ofMillis(200);

    private Together() {}

    /** Settings under which so many make a batch, and none goes before. */
    static Map<String, String> batchOf(int size) {
        return Map.of("batch.size", String.valueOf(size), "batch.linger", "1500ms");
    }

    /**
     * The outcomes of the wishes, in their order.
     *
     * @param decoy a call of the same kind, which is under way until the others have gathered and call too
     */
    static <O, I, T> Answers<O, T> ask(OdooLab lab, Supplier<O> decoy, List<I> wishes, Function<I, Outcome<T>> call) {
        CountDownLatch gathered = new CountDownLatch(1);
        int before = lab.calls.size();
        lab.beforeCall = n -> {
            if (n == before + 1) {
                until(gathered);
            } else {
                gathered.countDown();
            }
        };
        CompletableFuture<O> first = CompletableFuture.supplyAsync(decoy);
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> lab.calls.size() > before);
        List<Outcome<T>> outcomes = ask(wishes, call);
        gathered.countDown();
        lab.beforeCall = n -> {};
        return new Answers<>(first.join(), outcomes);
    }

    /** What came of the decoy, and of the others. */
    record Answers<O, T>(O decoy, List<Outcome<T>> outcomes) {}

    /** The decoy may hold what the others need, so it does not wait for them for ever. */
    private static void until(CountDownLatch gathered) {
        try {
            gathered.await(HOLD.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The outcomes of the wishes, in their order; one batch where the batch before was one of several. */
    static <I, T> List<Outcome<T>> ask(List<I> wishes, Function<I, Outcome<T>> call) {
        ExecutorService threads = Executors.newFixedThreadPool(wishes.size());
        try {
            List<CompletableFuture<Outcome<T>>> asked = wishes.stream()
                    .map(wish -> CompletableFuture.supplyAsync(() -> call.apply(wish), threads))
                    .toList();
            return asked.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }

    /** As the queue does: what did not succeed is asked again, together. */
    static <I, T> List<T> untilDone(List<I> wishes, Function<I, Outcome<T>> call) {
        List<Outcome<T>> outcomes = new ArrayList<>(ask(wishes, call));
        for (int i = 0; i < 5 && !outcomes.stream().allMatch(Outcome::succeeded); i++) {
            List<Integer> left = IntStream.range(0, wishes.size())
                    .filter(n -> !outcomes.get(n).succeeded())
                    .boxed()
                    .toList();
            left.forEach(
                    n -> assertThat(outcomes.get(n)).isInstanceOfAny(Outcome.Unknown.class, Outcome.RetryLater.class));
            List<Outcome<T>> again = ask(left, n -> call.apply(wishes.get(n)));
            for (int n = 0; n < left.size(); n++) {
                outcomes.set(left.get(n), again.get(n));
            }
        }
        return outcomes.stream().map(Steps::value).toList();
    }
}
