package io.saddlebag.connector.woocommerce;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saddlebag.delivery.CamelPartnerHttp;
import io.saddlebag.delivery.Credentials;
import io.saddlebag.settings.MapSection;
import io.saddlebag.settings.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** The connector over real HTTP, with settings of the test's choice. */
final class ShopClient implements AutoCloseable {

    private final CamelContext camel = new DefaultCamelContext();
    private final FakeShop shop;
    /** How far our clock is ahead of the shop's. */
    Duration ahead = Duration.ZERO;

    ShopClient(FakeShop shop) {
        this.shop = shop;
        camel.start();
    }

    static StoreSettings settings(String url, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(Map.of(
                "saddlebag.store.main.url", url,
                "saddlebag.store.main.consumer-key", "ck_1",
                "saddlebag.store.main.consumer-secret", "cs_1",
                "saddlebag.store.main.timeout", "2s"));
        more.forEach((key, value) -> values.put("saddlebag.store.main." + key, value));
        Problems problems = new Problems();
        StoreSettings settings = StoreSettings.from(new MapSection("saddlebag.store.main", values, problems));
        problems.throwIfAny();
        return settings;
    }

    /** The clock of this machine; agrees with the shop's unless the test says otherwise. */
    Clock clock() {
        return new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return shop.now.plus(ahead);
            }
        };
    }

    WooStore store(Map<String, String> more) {
        StoreSettings settings = settings(shop.server.url(), more);
        return new WooStore(http(settings, WooCredentials.of(settings, clock())), settings, clock());
    }

    CamelPartnerHttp http(StoreSettings settings, Credentials credentials) {
        return new CamelPartnerHttp(
                camel, settings.partner(), settings.url(), 4, credentials, new SimpleMeterRegistry());
    }

    @Override
    public void close() {
        camel.stop();
    }
}
