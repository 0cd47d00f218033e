package io.saddlebag.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One writer thread. Callers wait until their write is on disk; whatever has queued up meanwhile shares the next commit,
 * so that the disk is waited for once per batch, not once per write.
 */
final class GroupCommit implements AutoCloseable {

    private static final long CLOSE_SECONDS = 30;

    private final BlockingQueue<Pending<?>> queue = new LinkedBlockingQueue<>();
    private final BatchCommit commit;
    private final int batch;
    private final Thread thread;
    private final Pending<?> end = new Pending<>("end", transaction -> "");
    private volatile boolean closed;

    GroupCommit(String name, BatchCommit commit, int batch) {
        this.commit = commit;
        this.batch = batch;
        this.thread = new Thread(this::work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Writes, and returns when it is on disk.
     *
     * @param lock names what the write locks: an order key, or what else it is about
     */
    <T> T write(String lock, Pending.Work<T> work) {
        Pending<T> pending = new Pending<>(lock, work);
        queue.add(pending);
        if (closed && queue.remove(pending)) {
            throw new LedgerUnavailable("the ledger is closed", new IllegalStateException("closed"));
        }
        return pending.await();
    }

    private void work() {
        List<Pending<?>> next = new ArrayList<>(batch);
        boolean ending = false;
        while (!ending || !queue.isEmpty()) {
            try {
                next.add(queue.take());
                queue.drainTo(next, batch - 1);
            } catch (InterruptedException e) {
                // nobody but close() ends this thread; what is queued has a caller that waits
                continue;
            }
            ending |= next.remove(end);
            if (!next.isEmpty()) {
                commit.run(next);
            }
            next.clear();
        }
        commit.close();
    }

    /** Finishes what was asked for, then ends the thread. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        queue.add(end);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
