package io.saddlebag.ledger;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A write on its way to disk; its caller waits. It may be run again until it is delivered, so it has no other effect. */
final class Pending<T> {

    /** The work of one write. */
    interface Work<T> {
        T run(Transaction transaction) throws SQLException;
    }

    private final String lock;
    private final Work<T> work;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private T result;
    private RuntimeException refusal;

    /**
     * A write.
     *
     * @param lock names what it locks; batches lock in the order of these names
     */
    Pending(String lock, Work<T> work) {
        this.lock = lock;
        this.work = work;
    }

    String lock() {
        return lock;
    }

    void run(Transaction transaction) throws SQLException {
        refusal = null;
        result = work.run(transaction);
    }

    /** This write fails alone; the others of its batch go on. */
    void refuse(RuntimeException why) {
        refusal = why;
    }

    /** The batch is on disk: answers the caller. */
    void deliver() {
        if (refusal == null) {
            answer.complete(result);
        } else {
            answer.completeExceptionally(refusal);
        }
    }

    void fail(RuntimeException why) {
        answer.completeExceptionally(why);
    }

    /**
     * Waits until the write is on disk.
     *
     * @throws LedgerUnavailable if it is not, or this thread was interrupted (then nobody knows; writes are repeatable)
     */
    T await() {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailable("interrupted while the ledger was writing", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                // one failure may answer many callers: it keeps the writer's stack, callers are told by their own route
                throw known;
            }
            throw new LedgerUnavailable("the ledger failed while writing", e.getCause());
        }
    }
}
