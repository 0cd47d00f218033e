package io.saddlebag.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saddlebag.connector.woocommerce.StoreSettings;
import io.saddlebag.connector.woocommerce.WooCredentials;
import io.saddlebag.connector.woocommerce.WooStore;
import io.saddlebag.delivery.CamelPartnerHttp;
import io.saddlebag.delivery.HttpCall;
import io.saddlebag.delivery.HttpResult;
import io.saddlebag.delivery.PartnerHttp;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.ledger.Publications;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.ledger.Publications.PublicationRow;
import io.saddlebag.ledger.Publications.Wish;
import io.saddlebag.ownership.Ownership;
import io.saddlebag.publishing.PublishSettings;
import io.saddlebag.publishing.Publisher;
import io.saddlebag.publishing.StoreCatalogue;
import io.saddlebag.sandbox.woocommerce.SandboxStore;
import io.saddlebag.sandbox.woocommerce.StoreOptionsBuilder;
import io.saddlebag.settings.MapSection;
import io.saddlebag.settings.Problems;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** Publishing to a sandbox store over real HTTP, out of a real ledger. */
final class PublishingLab implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    final SandboxStore shop;
    final Ledger ledger;
    final Publications publications;
    final Publisher publisher;
    final StoreCatalogue catalogue;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    /** Orders the wishes know of. */
    final Set<String> known = ConcurrentHashMap.newKeySet();

    private final Clock clock;
    private final PublishSettings publish;
    private final PublishedStore store;
    private final Vertx vertx = Vertx.vertx();
    private final CamelContext camel = new DefaultCamelContext();
    private final CamelPartnerHttp client;
    private final List<HttpCall> calls = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    PublishingLab(Path folder, Clock clock, Consumer<StoreOptionsBuilder> options, Map<String, String> more) {
        this(folder, clock, options, more, Ownership.usual());
    }

    PublishingLab(
            Path folder,
            Clock clock,
            Consumer<StoreOptionsBuilder> options,
            Map<String, String> more,
            Ownership ownership) {
        this.clock = clock;
        shop = SandboxStore.start(vertx, 0, SandboxStore.Options.defaults().with(o -> options.accept(o.clock(clock))));
        Map<String, String> values = new HashMap<>();
        Map<String, String> keys = new HashMap<>(Map.of(
                "url", shop.url(),
                "auth", "basic",
                "consumer-key", "ck_sandbox",
                "consumer-secret", "cs_sandbox",
                "timeout", "5s",
                "publish", "stock,prices,products",
                "publish.timeout", "5s"));
        keys.putAll(more);
        keys.forEach((key, value) -> values.put("saddlebag.store.main." + key, value));
        Problems problems = new Problems();
        MapSection section = new MapSection("saddlebag.store.main", values, problems);
        StoreSettings settings = StoreSettings.from(section);
        publish = PublishSettings.from(section);
        problems.throwIfAny();
        camel.start();
        client = new CamelPartnerHttp(camel, "store.main", shop.url(), 4, WooCredentials.of(settings, clock), meters);
        store = new PublishedStore(new WooStore(counted(), settings, clock), clock);
        ledger = LedgerFactory.open(
                LedgerSettings.sqlite(folder.resolve("ledger.db")).withClock(clock));
        publications = ledger.publications();
        publisher = restarted();
        catalogue = new StoreCatalogue(
                publish,
                store,
                publications,
                ledger.storeItems(),
                new OwnedFields(ownership, ledger, of -> {}, clock),
                meters,
                clock);
        catalogue.everything();
        calls.clear();
    }

    /** Writes what is due; whether more is. */
    boolean publish() {
        return publisher.run(() -> true);
    }

    /** The publisher of a daemon that starts: it has no memory but the ledger. */
    Publisher restarted() {
        return new Publisher(
                publish,
                store,
                ledger,
                (name, orders) ->
                        orders.keySet().stream().filter(known::contains).collect(Collectors.toSet()),
                meters,
                clock);
    }

    private PartnerHttp counted() {
        return new PartnerHttp() {
            @Override
            public HttpResult send(HttpCall call) {
                calls.add(call);
                return client.send(call);
            }
        };
    }

    /** The bodies of the batches sent so far, the oldest first. */
    List<JsonNode> batches() {
        return calls.stream()
                .filter(call -> call.path().endsWith("/batch"))
                .map(call ->
                        json(new String(call.body(), StandardCharsets.UTF_8)).path("update"))
                .toList();
    }

    /** Where they went. */
    List<String> batchPaths() {
        return calls.stream()
                .map(HttpCall::path)
                .filter(path -> path.endsWith("/batch"))
                .toList();
    }

    void forget() {
        calls.clear();
    }

    void wish(Wish... wishes) {
        publications.wish(List.of(wishes));
    }

    static Wish stock(String sku, long quantity, int urgency) {
        return new Wish(
                "main",
                sku,
                Aspect.STOCK,
                "{\"quantity\":" + quantity + ",\"backorders\":\"no\"}",
                urgency,
                "the test");
    }

    static Wish stock(String sku, long quantity) {
        return stock(sku, quantity, 5);
    }

    static Wish content(String sku, String json) {
        return new Wish("main", sku, Aspect.CONTENT, json, 8, "the test");
    }

    static Wish price(String sku, String json) {
        return new Wish("main", sku, Aspect.PRICE, json, 5, "the test");
    }

    Optional<PublicationRow> row(String sku, Aspect aspect) {
        return publications.find("main", sku, aspect);
    }

    /** Codes of what is in trouble, by SKU. */
    Map<String, String> troubles() {
        Map<String, String> codes = new TreeMap<>();
        publications.troubles(Optional.empty(), 1000).forEach(row -> codes.put(row.sku(), row.code()));
        return codes;
    }

    /** The shop's own REST API, as its other users call it. */
    JsonNode rest(String method, String path, String body) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(shop.url() + "/wp-json/wc/v3" + path))
                            .header(
                                    "Authorization",
                                    "Basic "
                                            + Base64.getEncoder()
                                                    .encodeToString(
                                                            "ck_sandbox:cs_sandbox".getBytes(StandardCharsets.UTF_8)))
                            .header("Content-Type", "application/json")
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
            }
            return json(answer.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The item with a SKU, as the shop tells it. */
    JsonNode item(String sku) {
        return rest("GET", "/products?sku=" + sku, "").path(0);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    @Override
    public void close() {
        client.close();
        camel.stop();
        ledger.close();
        shop.close();
        vertx.close();
    }
}
