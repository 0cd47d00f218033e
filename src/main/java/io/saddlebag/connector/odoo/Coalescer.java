package io.saddlebag.connector.odoo;

import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.delivery.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Makes one call of what several threads want of a partner at the same time, and gives each thread its own outcome. The
 * caller's thread does the work: there is no thread of its own and no queue beside the waiting callers, so memory is bounded
 * by them, and what a caller has not heard of is not done for anybody.
 *
 * <p>Who comes alone goes at once, so an idle system is as fast as without. Who comes while others are under way, or after a
 * batch of several, waits for company: until the batch is full, {@code linger} has passed since its first came, or nobody came
 * for a fifth of it. A batch the partner did not manage (time-out,
 * conflict, gateway) halves the next ones, one that it managed doubles them again.
 *
 * <p>Delivery guarantee: none of its own. The work must be repeatable: a caller that is interrupted goes away with {@link
 * Outcome.Unknown}, and a batch that throws is made again one by one, so that a defect hits the one that has it.
 *
 * @param <I> what a caller wants
 * @param <T> what it gets
 */
final class Coalescer<I, T> {

    private static final int COMPANY_GAP = 5;

    /** Until a slot is free; the one who gives it back wakes us, so this only bounds a single wait. */
    private static final long A_WHILE = TimeUnit.MINUTES.toNanos(1);

    private final CallSlots slots;
    private final ReentrantLock lock;
    private final int most;
    private final long linger;
    private final Consumer<List<Asked<I, T>>> work;
    private final Deque<Waiting<I, T>> line = new ArrayDeque<>();
    private Optional<Waiting<I, T>> herald = Optional.empty();
    private int limit;
    private int underWay;
    private boolean company;
    private long lastCame;

    /**
     * A coalescer of one kind of call.
     *
     * @param slots the partner's, shared by all its coalescers
     * @param most members of one batch at most
     * @param linger how long the first of a batch waits for others at most; zero sends at once
     * @param work makes the call, on one of the callers' threads, and {@link Asked#answer answers} each of them
     */
    Coalescer(CallSlots slots, int most, Duration linger, Consumer<List<Asked<I, T>>> work) {
        if (most < 1) {
            throw new IllegalArgumentException("a batch has at least one member, not " + most);
        }
        this.slots = slots;
        this.lock = slots.lock;
        this.most = most;
        this.limit = most;
        this.linger = linger.toNanos();
        this.work = work;
        lock.lock();
        try {
            slots.whenFree(this::wakeHerald);
        } finally {
            lock.unlock();
        }
    }

    /** The outcome for one caller; returns when its batch has it. */
    Outcome<T> of(I wish) {
        Waiting<I, T> mine = new Waiting<>(wish, lock);
        List<Waiting<I, T>> batch;
        lock.lock();
        try {
            join(mine);
            batch = await(mine);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            leave(mine);
            return new Outcome.Unknown<>("stopped while it waited for its turn");
        } finally {
            lock.unlock();
        }
        if (!batch.isEmpty()) {
            lead(batch);
        }
        return mine.result();
    }

    private void join(Waiting<I, T> mine) {
        lastCame = System.nanoTime();
        mine.since = lastCame;
        line.add(mine);
        if (herald.isEmpty()) {
            herald = Optional.of(mine);
        } else if (line.size() >= limit) {
            wakeHerald();
        }
    }

    /** Until this caller is answered (then empty), or is to lead a batch. */
    private List<Waiting<I, T>> await(Waiting<I, T> mine) throws InterruptedException {
        while (!mine.answered()) {
            if (herald.filter(h -> h == mine).isEmpty()) {
                mine.changed.await();
                continue;
            }
            long wait = slots.anyFree() ? untilReady() : A_WHILE;
            if (wait <= 0) {
                return begin();
            }
            mine.changed.await(wait, TimeUnit.NANOSECONDS);
        }
        return List.of();
    }

    private long untilReady() {
        if (line.size() >= limit || (underWay == 0 && !company && line.size() == 1)) {
            return 0;
        }
        long now = System.nanoTime();
        return Math.min(line.peek().since + linger, lastCame + linger / COMPANY_GAP) - now;
    }

    /** Takes the next batch out of the line; the next in line becomes its herald. */
    private List<Waiting<I, T>> begin() {
        List<Waiting<I, T>> batch = new ArrayList<>();
        while (!line.isEmpty() && batch.size() < limit) {
            batch.add(line.poll());
        }
        company = batch.size() > 1 || !line.isEmpty();
        underWay++;
        slots.take();
        appointHerald();
        return batch;
    }

    private void appointHerald() {
        herald = Optional.ofNullable(line.peek());
        wakeHerald();
    }

    private void wakeHerald() {
        herald.ifPresent(h -> h.changed.signal());
    }

    private void leave(Waiting<I, T> mine) {
        if (line.remove(mine) && herald.filter(h -> h == mine).isPresent()) {
            appointHerald();
        }
    }

    private void lead(List<Waiting<I, T>> batch) {
        try {
            work(batch);
        } finally {
            lock.lock();
            try {
                batch.forEach(asked -> asked.fail(new IllegalStateException("a batch ended without an answer")));
                adapt(batch);
                underWay--;
                slots.giveBack();
            } finally {
                lock.unlock();
            }
        }
    }

    private void work(List<Waiting<I, T>> batch) {
        try {
            work.accept(List.copyOf(batch));
        } catch (DeliveryFailure nobodys) { // no call goes out: that is so for all of them
            batch.forEach(asked -> asked.fail(nobodys));
        } catch (RuntimeException defect) { // whose, nobody knows: each is made alone, so that it hits only one
            for (Waiting<I, T> asked : batch) {
                if (!asked.answered()) {
                    alone(asked, batch.size() == 1 ? Optional.of(defect) : Optional.empty());
                }
            }
        }
    }

    private void alone(Waiting<I, T> asked, Optional<RuntimeException> known) {
        try {
            known.ifPresent(asked::fail);
            if (known.isEmpty()) {
                work.accept(List.of(asked));
            }
        } catch (RuntimeException defect) {
            asked.fail(defect);
        }
    }

    /** What a partner does not manage in one go is asked of it in smaller lots. */
    private void adapt(List<Waiting<I, T>> batch) {
        boolean strained = batch.stream().anyMatch(Waiting::strained);
        if (strained && batch.size() > 1) {
            limit = Math.max(1, Math.min(limit, batch.size()) / 2);
        } else if (!strained && batch.size() >= limit) {
            limit = Math.min(most, limit * 2);
        }
    }

    /** A caller in the line. */
    private static final class Waiting<I, T> implements Asked<I, T> {

        private final I wish;
        private final ReentrantLock lock;
        private final Condition changed;
        private long since;
        private Optional<Outcome<T>> outcome = Optional.empty();
        private Optional<RuntimeException> defect = Optional.empty();

        Waiting(I wish, ReentrantLock lock) {
            this.wish = wish;
            this.lock = lock;
            this.changed = lock.newCondition();
        }

        @Override
        public I wish() {
            return wish;
        }

        @Override
        public void answer(Outcome<T> answer) {
            once(() -> outcome = Optional.of(answer));
        }

        void fail(RuntimeException failure) {
            once(() -> defect = Optional.of(failure));
        }

        private void once(Runnable note) {
            lock.lock();
            try {
                if (!answered()) {
                    note.run();
                    changed.signal();
                }
            } finally {
                lock.unlock();
            }
        }

        boolean answered() {
            lock.lock();
            try {
                return outcome.isPresent() || defect.isPresent();
            } finally {
                lock.unlock();
            }
        }

        boolean strained() {
            return outcome.filter(o -> o instanceof Outcome.Unknown
                            || o instanceof Outcome.NotAllowed
                            || (o instanceof Outcome.RetryLater<T> later && later.category() == Category.TRANSIENT))
                    .isPresent();
        }

        Outcome<T> result() {
            lock.lock();
            try {
                defect.ifPresent(d -> {
                    throw d; // as it is: that a partner is paused, or the ledger away, must be seen for what it is
                });
                return outcome.orElseThrow();
            } finally {
                lock.unlock();
            }
        }
    }
}
