package io.saddlebag.sandbox.shipbob;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a sandbox ShipBob is like. Start from {@link #defaults()} and change what a test is about.
 *
 * @param token the bearer token it accepts
 * @param versions API versions it answers under, the first segment of the path; any other is 404
 * @param channels channels of the merchant
 * @param centres fulfilment centres, the preferred one first
 * @param products products with their stock
 * @param anyProduct true gives a product nobody told it of a million units everywhere; false creates it without stock, so its
 *     shipment is an exception (as ShipBob does)
 * @param shippingMethods names on the merchant's ship option mapping page; an unknown one is added when an order names it
 * @param webhookSecret signs subscriptions that bring no secret of their own; {@code whsec_} and Base64, or plain text
 * @param automation what happens by itself
 * @param requestsPerMinute limit over a sliding minute (ShipBob: 150); 0 is none
 * @param retryDelays waits before the second, third, … attempt of a webhook (ShipBob: 5 s, 5 min, 30 min, … for about a day)
 * @param webhookTimeout how long a receiver may take (ShipBob: 15 s)
 * @param simulatedMinute how long a minute of a simulation's delay lasts here
 * @param seed seed of everything left to chance
 * @param clock tells the time
 */
public record ShipBobOptions(
        String token,
        Set<String> versions,
        List<Channel> channels,
        List<Centre> centres,
        List<KnownProduct> products,
        boolean anyProduct,
        List<String> shippingMethods,
        String webhookSecret,
        Automation automation,
        int requestsPerMinute,
        List<Duration> retryDelays,
        Duration webhookTimeout,
        Duration simulatedMinute,
        long seed,
        Clock clock) {

    /** Copies the collections and checks that an order can be fulfilled at all. */
    public ShipBobOptions {
        versions = Set.copyOf(versions);
        channels = List.copyOf(channels);
        centres = List.copyOf(centres);
        products = List.copyOf(products);
        shippingMethods = List.copyOf(shippingMethods);
        retryDelays = List.copyOf(retryDelays);
        if (versions.isEmpty() || channels.isEmpty() || centres.isEmpty()) {
            throw new IllegalArgumentException("a sandbox ShipBob needs a version, a channel and a fulfilment centre");
        }
    }

    /** One writable channel (100001), two centres, any product in stock, nothing by itself, no limit. */
    public static ShipBobOptions defaults() {
        return new ShipBobOptions(
                "sandbox-token",
                Set.of("2026-01"),
                List.of(new Channel(100_001, "Saddlebag", true)),
                List.of(
                        new Centre(8, "Cicero (IL)", "ORD1", "Cicero", "IL", "US", "60804"),
                        new Centre(211, "Tilburg (NL)", "EIN1", "Tilburg", "", "NL", "5015")),
                List.of(),
                true,
                List.of("Standard", "Expedited"),
                "whsec_c2FkZGxlYmFnLXNhbmRib3gtc2hpcGJvYi1zZWNyZXQ=",
                Automation.off(),
                0,
                List.of(
                        Duration.ofMillis(100),
                        Duration.ofMillis(300),
                        Duration.ofMillis(900),
                        Duration.ofMillis(2700),
                        Duration.ofMillis(8100)),
                Duration.ofSeconds(15),
                Duration.ofMinutes(1),
                20_26,
                Clock.systemUTC());
    }

    /** The same with this bearer token. */
    public ShipBobOptions token(String other) {
        return new ShipBobOptions(
                other,
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

    /** The same answering under these versions. */
    public ShipBobOptions versions(String... names) {
        return new ShipBobOptions(
                token,
                Set.of(names),
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

    /** The same with these channels. */
    public ShipBobOptions channels(Channel... others) {
        return new ShipBobOptions(
                token,
                versions,
                List.of(others),
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

    /** The same with these centres, the preferred one first. */
    public ShipBobOptions centres(Centre... others) {
        return new ShipBobOptions(
                token,
                versions,
                channels,
                List.of(others),
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

    /** The same knowing one more product; products nobody told it of have no stock from here on. */
    public ShipBobOptions product(String reference, String name, Map<Integer, Integer> onHand) {
        List<KnownProduct> more = new ArrayList<>(products);
        more.add(new KnownProduct(reference, name, onHand));
        return new ShipBobOptions(
                token,
                versions,
                channels,
                centres,
                more,
                false,
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

    /** The same with this default secret. */
    public ShipBobOptions webhookSecret(String other) {
        return new ShipBobOptions(
                token,
                versions,
                channels,
                centres,
                products,
                anyProduct,
                shippingMethods,
                other,
                automation,
                requestsPerMinute,
                retryDelays,
                webhookTimeout,
                simulatedMinute,
                seed,
                clock);
    }

    /** The same doing this by itself. */
    public ShipBobOptions automation(Automation other) {
        return new ShipBobOptions(
                token,
                versions,
                channels,
                centres,
                products,
                anyProduct,
                shippingMethods,
                webhookSecret,
                other,
                requestsPerMinute,
                retryDelays,
                webhookTimeout,
                simulatedMinute,
                seed,
                clock);
    }

    /** The same with this limit, 0 for none. */
    public ShipBobOptions requestsPerMinute(int limit) {
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
                limit,
                retryDelays,
                webhookTimeout,
                simulatedMinute,
                seed,
                clock);
    }

    /** The same retrying webhooks after these waits. */
    public ShipBobOptions retryDelays(Duration... delays) {
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
                List.of(delays),
                webhookTimeout,
                simulatedMinute,
                seed,
                clock);
    }

    /** The same with simulated minutes of this length. */
    public ShipBobOptions simulatedMinute(Duration length) {
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
                length,
                seed,
                clock);
    }

    /** The same told the time by this clock. */
    public ShipBobOptions clock(Clock other) {
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
                other);
    }
}
