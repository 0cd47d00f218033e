package io.saddlebag.broker;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets message groups nobody needs any more. A queue of Artemis remembers each group it has ever seen, with its consumer, for as
 * long as it lives ({@code SimpleMessageGroups}): about 130 bytes for each order. Once there are many, the queue is held
 * for the moment in which nothing of it is being worked on, so that no order has two messages at work afterwards. Where that moment
 * does not come in time, it is tried again later.
 *
 * <p>Groups shared by several orders (a hash, or Artemis's {@code group-buckets}) would be bounded too, but would bind each order to one
 * consumer, and a queue waits for a consumer that is busy, though others are free.
 */
final class Groups implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Groups.class);
    private static final Duration LOOK = Duration.ofMillis(10);

    private final ActiveMQServer server;
    private final int most;
    private final Duration patience;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "message-groups");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Looks after a broker.
     *
     * @param most groups a queue may remember
     * @param patience how long a queue may be held at most
     */
    Groups(ActiveMQServer server, int most, Duration patience) {
        this.server = server;
        this.most = most;
        this.patience = patience;
    }

    Groups every(Duration interval) {
        clock.scheduleWithFixedDelay(this::forget, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** Looks at all queues once. */
    void forget() {
        try {
            for (String name : server.getActiveMQServerControl().getQueueNames()) {
                Queue queue = server.locateQueue(SimpleString.of(name));
                if (queue != null && queue.getGroupCount() > most && !queue.isPaused()) {
                    forget(queue);
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("message groups are not forgotten this time", e);
        }
    }

    private void forget(Queue queue) {
        long end = System.nanoTime() + patience.toNanos();
        queue.pause();
        try {
            int still = 0;
            while (still < 2
                    && System.nanoTime() < end) { // twice: a delivery may have been on its way when the queue was held
                still = queue.getDeliveringCount() == 0 ? still + 1 : 0;
                LockSupport.parkNanos(LOOK.toNanos());
            }
            if (still == 2) {
                int groups = queue.getGroupCount();
                queue.resetAllGroups();
                LOG.debug("queue {} forgot {} groups", queue.getName(), groups);
            }
        } finally {
            queue.resume();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
