package io.saddlebag.connector.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.Finding;
import io.saddlebag.delivery.HandedOver;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.delivery.PartnerHttp;
import io.saddlebag.order.FulfilmentRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One warehouse at ShipBob, over its public API (published description of version 2026-01; other dated versions of the same
 * shape by configuration). Every method makes one try, may be repeated after any outcome and then ends in the same state, and
 * waits for nothing: pace and retries are the caller's (ShipBob allows 150 calls in a sliding minute over all its APIs).
 * Thread-safe.
 */
public final class ShipBob {

    private final ShipBobApi api;
    private final ShipmentEvents events;
    private final OrderLookup lookup;
    private final OrderCreation creation;
    private final OrderCancellation cancellation;
    private final ChangedOrders changed;
    private final WebhookRegistration webhooks;
    private final HeldOrders held;
    private final ShipBobLevels levels;
    private final ShipBobAdjustments adjustments;
    private final Clock clock;

    /** Over HTTP that adds {@link ShipBobSettings#credentials()}. */
    public ShipBob(PartnerHttp http, ShipBobSettings settings, Clock clock) {
        this.api = new ShipBobApi(http, settings, clock);
        this.events = new ShipmentEvents(settings.warehouse());
        this.lookup = new OrderLookup(api);
        this.creation = new OrderCreation(api, lookup);
        this.cancellation = new OrderCancellation(api, lookup);
        this.changed = new ChangedOrders(api, events);
        this.webhooks = new WebhookRegistration(api);
        this.held = new HeldOrders(api, events);
        this.levels = new ShipBobLevels(api);
        this.adjustments = new ShipBobAdjustments(api);
        this.clock = clock;
    }

    /**
     * Creates the order at ShipBob, once.
     *
     * @param request what to send
     * @param body the request mapped by {@code shipbob/order}; its {@code shipping_method} and, where the settings name a centre,
     *     its {@code location_id} are set here from the settings
     * @return already there if an earlier try created it with the same pieces; refused if the reference is taken by an order for
     *     other pieces or by a cancelled one, if a shipping method is missing in the settings, or if ShipBob refuses
     */
    public Outcome<Acknowledged> createOrder(FulfilmentRequest request, JsonNode body) {
        return creation.create(request, body);
    }

    /** The order under a reference of ours: the live one, else the cancelled one, else none. */
    public Outcome<Optional<WarehouseOrder>> order(String reference) {
        return lookup.one(reference);
    }

    /** The shipments of an order, with everything the order says of their lines. */
    public Outcome<ShipmentReport> shipments(long orderId) {
        return lookup.byId(orderId).map(order -> events.ofOrder(order.json()));
    }

    /**
     * What a genuine webhook reports. Costs a call only where the payload does not carry its shipments whole.
     *
     * @param topic header {@code x-webhook-topic}
     */
    public Outcome<ShipmentReport> webhook(String topic, JsonNode payload) {
        WebhookReading reading = events.ofWebhook(topic, payload);
        if (reading instanceof WebhookReading.Reported reported) {
            return new Outcome.Done<>(reported.report());
        }
        if (reading instanceof WebhookReading.ReadOrder hint) {
            return shipments(hint.orderId());
        }
        if (reading instanceof WebhookReading.Unreadable odd) {
            return ShipBobApi.odd(odd.reason());
        }
        return new Outcome.Done<>(ShipmentReport.EMPTY);
    }

    /**
     * The next page of orders that changed.
     *
     * @param cursor of the page before, or {@link #cursorAt} for the first
     * @throws IllegalArgumentException if the cursor is none of ours
     */
    public Outcome<ChangedPage> changedSince(String cursor) {
        return changed.page(ShipBobCursor.parse(cursor));
    }

    /** A cursor that starts at a moment, ShipBob's clock. */
    public static String cursorAt(Instant since) {
        return ShipBobCursor.at(since).text();
    }

    /**
     * Cancels an order.
     *
     * @return done or already there with the cancelled order; refused ({@code too-late-to-cancel}, {@code partly-cancelled})
     *     once ShipBob began to pick
     */
    public Outcome<WarehouseOrder> cancel(long orderId) {
        return cancellation.cancel(orderId);
    }

    /** The orders under references of ours, with their shipments; a few hundred at most. */
    public Outcome<List<HeldOrder>> held(Collection<String> references) {
        return held.of(references);
    }

    /** Every order of ours that ShipBob took in a window, page by page; how many rows were read. */
    public Outcome<Integer> heldBetween(Instant from, Instant to, Consumer<List<HeldOrder>> pages) {
        return held.between(from, to, pages);
    }

    /** The settings it works with. */
    public ShipBobSettings settings() {
        return api.settings();
    }

    /** Begins a reading of all stock; throws where ShipBob does not answer. */
    StockSweep levels() {
        return new StockSweep(api.settings().warehouse(), levels, clock);
    }

    /**
     * Begins a reading of the adjustments of the mirrored centres.
     *
     * @param since where the reading before ended
     * @param begin nothing before it counts
     */
    AdjustmentSweep adjustments(HandedOver seen, Instant since, Instant begin) {
        return new AdjustmentSweep(
                api.settings().warehouse(),
                adjustments,
                seen,
                api.settings().mirror().places().keySet().stream().sorted().toList(),
                since,
                begin,
                clock.instant());
    }

    /** Makes sure ShipBob's webhooks reach us; without a public address there is nothing to do. */
    public Outcome<WebhookRepair> registerWebhooks() {
        return webhooks.repair();
    }

    /** Whether ShipBob answers and takes our token. */
    public Outcome<Boolean> alive() {
        return api.call(api.get("probe-channel", "/channel"), any -> new Outcome.Done<>(true));
    }

    /** Looks at everything this warehouse needs, read-only. */
    public List<Finding> probe() {
        return new ShipBobProbe(api, webhooks).probe();
    }
}
