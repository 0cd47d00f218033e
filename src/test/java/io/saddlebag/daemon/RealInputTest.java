package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.order.Lifecycle;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.settings.Settings;
import io.saddlebag.testing.PartnerFiles;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every order and delivery captured from a real shop goes through the running daemon and ends where the reviewed table
 * says. Captures that name the same order go to stores of their own, so that each starts afresh.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealInputTest {

    private static final String SECRET = "bench-webhook-secret";
    private static final String BEFORE_ALL_CAPTURES = "2026-11-23T17:00:00Z";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<RealInputRow> table = RealInputRow.table();
    private final List<Case> cases = new ArrayList<>();
    private final Map<String, ReplayedStore> stores = new TreeMap<>();
    private final Vertx vertx = Vertx.vertx();
    private RunningDaemon running;

    /** One thing to send, and what shall become of it. */
    private static final class Case {
        private final String name;
        private final String how;
        private final Captured captured;
        private final byte[] body;
        private final String ends;
        private final int answer;
        private String store = "s01";
        private int answered;

        Case(String name, String how, Captured captured, byte[] body, String ends, int answer) {
            this.name = name;
            this.how = how;
            this.captured = captured;
            this.body = body;
            this.ends = ends;
            this.answer = answer;
        }

        Optional<OrderKey> key() {
            return captured.order().map(id -> new OrderKey(store, String.valueOf(id)));
        }
    }

    @BeforeAll
    void sendEverything(@TempDir Path folder) {
        readCases();
        assignStores();
        PartnerFiles files = PartnerFiles.copiedTo(folder.resolve("routes"));
        Map<String, String> more =
                new HashMap<>(Map.of("saddlebag.routes", files.folder(), "saddlebag.poll.reread", "0 0 0 1 1 ? 2099"));
        stores.keySet().forEach(name -> {
            files.add("main", name);
            String prefix = "saddlebag.store." + name + ".";
            more.put(prefix + "url", stores.get(name).url());
            more.put(prefix + "auth", "basic");
            more.put(prefix + "consumer-key", "ck_replayed");
            more.put(prefix + "consumer-secret", "cs_replayed");
            more.put(prefix + "webhook-secret", SECRET);
            more.put(prefix + "erp", "odoo");
            more.put(prefix + "warehouse", "shipbob");
        });
        running = RunningDaemon.start(folder.resolve("data"), SandboxPartners.Plan.instant(), more, this::prepare);
        cases.stream().filter(c -> c.answer != 0).forEach(this::send);
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> running.idle() && cases.stream().allMatch(c -> ended(c).equals(c.ends)));
        } catch (ConditionTimeoutException notAllAsTheTableSays) {
            // Each test below says it of its own row.
        }
    }

    private void readCases() {
        Map<Long, JsonNode> whole = new HashMap<>();
        table.stream()
                .map(row -> Captured.read(row.file()))
                .filter(Captured::isOrder)
                .forEach(order -> whole.putIfAbsent(order.order().orElseThrow(), order.json()));
        for (RealInputRow row : table) {
            Captured captured = Captured.read(row.file());
            byte[] body = captured.body();
            if (row.how().equals("hint")) {
                ObjectNode laidOver = whole.get(captured.order().orElseThrow()).deepCopy();
                laidOver.setAll((ObjectNode) captured.json());
                body = bytes(laidOver);
            }
            cases.add(new Case(row.file(), row.how(), captured, body, row.ends(), row.answer()));
            if (row.asksForPaid()) {
                ObjectNode paid = ((ObjectNode) captured.json()).put("status", "processing");
                String how = row.how().equals("delivery") ? "webhook" : row.how();
                cases.add(new Case(row.file() + ", paid", how, captured, bytes(paid), row.paid(), row.answer()));
            }
        }
    }

    /** The n-th case of an order goes to the n-th store. */
    private void assignStores() {
        Map<Long, Integer> seen = new HashMap<>();
        stores.put("s01", new ReplayedStore(vertx));
        for (Case one : cases) {
            one.captured.order().ifPresent(id -> {
                one.store = String.format(Locale.ROOT, "s%02d", seen.merge(id, 1, Integer::sum));
                stores.computeIfAbsent(one.store, name -> new ReplayedStore(vertx));
            });
        }
    }

    private void prepare(SandboxPartners partners, Settings settings) {
        Set<String> skus = cases.stream()
                .flatMap(c -> c.captured.json().findValuesAsText("sku").stream())
                .filter(sku -> !sku.isEmpty() && !sku.equals("null"))
                .collect(Collectors.toCollection(TreeSet::new));
        skus.remove("MUG-BLUE"); // the sandbox has these two of its own
        skus.remove("TEE-M");
        skus.forEach(sku -> {
            partners.odoo().addProduct(SandboxOdoo.Product.storable(sku, BigDecimal.ONE));
            partners.odoo().addStock(sku, "WH", new BigDecimal("10000"));
        });
        try (Ledger ledger = LedgerFactory.open(
                LedgerSettings.sqlite(settings.folder("saddlebag.data", "data").resolve("ledger.db")))) {
            stores.keySet().forEach(name -> ledger.moveCursor("orders-of-" + name, BEFORE_ALL_CAPTURES));
        }
        for (Case one : cases) {
            ReplayedStore store = stores.get(one.store);
            long id = one.captured.order().orElse(0L);
            switch (one.how) {
                case "poll" -> store.list(id, one.body);
                case "hint" -> store.answerReads(id, 200, one.body);
                case "read" -> store.answerReads(id, one.captured.status(), one.body);
                case "webhook", "delivery" -> {
                    if (Captured.isOrder(new Captured("", 0, one.body, List.of(), "").json())) {
                        store.answerReads(id, 200, one.body);
                    }
                }
                default -> throw new IllegalStateException("unknown way " + one.how + " of " + one.name);
            }
        }
    }

    private void send(Case one) {
        HttpResponse<String> response =
                switch (one.how) {
                    case "delivery" ->
                        running.intake("/webhooks/woocommerce/" + one.store, one.body, capturedHeaders(one.captured));
                    case "read" -> running.webhook(one.store, SECRET, "order.updated", idOnly(one));
                    case "hint" -> running.webhook(one.store, SECRET, "order.updated", one.captured.body());
                    default -> running.webhook(one.store, SECRET, "order.updated", one.body);
                };
        one.answered = response.statusCode();
    }

    private static byte[] idOnly(Case one) {
        return ("{\"id\":" + one.captured.order().orElseThrow() + "}").getBytes(StandardCharsets.UTF_8);
    }

    /** All but those the HTTP client sets itself. */
    private static String[] capturedHeaders(Captured captured) {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i + 1 < captured.headers().size(); i += 2) {
            if (!Set.of("host", "connection", "content-length")
                    .contains(captured.headers().get(i).toLowerCase(Locale.ROOT))) {
                kept.add(captured.headers().get(i));
                kept.add(captured.headers().get(i + 1));
            }
        }
        return kept.toArray(String[]::new);
    }

    private String ended(Case one) {
        Optional<OrderRow> row = one.key().flatMap(key -> running.ledger().order(key));
        if (row.isEmpty()) {
            return "no order";
        }
        OrderState state = row.get().state();
        List<Ledger.Parked> parked = running.ledger().parked(one.key(), 10);
        if (!parked.isEmpty()) {
            String prefix = Lifecycle.reached(state, OrderState.POSTED) ? "posted, parked:" : "parked:";
            return parked.stream().map(Ledger.Parked::code).collect(Collectors.joining("+", prefix, ""));
        }
        if (state == OrderState.COMPLETED) {
            return "posted";
        }
        return Lifecycle.reached(state, OrderState.CAPTURED)
                ? "on its way: " + state
                : state.name().toLowerCase(Locale.ROOT);
    }

    @TestFactory
    Stream<DynamicTest> endsWhereTheReviewedTableSays() {
        return cases.stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.name, () -> assertThat(ended(one)).as(trace(one)).isEqualTo(one.ends)));
    }

    private String trace(Case one) {
        return one.key().filter(key -> running.ledger().order(key).isPresent()).stream()
                .flatMap(key -> running.ledger().trace(key).stream())
                .map(event -> "\n  " + event.step() + " " + event.outcome() + ": " + event.detail())
                .collect(Collectors.joining());
    }

    @TestFactory
    Stream<DynamicTest> answersTheDeliveryAsTheTableSays() {
        return cases.stream()
                .filter(one -> one.answer != 0)
                .map(one -> DynamicTest.dynamicTest(
                        one.name, () -> assertThat(one.answered).isEqualTo(one.answer)));
    }

    @TestFactory
    Stream<DynamicTest> postsTheStoresOwnTotalOnce() {
        return cases.stream()
                .filter(one -> one.ends.startsWith("posted"))
                .map(one -> DynamicTest.dynamicTest(one.name, () -> {
                    BigDecimal total =
                            new BigDecimal(JSON.readTree(one.body).path("total").asText());

                    assertThat(inOdoo(one.key().orElseThrow()))
                            .singleElement()
                            .satisfies(order -> assertThat(order.total()).isEqualByComparingTo(total));
                }));
    }

    private List<SandboxOdoo.SoldOrder> inOdoo(OrderKey key) {
        return running.partners().odoo().orders().stream()
                .filter(order -> order.externalId().endsWith(key.store() + "_order_" + key.id()))
                .toList();
    }

    @Test
    void keepsNothingBesidesTheOrdersOfTheTable() {
        Set<OrderKey> expected = cases.stream()
                .filter(one -> !one.ends.equals("no order"))
                .map(one -> one.key().orElseThrow())
                .collect(Collectors.toSet());

        List<OrderRow> kept = running.ledger().orders(Ledger.OrderFilter.all(1_000));

        assertThat(kept).extracting(OrderRow::key).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(running.ledger().parked(Optional.empty(), 100))
                .allMatch(parked -> parked.order().isPresent());
    }

    @Test
    void hasARowForEveryCapturedFileAndEveryOrderInIt() {
        Set<String> rows = table.stream().map(RealInputRow::file).collect(Collectors.toSet());

        List<String> files = Captured.files("03-orders", "03-refunds", "07-store-api", "08-webhooks");

        assertThat(files).hasSizeGreaterThan(100).allSatisfy(file -> {
            assertThat(rows).contains(file);
            assertThat(rows)
                    .containsAll(ordersInside(file, "", Captured.read(file).json()));
        });
        assertThat(table).hasSameSizeAs(rows);
    }

    /** Places of whole orders below the top of a body. */
    private static List<String> ordersInside(String file, String pointer, JsonNode json) {
        List<String> found = new ArrayList<>();
        if (!pointer.isEmpty() && Captured.isOrder(json)) {
            found.add(file + "#" + pointer);
        }
        json.fieldNames()
                .forEachRemaining(name -> found.addAll(ordersInside(file, pointer + "/" + name, json.path(name))));
        for (int i = 0; json.isArray() && i < json.size(); i++) {
            found.addAll(ordersInside(file, pointer + "/" + i, json.path(i)));
        }
        return found;
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    void stop() {
        if (running != null) {
            running.close();
        }
        stores.values().forEach(ReplayedStore::close);
        vertx.close();
    }
}
