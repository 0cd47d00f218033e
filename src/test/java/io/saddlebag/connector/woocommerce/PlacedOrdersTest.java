package io.saddlebag.connector.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saddlebag.delivery.CamelPartnerHttp;
import io.saddlebag.sandbox.woocommerce.SandboxStore;
import io.saddlebag.testing.MovableClock;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of placed orders, over real HTTP from the sandbox store. */
class PlacedOrdersTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final CamelContext camel = new DefaultCamelContext();
    private final MovableClock clock = new MovableClock(NOON);
    private SandboxStore shop;
    private CamelPartnerHttp http;

    @AfterEach
    void stop() {
        http.close();
        shop.close();
        camel.stop();
        vertx.close();
    }

    @Test
    void p7p10ListsEveryOneOfThousandsWhileOrdersChangeAndComeIn() {
        WooStore store = open("UTC");
        List<Long> placed = new ArrayList<>(shop.place(2_600));
        clock.forward(Duration.ofSeconds(3));
        placed.addAll(shop.place(2_600));
        placed.subList(0, 40).forEach(shop::trash);
        clock.forward(Duration.ofMinutes(5));
        Map<Long, ListedOrder> listed = new HashMap<>();
        int[] pages = {0};

        store.placed()
                .between(NOON, clock.instant(), page -> {
                    assertThat(page).hasSizeLessThanOrEqualTo(100);
                    page.forEach(order -> listed.put(Long.parseLong(order.id()), order));
                    pages[0]++;
                    if (pages[0] % 8 == 0) { // what was listed changes, what was not is edited or thrown away
                        shop.edit(placed.get(60 * pages[0]));
                        shop.refund(placed.get(5_000 - pages[0]), new BigDecimal("1.00"));
                        shop.place(3);
                    }
                })
                .orThrow("store.main", "list");

        assertThat(listed.keySet()).containsExactlyInAnyOrderElementsOf(placed);
        assertThat(placed.subList(0, 40))
                .allSatisfy(id -> assertThat(listed.get(id).status()).isEqualTo("trash"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Etc/GMT+12", "Pacific/Kiritimati", "Europe/Berlin", "America/St_Johns"})
    void p9AWindowsFirstSecondIsInItAndItsEndIsNotWhateverTheShopsTimeZone(String zone) {
        WooStore store = open(zone);
        shop.place(1);
        clock.forward(Duration.ofSeconds(10));
        List<Long> first = shop.place(2);
        clock.forward(Duration.ofSeconds(10));
        shop.place(1);
        clock.forward(Duration.ofHours(1));

        List<String> listed = new ArrayList<>();
        store.placed()
                .between(NOON.plusSeconds(10), NOON.plusSeconds(20), page -> page.forEach(o -> listed.add(o.id())))
                .orThrow("store.main", "list");

        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(
                        first.stream().map(String::valueOf).toList());
    }

    @Test
    void tellsRefundsAndWhatWasDeletedForGood() {
        WooStore store = open("UTC");
        List<Long> placed = shop.place(2);
        long refund = shop.refund(placed.get(0), new BigDecimal("1.50"));
        shop.delete(placed.get(1));

        PlacedOrders.Again again = store.placed()
                .again(placed.stream().map(String::valueOf).toList())
                .orThrow("store.main", "again");

        assertThat(again.gone()).containsExactly(String.valueOf(placed.get(1)));
        assertThat(again.orders()).singleElement().satisfies(order -> {
            assertThat(order.currency()).isEqualTo("EUR");
            assertThat(order.createdAt()).contains(NOON);
            assertThat(order.refunds()).containsEntry(String.valueOf(refund), new BigDecimal("-1.50"));
        });
    }

    private WooStore open(String zone) {
        shop = SandboxStore.start(vertx, 0, SandboxStore.Options.defaults().with(o -> o.clock(clock)
                .zone(ZoneId.of(zone))));
        StoreSettings settings = ShopClient.settings(
                shop.url(),
                Map.of(
                        "auth",
                        "oauth1",
                        "consumer-key",
                        "ck_sandbox",
                        "consumer-secret",
                        "cs_sandbox",
                        "timeout",
                        "30s"));
        camel.start();
        http = new CamelPartnerHttp(
                camel, "store.main", shop.url(), 4, WooCredentials.of(settings, clock), new SimpleMeterRegistry());
        return new WooStore(http, settings, clock);
    }
}
