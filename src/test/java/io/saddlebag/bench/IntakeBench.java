package io.saddlebag.bench;

import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.wiring.Daemon;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.camel.Route;

/**
 * How fast webhooks are taken: verified, on disk, answered. The floor are plain durable sends of the same bytes to the same
 * broker with as many senders as there are connections, turn and turn about. Nothing consumes meanwhile; queues are emptied
 * between turns, outside of the time taken.
 */
final class IntakeBench {

    private static final int LOT = 1_000;
    private static final int WARM_UP = 40;
    private static final int ROUNDS = 15;

    private IntakeBench() {}

    static void run(Report report, Path work) throws Exception {
        int port = BenchDaemon.freePort();
        try (SandboxPartners partners = SandboxPartners.start(SandboxPartners.Plan.instant())) {
            Map<String, String> settings = partners.settings("http://127.0.0.1:" + port);
            try (Daemon daemon = BenchDaemon.start(BenchDaemon.empty(work.resolve("intake")), port, settings)) {
                stopConsumers(daemon);
                OrderWebhooks webhooks = new OrderWebhooks(settings.get("saddlebag.store.main.webhook-secret"));
                measure(report, webhooks, port, 16, 0.5);
                measure(report, webhooks, port, 64, 0.3);
            }
        }
    }

    private static void stopConsumers(Daemon daemon) throws Exception {
        for (Route route : daemon.camel().getRoutes()) {
            if (!route.getEndpoint().getEndpointUri().startsWith("platform-http")) {
                daemon.camel().getRouteController().stopRoute(route.getRouteId());
            }
        }
    }

    private static void measure(Report report, OrderWebhooks webhooks, int port, int connections, double target)
            throws Exception {
        double[] raw = new double[ROUNDS];
        double[] taken = new double[ROUNDS];
        double[] p50 = new double[ROUNDS];
        double[] p99 = new double[ROUNDS];
        double[] rawCpu = new double[ROUNDS];
        double[] ownCpu = new double[ROUNDS];
        try (RawSenders senders = new RawSenders(connections);
                KeepAliveClient client = new KeepAliveClient(port, connections)) {
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                List<byte[]> bodies = new ArrayList<>();
                Queue<ByteBuffer> requests = new ArrayDeque<>();
                for (int i = 0; i < LOT; i++) {
                    bodies.add(webhooks.body());
                    requests.add(webhooks.request(port));
                }
                System.gc();
                long cpu = Machine.cpu();
                long begin = System.nanoTime();
                senders.send(bodies);
                double rawRate = LOT / ((System.nanoTime() - begin) / 1e9);
                double rawMicros = (Machine.cpu() - cpu) / 1e3 / LOT;
                purge(RawSenders.QUEUE);
                cpu = Machine.cpu();
                long clientCpu = Machine.threadCpu();
                begin = System.nanoTime();
                Latencies latencies = client.send(requests);
                double rate = LOT / ((System.nanoTime() - begin) / 1e9);
                double micros = (Machine.cpu() - cpu - (Machine.threadCpu() - clientCpu)) / 1e3 / LOT;
                purge("store.event");
                System.out.printf(
                        Locale.ROOT,
                        "intake %d, round %d: raw %.0f/s, taken %.0f/s (%.0f %%), p50 %.2f ms, p99 %.2f ms,"
                                + " cpu %.0f and %.0f us%n",
                        connections,
                        round,
                        rawRate,
                        rate,
                        100 * rate / rawRate,
                        latencies.percentile(0.5),
                        latencies.percentile(0.99),
                        rawMicros,
                        micros);
                if (round >= 0) {
                    raw[round] = rawRate;
                    taken[round] = rate;
                    p50[round] = latencies.percentile(0.5);
                    p99[round] = latencies.percentile(0.99);
                    rawCpu[round] = rawMicros;
                    ownCpu[round] = micros;
                }
            }
        }
        double ratio = median(taken) / median(raw);
        report.note(format(
                "intake, %d connections: processor time per message %.0f us for a plain durable send, %.0f us for the"
                        + " whole intake (without the client): %.0f %%",
                connections, median(rawCpu), median(ownCpu), 100 * median(rawCpu) / median(ownCpu)));
        report.line(
                "intake of 4 kB order webhooks, " + connections + " connections",
                format("%.0f durable sends/s", median(raw)),
                format("%.0f/s, p50 %.1f ms, p99 %.1f ms", median(taken), median(p50), median(p99)),
                format("%.0f %%", 100 * ratio),
                format(">= %.0f %%, p99 < 50 ms", 100 * target),
                ratio >= target && median(p99) < 50);
    }

    /** Through JMX, as an operator would. */
    private static void purge(String queue) throws JMException, IOException {
        ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("org.apache.activemq.artemis:broker=\"saddlebag\",component=addresses,address=\""
                                + queue + "\",subcomponent=queues,routing-type=\"anycast\",queue=\"" + queue + "\""),
                        "removeAllMessages",
                        new Object[0],
                        new String[0]);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
