package io.saddlebag.sandbox.shipbob;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

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
        return new ShipBobOptionsBuilder().build();
    }

    /** The same with some of it changed. */
    public ShipBobOptions with(Consumer<ShipBobOptionsBuilder> changes) {
        ShipBobOptionsBuilder builder = new ShipBobOptionsBuilder(this);
        changes.accept(builder);
        return builder.build();
    }
}
