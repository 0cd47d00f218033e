package io.saddlebag.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.delivery.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who goes with whom, and that nobody waits for ever. */
@Timeout(60)
class CoalescerTest {

    private static final Duration FOREVER = Duration.ofSeconds(30);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void whoComesAloneGoesAtOnceHoweverLongItWouldLinger() {
        Coalescer<Integer, Integer> coalescer = doubling(1, 10, FOREVER);

        Outcome<Integer> first = coalescer.of(4);
        Outcome<Integer> second = coalescer.of(5);

        assertThat(first).isEqualTo(new Outcome.Done<>(8));
        assertThat(second).isEqualTo(new Outcome.Done<>(10));
        assertThat(sizes).containsExactly(1, 1);
    }

    @Test
    void whatComesWhileACallIsUnderWayGoesTogetherAndEachGetsItsOwn() {
        Coalescer<Integer, Integer> coalescer = gated(1, 50, Duration.ofMillis(50), i -> new Outcome.Done<>(2 * i));
        CompletableFuture<Outcome<Integer>> first = ask(coalescer, 0);
        await().until(() -> sizes.size() == 1);

        List<CompletableFuture<Outcome<Integer>>> others =
                IntStream.range(1, 21).mapToObj(i -> ask(coalescer, i)).toList();
        awaitBlocked(21);
        gate.countDown();

        assertThat(first.join()).isEqualTo(new Outcome.Done<>(0));
        for (int i = 0; i < others.size(); i++) {
            assertThat(others.get(i).join()).isEqualTo(new Outcome.Done<>(2 * (i + 1)));
        }
        assertThat(sizes).containsExactly(1, 20);
    }

    @Test
    void noBatchIsLargerThanItMayBeAndNoMoreAreUnderWayThanSlots() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CallSlots slots = new CallSlots(2);
        List<Coalescer<Integer, Integer>> kinds = new ArrayList<>();
        for (int kind = 0; kind < 3; kind++) {
            kinds.add(new Coalescer<>(slots, 5, Duration.ofMillis(5), batch -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                sizes.add(batch.size());
                batch.forEach(each -> each.answer(new Outcome.Done<>(each.wish())));
                now.decrementAndGet();
            }));
        }

        List<CompletableFuture<Outcome<Integer>>> all =
                IntStream.range(0, 300).mapToObj(i -> ask(kinds.get(i % 3), i)).toList();

        assertThat(all).allMatch(each -> each.join().succeeded());
        assertThat(sizes).allMatch(size -> size <= 5);
        assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(300);
        assertThat(most.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void whoIsInterruptedGoesAwayAndTheOthersAreServed() throws InterruptedException {
        Coalescer<Integer, Integer> coalescer = gated(1, 50, FOREVER, Outcome.Done::new);
        ask(coalescer, 0);
        await().until(() -> sizes.size() == 1);
        AtomicReference<Outcome<Integer>> left = new AtomicReference<>();
        Thread leaving = new Thread(() -> left.set(coalescer.of(1)));
        leaving.start();
        await().until(() -> leaving.getState() == Thread.State.TIMED_WAITING);
        CompletableFuture<Outcome<Integer>> staying = ask(coalescer, 2);

        leaving.interrupt();

        leaving.join();
        assertThat(left.get()).isInstanceOf(Outcome.Unknown.class);
        gate.countDown();
        assertThat(staying.join()).isEqualTo(new Outcome.Done<>(2));
    }

    @Test
    void aDefectHitsOnlyTheOneThatHasIt() {
        Coalescer<Integer, Integer> coalescer = gated(1, 50, Duration.ofMillis(50), i -> {
            if (i == 3) {
                throw new IllegalArgumentException("three");
            }
            return new Outcome.Done<>(i);
        });
        CompletableFuture<Outcome<Integer>> first = ask(coalescer, 0);
        await().until(() -> sizes.size() == 1);
        List<CompletableFuture<Outcome<Integer>>> others =
                IntStream.range(1, 6).mapToObj(i -> ask(coalescer, i)).toList();

        gate.countDown();

        assertThat(first.join().succeeded()).isTrue();
        for (int i = 1; i < 6; i++) {
            CompletableFuture<Outcome<Integer>> each = others.get(i - 1);
            if (i == 3) {
                assertThatThrownBy(each::join).hasRootCauseMessage("three");
            } else {
                assertThat(each.join()).isEqualTo(new Outcome.Done<>(i));
            }
        }
    }

    @Test
    void P40_thatAPartnerIsPausedIsToldToEachAsItIsAndAskedOnce() {
        DeliveryFailure.Paused paused = new DeliveryFailure.Paused("odoo", Category.TRANSIENT, "odoo is paused");
        Coalescer<Integer, Integer> coalescer = gated(1, 50, Duration.ofMillis(50), i -> {
            if (i > 0) {
                throw paused;
            }
            return new Outcome.Done<>(i);
        });
        CompletableFuture<Outcome<Integer>> first = ask(coalescer, 0);
        await().until(() -> sizes.size() == 1);
        List<CompletableFuture<Outcome<Integer>>> others =
                IntStream.range(1, 6).mapToObj(i -> ask(coalescer, i)).toList();
        awaitBlocked(6);

        gate.countDown();

        assertThat(first.join().succeeded()).isTrue();
        assertThat(others).allSatisfy(each -> assertThatThrownBy(each::join).hasCause(paused));
        assertThat(sizes).containsExactly(1, 5);
    }

    @Test
    void asksInSmallerLotsWhatThePartnerDidNotManageAndInLargerOnesAgainWhenItDoes() {
        AtomicReference<Function<Integer, Outcome<Integer>>> answer =
                new AtomicReference<>(i -> new Outcome.Unknown<>("?"));
        Coalescer<Integer, Integer> coalescer =
                gated(1, 8, Duration.ofMillis(200), i -> answer.get().apply(i));

        together(coalescer, 17);
        assertThat(sizes).startsWith(1, 8, 4);
        answer.set(Outcome.Done::new);
        together(coalescer, 17);
        together(coalescer, 17);

        assertThat(sizes).contains(8);
    }

    /** The first goes alone, and the others gather meanwhile. */
    private void together(Coalescer<Integer, Integer> coalescer, int count) {
        sizes.clear();
        gate = new CountDownLatch(1);
        List<CompletableFuture<Outcome<Integer>>> all =
                IntStream.range(0, count).mapToObj(i -> ask(coalescer, i)).toList();
        awaitBlocked(count);
        gate.countDown();
        all.forEach(CompletableFuture::join);
    }

    private Coalescer<Integer, Integer> doubling(int slots, int most, Duration linger) {
        gate.countDown();
        return gated(slots, most, linger, i -> new Outcome.Done<>(2 * i));
    }

    /** The first batch, and whatever comes before the gate is open, waits at the partner. */
    private Coalescer<Integer, Integer> gated(
            int slots, int most, Duration linger, Function<Integer, Outcome<Integer>> answer) {
        return new Coalescer<>(new CallSlots(slots), most, linger, batch -> {
            sizes.add(batch.size());
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            batch.forEach(each -> each.answer(answer.apply(each.wish())));
        });
    }

    private CompletableFuture<Outcome<Integer>> ask(Coalescer<Integer, Integer> coalescer, int wish) {
        return CompletableFuture.supplyAsync(() -> coalescer.of(wish), threads);
    }

    private void awaitBlocked(int count) {
        await().until(() -> Thread.getAllStackTraces().entrySet().stream()
                        .filter(e -> java.util.Arrays.stream(e.getValue())
                                .anyMatch(frame -> frame.getClassName().startsWith(Coalescer.class.getName())))
                        .count()
                >= count);
    }
}
