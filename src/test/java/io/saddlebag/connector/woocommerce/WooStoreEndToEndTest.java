package io.saddlebag.connector.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saddlebag.connector.woocommerce.OrderPager.Sweep;
import io.saddlebag.connector.woocommerce.WebhookWatch.Fault;
import io.saddlebag.connector.woocommerce.WebhookWatch.Repair;
import io.saddlebag.connector.woocommerce.WriteBack.Written;
import io.saddlebag.delivery.CamelPartnerHttp;
import io.saddlebag.delivery.Finding;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.sandbox.woocommerce.SandboxStore;
import io.saddlebag.sandbox.woocommerce.StoreOptionsBuilder;
import io.saddlebag.testing.MovableClock;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The connector against the sandbox store, which behaves as captured from the real shop. */
class WooStoreEndToEndTest {

    private final Vertx vertx = Vertx.vertx();
    private final CamelContext camel = new DefaultCamelContext();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-24T12:00:00Z"));
    private final List<AutoCloseable> open = new ArrayList<>();
    private SandboxStore shop;

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        camel.stop();
        vertx.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Etc/GMT+12", "Pacific/Kiritimati", "Europe/Berlin", "America/St_Johns"})
    void p9FindsWhatChangedWhateverTheShopsTimeZone(String zone) {
        WooStore store = open(o -> o.zone(ZoneId.of(zone)), Map.of());
        shop.place(10);
        clock.forward(Duration.ofHours(1));
        Instant cursor = clock.instant();
        clock.forward(Duration.ofMinutes(1));
        List<Long> placed = shop.place(7);

        Map<Long, String> found = new HashMap<>();
        Sweep sweep = poll(store, cursor, found);

        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(placed);
        assertThat(sweep.cursor()).isEqualTo(clock.instant());
    }

    @Test
    void aCategoryThatWasDeletedInTheStoreIsMadeAgain() {
        WooStore store = open(o -> {}, Map.of());
        String mugs = done(store.products().category(List.of("Kitchen", "Mugs")));
        assertThat(done(store.products().category(List.of("Kitchen", "Mugs")))).isEqualTo(mugs);

        shop.deleteCategory("Mugs");
        clock.forward(Duration.ofMinutes(5));

        String again = done(store.products().category(List.of("Kitchen", "Mugs")));
        assertThat(again).isNotEqualTo(mugs);
        assertThat(done(store.products().category(List.of("Kitchen", "Mugs")))).isEqualTo(again);
    }

    @Test
    void aCategoryBelowOneThatWasDeletedAMomentAgoIsMadeAllTheSame() {
        WooStore store = open(o -> {}, Map.of());
        String kitchen = done(store.products().category(List.of("Kitchen")));

        shop.deleteCategory("Kitchen");

        done(store.products().category(List.of("Kitchen", "Bowls")));
        assertThat(done(store.products().category(List.of("Kitchen")))).isNotEqualTo(kitchen);
    }

    private static <T> T done(Outcome<T> outcome) {
        return outcome.orThrow("store.main", "test");
    }

    @Test
    void p9LosesNothingAroundTheChangesToAndFromSummerTime() {
        for (String change : List.of("2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z")) {
            clock.set(Instant.parse(change).minusSeconds(5400));
            WooStore store = open(o -> o.zone(ZoneId.of("Europe/Berlin")), Map.of("overlap", "1s"));
            Map<Long, String> found = new HashMap<>();
            Instant cursor = clock.instant();
            for (int i = 0; i < 18; i++) {
                clock.forward(Duration.ofMinutes(10));
                shop.place(2);
                cursor = poll(store, cursor, found).cursor();
            }

            assertThat(found.keySet()).as(change).containsExactlyInAnyOrderElementsOf(shop.orderIds());
        }
    }

    @Test
    void p11p10BringsFiveThousandOrdersThatChangeWhileTheyAreRead() {
        WooStore store = open(o -> {}, Map.of());
        Instant cursor = clock.instant();
        for (int i = 0; i < 20; i++) {
            clock.forward(Duration.ofSeconds(10));
            shop.place(i == 10 ? 440 : 240);
        }
        clock.forward(Duration.ofMinutes(2));
        Random random = new Random(3);
        Map<Long, String> found = new HashMap<>();

        Sweep first = sweep(store, cursor, page -> {
            clock.forward(Duration.ofSeconds(3));
            for (int i = 0; i < 3; i++) {
                shop.edit(
                        shop.orderIds().get(random.nextInt(5000)),
                        FakeShop.JSON.createObjectNode().put("customer_note", "x" + i));
            }
            keep(page, found);
        });
        clock.forward(Duration.ofMinutes(2));
        poll(store, first.cursor(), found);

        assertThat(found).hasSize(5000);
        assertThat(found).allSatisfy((id, modified) -> assertThat(
                        shop.order(id).orElseThrow().get("date_modified_gmt").asText())
                .isEqualTo(modified));
    }

    @Test
    void p12CatchesUpAfterTenDaysWithTrashedOnesAmongThem() {
        WooStore store = open(o -> {}, Map.of());
        Instant cursor = clock.instant();
        for (int day = 0; day < 10; day++) {
            clock.forward(Duration.ofDays(1));
            shop.place(25);
        }
        shop.trash(shop.orderIds().get(40));
        Map<Long, String> found = new HashMap<>();

        poll(store, cursor, found);

        assertThat(found.keySet())
                .containsExactlyInAnyOrderElementsOf(shop.orderIds())
                .hasSize(250);
    }

    @Test
    void p7FindsOutWhatWasDeletedWithoutAWord() {
        WooStore store = open(o -> {}, Map.of());
        List<Long> placed = shop.place(5);
        shop.delete(placed.get(1));
        shop.trash(placed.get(2));

        WooStore.Reread reread =
                store.orders(placed.stream().map(String::valueOf).toList()).orThrow("store.main", "reread");
        Set<String> listed = new HashSet<>();
        store.pager()
                .placedBetween(
                        clock.instant().minusSeconds(60),
                        clock.instant().plusSeconds(60),
                        stubs -> stubs.forEach(s -> listed.add(s.id() + " " + s.status())))
                .orThrow("store.main", "list");

        assertThat(reread.orders()).hasSize(3);
        assertThat(reread.trashed()).hasSize(1);
        assertThat(reread.gone()).containsExactly(placed.get(1).toString());
        assertThat(listed).hasSize(4).contains(placed.get(2) + " trash");
    }

    @Test
    void p1RepairsAWebhookTheShopGaveUp() throws IOException {
        AtomicInteger answer = new AtomicInteger(200);
        AtomicInteger orders = new AtomicInteger();
        HttpServer intake = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        intake.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestHeaders().containsKey("X-WC-Webhook-Topic") && answer.get() == 200) {
                orders.incrementAndGet();
            }
            exchange.sendResponseHeaders(answer.get(), -1);
            exchange.close();
        });
        intake.start();
        open.add(() -> intake.stop(0));
        WooStore store = open(
                o -> {},
                Map.of(
                        "public-url", "http://127.0.0.1:" + intake.getAddress().getPort(),
                        "webhook-secret", "a-secret-of-the-shop",
                        "topics", "order.updated"));
        watch(store);
        answer.set(500);
        long order = shop.place(1).get(0);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            shop.edit(order);
            return faults(store).equals(List.of(Fault.DISABLED));
        });
        answer.set(200);

        List<Repair> repairs = watch(store);
        await().atMost(Duration.ofSeconds(10)).until(() -> shop.webhooks().outstanding() == 0);
        orders.set(0);
        shop.edit(order);

        assertThat(repairs).extracting(Repair::fault).containsExactly(Fault.DISABLED);
        assertThat(faults(store)).isEmpty();
        await().atMost(Duration.ofSeconds(10)).until(() -> orders.get() == 1);
    }

    @Test
    void p13ReachesAPlainHttpStoreByOAuth() {
        WooStore store = open(o -> o.tls(false), Map.of("auth", "auto"));
        long order = shop.place(1).get(0);
        Map<Long, String> found = new HashMap<>();

        poll(store, clock.instant().minusSeconds(60), found);
        Outcome<Written> written = store.writeBack().apply(String.valueOf(order), shipped());

        assertThat(found).containsOnlyKeys(order);
        assertThat(written.succeeded()).isTrue();
        assertThat(store.probe())
                .filteredOn(f -> f.what().startsWith("rights"))
                .extracting(Finding::status)
                .containsOnly(Finding.Status.OK);
    }

    @ParameterizedTest
    @EnumSource(names = {"TIMEOUT_AFTER_COMMIT", "RESET_AFTER_COMMIT", "MALFORMED"})
    void showsAShipmentOnceAlthoughTheAnswersToItsWritesAreLost(io.saddlebag.sandbox.http.Fault.Kind kind) {
        WooStore store = open(o -> {}, Map.of("timeout", "1s"));
        long order = shop.place(1).get(0);
        for (String write : List.of("^PUT", "^POST .*/notes")) {
            shop.faults().add(io.saddlebag.sandbox.http.Fault.of(kind).on(write).times(1));
        }

        int tries = 0;
        Outcome<Written> outcome;
        do {
            outcome = store.writeBack().apply(String.valueOf(order), shipped());
        } while (!outcome.succeeded() && ++tries < 5);

        assertThat(tries).isEqualTo(2);
        JsonNode shown = shop.order(order).orElseThrow();
        assertThat(shown.get("status").asText()).isEqualTo("completed");
        assertThat(shown.get("meta_data"))
                .filteredOn(m -> m.get("key").asText().equals("_tracking"))
                .hasSize(1);
        assertThat(notes(store, order)).filteredOn(n -> n.contains("00340")).hasSize(1);
    }

    @Test
    void findsNothingToComplainAboutInTheSandboxStore() {
        WooStore store = open(o -> {}, Map.of());
        shop.place(3);

        assertThat(store.probe())
                .filteredOn(f -> f.status() != Finding.Status.OK)
                .extracting(Finding::what)
                .isSubsetOf("transport", "webhooks", "site address", "SKUs");
    }

    private WooStore open(Consumer<StoreOptionsBuilder> options, Map<String, String> more) {
        shop = SandboxStore.start(vertx, 0, SandboxStore.Options.defaults().with(o -> options.accept(o.clock(clock))));
        open.add(shop);
        Map<String, String> values = new HashMap<>(Map.of(
                "auth", "oauth1", "consumer-key", "ck_sandbox", "consumer-secret", "cs_sandbox", "timeout", "20s"));
        values.putAll(more);
        StoreSettings settings = ShopClient.settings(shop.url(), values);
        CamelPartnerHttp http = new CamelPartnerHttp(
                camel, "store.main", shop.url(), 4, WooCredentials.of(settings, clock), new SimpleMeterRegistry());
        open.add(http);
        return new WooStore(http, settings, clock);
    }

    private static Sweep poll(WooStore store, Instant cursor, Map<Long, String> found) {
        return sweep(store, cursor, page -> keep(page, found));
    }

    private static Sweep sweep(WooStore store, Instant cursor, Consumer<OrderPager.Page> sink) {
        return store.pager().changedSince(cursor, sink).orThrow("store.main", "poll");
    }

    private static void keep(OrderPager.Page page, Map<Long, String> found) {
        page.orders()
                .forEach(o -> found.merge(
                        o.get("id").asLong(),
                        o.get("date_modified_gmt").asText(),
                        (a, b) -> a.compareTo(b) > 0 ? a : b));
    }

    private static List<Repair> watch(WooStore store) {
        return store.webhooks().watch().orThrow("store.main", "watch").repairs();
    }

    private static List<Fault> faults(WooStore store) {
        return store.webhooks().look().orThrow("store.main", "look").repairs().stream()
                .map(Repair::fault)
                .toList();
    }

    private List<String> notes(WooStore store, long order) {
        WooClient client = new WooClient((CamelPartnerHttp) open.get(open.size() - 1), store.settings(), clock);
        return client
                .get("notes", "/wc/v3/orders/" + order + "/notes")
                .then(WooAnswer::rows)
                .orThrow("store.main", "notes")
                .stream()
                .map(n -> n.get("note").asText())
                .toList();
    }

    private static StoreUpdate shipped() {
        return new StoreUpdate(
                Optional.of(new StoreUpdate.Note("Shipped with DHL 00340", true, "00340")),
                Optional.of(new StoreUpdate.Status("completed", Set.of("processing"))),
                Map.of("_tracking", TextNode.valueOf("00340")),
                List.of(),
                "h1");
    }
}
