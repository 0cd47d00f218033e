package io.saddlebag.pricing.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.ledger.Audit;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.ledger.Prices.Filter;
import io.saddlebag.ledger.Prices.Hold;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.ledger.Publications.PublicationRow;
import io.saddlebag.ledger.StoreItems.Item;
import io.saddlebag.ledger.StoreItems.Stocking;
import io.saddlebag.testing.MovableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store whose prices an ERP decides, over a real ledger. */
abstract class PricedStore {

    static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    static final Filter ALL = new Filter(Optional.empty(), Optional.empty(), Optional.empty(), 1_000);

    @TempDir
    private Path folder;

    final MovableClock clock = new MovableClock(NOW);
    Ledger ledger;
    PriceDecisions decisions;
    PriceDesk desk;
    int runs;

    @BeforeEach
    void open() throws IOException {
        ledger = LedgerFactory.open(
                LedgerSettings.sqlite(folder.resolve("ledger.db")).withClock(clock));
        Path file = folder.resolve("prices.yaml");
        Files.writeString(
                file,
                """
                stores:
                  main:
                    currency: EUR
                    sale: Sale
                    prices: without-tax
                    hold-for: 2d
                    mass-count: 20
                """);
        List<String> problems = new ArrayList<>();
        PriceRules rules = PriceRulesFile.read(file, List.of("main"), problems::add);
        assertThat(problems).isEmpty();
        decisions =
                new PriceDecisions(ledger.prices(), ledger.storeItems(), rules, Map.of("odoo", List.of("main")), clock);
        desk = new PriceDesk(ledger.prices());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    void read(String... items) {
        runs++;
        decisions.take(page("run" + runs, true, String.join(",", items)));
    }

    void read(PricePage page) {
        decisions.take(page);
    }

    static PricePage page(String run, boolean last, String items, String... rules) {
        return PricePage.read(("{\"contract\":\"price.v1\",\"erp\":\"odoo\",\"run\":\"" + run + "\",\"last\":" + last
                        + ",\"complete\":false,\"lists\":[{\"list\":\"Sale\",\"currency\":\"EUR\",\"rules\":["
                        + String.join(",", rules) + "]}],\"items\":[" + items + "]}")
                .getBytes(StandardCharsets.UTF_8));
    }

    static String[] items(int count, String price) {
        return range(0, count, price);
    }

    static String[] range(int from, int to, String price) {
        return IntStream.range(from, to)
                .mapToObj(i -> item("S%03d".formatted(i), price, "1"))
                .toArray(String[]::new);
    }

    static String item(String sku, String price, String cost) {
        int id = Math.abs(sku.hashCode() % 1_000_000) + 1;
        return "{\"sku\":\"%s\",\"variant\":%d,\"product\":%d,\"categories\":[1],\"currency\":\"EUR\",\"salesPrice\":\"%s\",\"cost\":\"%s\",\"taxes\":[]}"
                .formatted(sku, id, id, price, cost);
    }

    static String sale(int id, Instant from, Instant until, String percent) {
        return ("{\"id\":%d,\"scope\":\"global\",\"target\":0,\"minimum\":\"0\",\"from\":\"%s\",\"until\":\"%s\","
                        + "\"kind\":\"discount\",\"base\":\"sales-price\",\"percent\":\"%s\"}")
                .formatted(id, from, until, percent);
    }

    static String regular(String price) {
        return "{\"regular\":\"" + price + "\",\"sale\":\"\",\"saleFrom\":\"\",\"saleTo\":\"\"}";
    }

    static Item shopItem(String sku, String price) {
        return new Item(
                "main",
                sku,
                "",
                sku,
                true,
                "simple",
                "publish",
                Stocking.OWN,
                Optional.of(1L),
                "no",
                price,
                "",
                Optional.empty(),
                Optional.empty(),
                NOW,
                NOW);
    }

    List<Hold> held() {
        return desk.held(ALL);
    }

    List<String> audit(String sku) {
        return ledger.audit().find("price/main/" + sku, Optional.empty(), 10).stream()
                .map(Audit.Chained::entry)
                .map(Audit.Entry::what)
                .collect(Collectors.toList());
    }

    PublicationRow row(String sku) {
        return ledger.publications().find("main", sku, Aspect.PRICE).orElseThrow();
    }

    String wished(String sku) {
        return row(sku).wished();
    }
}
