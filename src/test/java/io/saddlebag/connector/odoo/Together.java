package io.saddlebag.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.delivery.Outcome;
import io.saddlebag.sandbox.http.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Calls that come at the same time, so that they are one batch: while a call of the same kind is under way, and as many as fit in one. */
final class Together {

    private Together() {}

    /** Settings under which so many make a batch, and none goes before. */
    static Map<String, String> batchOf(int size) {
        return Map.of("batch.size", String.valueOf(size), "batch.linger", "1500ms");
    }

    /**
     * The outcomes of the wishes, in their order.
     *
     * @param decoy a call of the same kind, which is under way while the others gather
     */
    static <I, T> List<Outcome<T>> ask(OdooLab lab, Supplier<?> decoy, List<I> wishes, Function<I, Outcome<T>> call) {
        lab.sandbox.faults().add(Fault.latency(200, 0).times(1));
        int before = lab.calls.size();
        CompletableFuture<?> first = CompletableFuture.supplyAsync(decoy);
        Awaitility.await().until(() -> lab.calls.size() > before);
        List<Outcome<T>> outcomes = ask(wishes, call);
        first.join();
        return outcomes;
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
