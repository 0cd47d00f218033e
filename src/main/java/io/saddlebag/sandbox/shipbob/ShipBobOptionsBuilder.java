package io.saddlebag.sandbox.shipbob;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Changes some of a sandbox's {@link ShipBobOptions}; see there for what each means. */
public final class ShipBobOptionsBuilder {

    private String token = "sandbox-token";
    private Set<String> versions = Set.of("2026-01");
    private List<Channel> channels = List.of(new Channel(100_001, "Saddlebag", true));
    private List<Centre> centres = List.of(
            new Centre(8, "Cicero (IL)", "ORD1", "Cicero", "IL", "US", "60804"),
            new Centre(211, "Tilburg (NL)", "EIN1", "Tilburg", "", "NL", "5015"));
    private List<KnownProduct> products = List.of();
    private boolean anyProduct = true;
    private List<String> shippingMethods = List.of("Standard", "Expedited");
    private String webhookSecret = "whsec_c2FkZGxlYmFnLXNhbmRib3gtc2hpcGJvYi1zZWNyZXQ=";
    private Automation automation = Automation.off();
    private int requestsPerMinute;
    private List<Duration> retryDelays = List.of(
            Duration.ofMillis(100),
            Duration.ofMillis(300),
            Duration.ofMillis(900),
            Duration.ofMillis(2700),
            Duration.ofMillis(8100));
    private Duration webhookTimeout = Duration.ofSeconds(15);
    private Duration simulatedMinute = Duration.ofMinutes(1);
    private long seed = 20_26;
    private Clock clock = Clock.systemUTC();

    ShipBobOptionsBuilder() {}

    ShipBobOptionsBuilder(ShipBobOptions from) {
        token = from.token();
        versions = from.versions();
        channels = from.channels();
        centres = from.centres();
        products = from.products();
        anyProduct = from.anyProduct();
        shippingMethods = from.shippingMethods();
        webhookSecret = from.webhookSecret();
        automation = from.automation();
        requestsPerMinute = from.requestsPerMinute();
        retryDelays = from.retryDelays();
        webhookTimeout = from.webhookTimeout();
        simulatedMinute = from.simulatedMinute();
        seed = from.seed();
        clock = from.clock();
    }

    public ShipBobOptionsBuilder token(String other) {
        token = other;
        return this;
    }

    public ShipBobOptionsBuilder versions(String... names) {
        versions = Set.of(names);
        return this;
    }

    public ShipBobOptionsBuilder channels(Channel... others) {
        channels = List.of(others);
        return this;
    }

    /** The preferred one first. */
    public ShipBobOptionsBuilder centres(Centre... others) {
        centres = List.of(others);
        return this;
    }

    /** One more product; products nobody told the sandbox of have no stock from here on. */
    public ShipBobOptionsBuilder product(String reference, String name, Map<Integer, Integer> onHand) {
        List<KnownProduct> more = new ArrayList<>(products);
        more.add(new KnownProduct(reference, name, onHand));
        products = List.copyOf(more);
        anyProduct = false;
        return this;
    }

    /** The secret of subscriptions that bring none. */
    public ShipBobOptionsBuilder webhookSecret(String other) {
        webhookSecret = other;
        return this;
    }

    public ShipBobOptionsBuilder automation(Automation other) {
        automation = other;
        return this;
    }

    /** 0 for no limit. */
    public ShipBobOptionsBuilder requestsPerMinute(int limit) {
        requestsPerMinute = limit;
        return this;
    }

    public ShipBobOptionsBuilder retryDelays(Duration... delays) {
        retryDelays = List.of(delays);
        return this;
    }

    public ShipBobOptionsBuilder simulatedMinute(Duration length) {
        simulatedMinute = length;
        return this;
    }

    public ShipBobOptionsBuilder clock(Clock other) {
        clock = other;
        return this;
    }

    ShipBobOptions build() {
        return new ShipBobOptions(
                token,
                versions,
                channels,
                centres,
                products,
                anyProduct,
                shippingMethods,
                webhookSecret,
                automation,
                requestsPerMinute,
                retryDelays,
                webhookTimeout,
                simulatedMinute,
                seed,
                clock);
    }
}
