package io.saddlebag.daemon;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.OrderKey;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.settings.Settings;
import io.saddlebag.testing.TestHome;
import io.saddlebag.wiring.Daemon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The daemon with the product's own routes and mappings, sandbox partners, and a home of its own. */
final class RunningDaemon implements AutoCloseable {

    /** The sandbox store's webhook secret. */
    static final String SANDBOX_SECRET = "sandbox-webhook-secret-0123456789";

    private final SandboxPartners partners;
    private final Daemon daemon;
    private final HttpClient http = HttpClient.newHttpClient();

    private final Path data;

    private RunningDaemon(SandboxPartners partners, Daemon daemon, Path data) {
        this.partners = partners;
        this.daemon = daemon;
        this.data = data;
    }

    Path data() {
        return data;
    }

    /** Makes this folder a home whose commands reach this daemon; returns it. */
    Path home(Path folder, Map<String, String> more) {
        return TestHome.of(folder, data, daemon, more);
    }

    /** What a test does with partners and settings before the daemon starts. */
    @FunctionalInterface
    interface Preparation {
        void prepare(SandboxPartners partners, Settings settings);
    }

    /** Quick polls, free ports. */
    static RunningDaemon start(Path data, SandboxPartners.Plan plan, Map<String, String> more) {
        return start(data, plan, more, (partners, settings) -> {});
    }

    static RunningDaemon start(
            Path data, SandboxPartners.Plan plan, Map<String, String> more, Preparation preparation) {
        SandboxPartners partners = SandboxPartners.start(plan);
        try {
            Map<String, String> settings = TestHome.settings(data, partners, more);
            Settings loaded = Settings.load(Path.of("."), Map.of(), settings);
            preparation.prepare(partners, loaded);
            return new RunningDaemon(partners, Daemon.start(Settings.load(Path.of("."), Map.of(), settings)), data);
        } catch (RuntimeException e) {
            partners.close();
            throw e;
        }
    }

    static RunningDaemon start(Path data) {
        return start(data, SandboxPartners.Plan.instant(), Map.of());
    }

    SandboxPartners partners() {
        return partners;
    }

    Daemon daemon() {
        return daemon;
    }

    Ledger ledger() {
        return daemon.ledger();
    }

    Optional<OrderRow> order(long id) {
        return ledger().order(new OrderKey("main", String.valueOf(id)));
    }

    List<Ledger.Event> trace(long id) {
        return ledger().trace(new OrderKey("main", String.valueOf(id)));
    }

    HttpResponse<String> intake(String path, byte[] body, String... headers) {
        return send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + daemon.intakePort() + path))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)),
                headers);
    }

    /** A signed WooCommerce delivery. */
    HttpResponse<String> webhook(String store, String secret, String topic, byte[] body) {
        return intake(
                "/webhooks/woocommerce/" + store,
                body,
                "Content-Type",
                "application/json",
                "X-WC-Webhook-Topic",
                topic,
                "X-WC-Webhook-Signature",
                Signatures.woocommerce(secret, body));
    }

    /** Whether no queue holds anything. */
    boolean idle() {
        return daemon.broker().queues().stream()
                .filter(queue -> !queue.startsWith("poll") && !queue.equals("expired"))
                .allMatch(queue -> daemon.broker().depth(queue) == 0);
    }

    HttpResponse<String> operations(String path, String... headers) {
        return send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + daemon.operationsPort() + path))
                        .GET(),
                headers);
    }

    /** A call of the operations API, with its token. */
    HttpResponse<String> call(String method, String path, String body) {
        return send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + daemon.operationsPort() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body)),
                "Authorization",
                "Bearer " + daemon.token());
    }

    HttpResponse<String> operationsPost(String path, String body, String... headers) {
        return send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + daemon.operationsPort() + path))
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
        try {
            if (headers.length > 0) {
                request.headers(headers);
            }
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        daemon.close();
        partners.close();
    }
}
