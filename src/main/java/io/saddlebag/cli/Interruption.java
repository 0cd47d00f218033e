package io.saddlebag.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C, or a stop signal: asks a command to end, and keeps the process until it has ended and said its last words. */
final class Interruption {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    Interruption() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "interruption"));
    }

    private void stop() {
        asked.countDown();
        try {
            over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean asked() {
        return asked.getCount() == 0;
    }

    /** Waits, but not longer than until somebody asks. */
    void await(Duration time) throws InterruptedException {
        asked.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The command has ended. */
    void over() {
        over.countDown();
    }
}
