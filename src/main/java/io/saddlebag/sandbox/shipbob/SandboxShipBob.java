package io.saddlebag.sandbox.shipbob;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.sandbox.http.Faults;
import io.saddlebag.sandbox.http.SandboxServer;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A ShipBob to test against: API, webhooks and a warehouse that works by itself or as a test says. Thread-safe; the methods
 * that move shipments do at once what people in a warehouse would do, and send the webhooks ShipBob would send.
 *
 * <p>Methods that take a reference throw {@link IllegalArgumentException} if no order has it or orders of several channels do,
 * and {@link IllegalStateException} if no shipment of the order can be moved so.
 */
public final class SandboxShipBob implements AutoCloseable {

    private static final long TICK_MILLIS = 10;
    private static final int STEPS_PER_TICK = 2_000;

    private final Vertx vertx;
    private final ShipBobOptions options;
    private final Webhooks webhooks;
    private final Timetable timetable = new Timetable();
    private final RateLimit limit;
    private final Warehouse warehouse;
    private final Api api;
    private final SandboxServer server;
    private final long ticker;

    private SandboxShipBob(Vertx vertx, int port, ShipBobOptions options) {
        this.vertx = vertx;
        this.options = options;
        this.webhooks = new Webhooks(vertx, options);
        this.limit = new RateLimit(options.requestsPerMinute());
        this.warehouse =
                new Warehouse(options, new Routine(options.automation(), timetable), new Announcements(webhooks));
        this.api = new Api(options, warehouse, timetable, limit, webhooks);
        this.server = SandboxServer.start(vertx, "ShipBob", port, api, this::state);
        this.ticker = vertx.setPeriodic(
                TICK_MILLIS, tick -> locked(() -> timetable.run(options.clock().instant(), STEPS_PER_TICK)));
    }

    /**
     * Starts it and returns when it listens.
     *
     * @param port the port, 0 for a free one
     * @throws IllegalStateException if the port is taken
     */
    public static SandboxShipBob start(Vertx vertx, int port, ShipBobOptions options) {
        return new SandboxShipBob(vertx, port, options);
    }

    /** Its address without the version, e.g. {@code http://127.0.0.1:18083}. */
    public String url() {
        return server.url();
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** Faults of its HTTP face. */
    public Faults faults() {
        return server.faults();
    }

    /** Changes how badly webhooks are delivered from now on. */
    public void webhookFaults(WebhookFaults faults) {
        webhooks.faults(faults);
    }

    /** Changes the limit over a sliding minute, 0 for none; the window starts empty. */
    public void requestsPerMinute(int perMinute) {
        locked(() -> limit.perMinute(perMinute));
    }

    /** Subscribes an address to topics of any version, signed with the secret of the options. */
    public void subscribe(String url, String... topics) {
        List<Topic> known = Arrays.stream(topics)
                .map(topic -> Topic.of(topic)
                        .orElseThrow(() -> new IllegalArgumentException("ShipBob has no topic " + topic)))
                .toList();
        webhooks.subscribe(URI.create(url), known, Optional.empty(), options.webhookSecret());
    }

    /** Webhooks neither acknowledged nor given up, late ones and retries included; 0 when idle. */
    public int outstandingWebhooks() {
        return webhooks.outstanding();
    }

    /** Every accepted order, oldest first. */
    public List<PlacedOrder> orders() {
        return locked(() -> warehouse.orders().stream().map(Order::placed).toList());
    }

    /** The orders with this reference, at most one per channel. */
    public List<PlacedOrder> orders(String reference) {
        return locked(() -> warehouse.orders(reference).map(Order::placed).toList());
    }

    /** References accepted more than once, which can only be in several channels, with their orders. */
    public Map<String, List<PlacedOrder>> duplicates() {
        return locked(() -> {
            Map<String, List<PlacedOrder>> found = new LinkedHashMap<>();
            warehouse.orders().forEach(order -> found.computeIfAbsent(order.reference, r -> new ArrayList<>())
                    .add(order.placed()));
            found.values().removeIf(orders -> orders.size() < 2);
            return Map.copyOf(found);
        });
    }

    /** How often each reference was refused with 422 because its channel already had it. */
    public Map<String, Integer> refusedDuplicates() {
        return locked(() -> Map.copyOf(api.orders().refused()));
    }

    /** Ships everything of the order that is still open. */
    public void ship(String reference) {
        each(reference, "shipped", Shipment::open, warehouse::ship);
    }

    /**
     * Ships so many units of each product out of the order's open shipments. What a shipment keeps stays in it; what leaves
     * leaves in a new shipment, or in the same one if all of it leaves.
     *
     * @throws IllegalArgumentException if fewer units are open
     */
    public void ship(String reference, Map<String, Integer> quantities) {
        locked(() -> {
            List<Shipment> open =
                    order(reference).shipments.stream().filter(Shipment::open).toList();
            PartialPick pick = PartialPick.of(open, quantities);
            pick.parts()
                    .forEach((from, items) -> warehouse.ship(pick.whole(from) ? from : warehouse.split(from, items)));
        });
    }

    /** Puts everything open on hold, e.g. for {@link ShipmentDetail#INVALID_ADDRESS}. */
    public void hold(String reference, ShipmentDetail reason) {
        require(reason, ShipmentStatus.ON_HOLD);
        each(reference, "held", Shipment::open, shipment -> warehouse.hold(shipment, reason));
    }

    /** Moves everything open to exception, e.g. for {@link ShipmentDetail#OUT_OF_STOCK}; its units are free again. */
    public void exception(String reference, ShipmentDetail reason) {
        require(reason, ShipmentStatus.EXCEPTION);
        each(reference, "moved to exception", Shipment::open, shipment -> warehouse.except(shipment, reason));
    }

    /** Lets held and excepted shipments go on; one whose stock is missing stays. */
    public void release(String reference) {
        each(
                reference,
                "released",
                shipment -> shipment.status == ShipmentStatus.ON_HOLD || shipment.status == ShipmentStatus.EXCEPTION,
                warehouse::release);
    }

    /** A carrier scan of everything that has left: in transit, out for delivery, or a delivery exception. */
    public void scan(String reference, ShipmentDetail detail) {
        require(detail, ShipmentStatus.COMPLETED);
        each(reference, "scanned", SandboxShipBob::underWay, shipment -> warehouse.scan(shipment, detail));
    }

    /** Delivers everything that has left. */
    public void deliver(String reference) {
        each(reference, "delivered", SandboxShipBob::underWay, warehouse::deliver);
    }

    /** Cancels everything that has not left, picked or not, as the warehouse's own people can. */
    public void cancel(String reference) {
        each(reference, "cancelled", shipment -> !shipment.shipped() && !shipment.cancelled(), warehouse::cancel);
    }

    /**
     * Sets the units on hand; orders that waited for them go on.
     *
     * @throws IllegalArgumentException if there is no such product
     */
    public void stock(String product, int centre, int onHand) {
        locked(() -> warehouse.stock(product(product), centre, onHand));
    }

    /**
     * Counts so many units more or fewer than the books say, as the warehouse's own people do; they may find what ShipBob has
     * never heard of.
     */
    public void adjust(String product, int centre, int change) {
        locked(() -> warehouse.adjust(
                warehouse.catalogue.byReference(product).orElseGet(() -> warehouse.catalogue.adopt(product, product)),
                centre,
                change));
    }

    private Product product(String reference) {
        return warehouse
                .catalogue
                .byReference(reference)
                .orElseThrow(() -> new IllegalArgumentException("no product has the reference " + reference));
    }

    /**
     * Announces goods that are on their way to a centre; answers the receiving order's id.
     *
     * @throws IllegalArgumentException if there is no such product
     */
    public long announce(String product, int centre, int quantity, Instant expected) {
        synchronized (warehouse) {
            return warehouse
                    .goods
                    .announce(product(product), centre, quantity, expected)
                    .id();
        }
    }

    /**
     * Receives what was announced.
     *
     * @throws IllegalArgumentException if no such receiving order is open
     */
    public void arrive(long receivingOrder) {
        locked(() -> warehouse.arrive(receivingOrder));
    }

    private static boolean underWay(Shipment shipment) {
        return shipment.status == ShipmentStatus.COMPLETED && shipment.delivered.isEmpty();
    }

    private static void require(ShipmentDetail detail, ShipmentStatus status) {
        if (detail.status() != status) {
            throw new IllegalArgumentException(detail + " is no detail of the status " + status);
        }
    }

    private void each(String reference, String how, Predicate<Shipment> which, Consumer<Shipment> step) {
        locked(() -> {
            List<Shipment> found =
                    order(reference).shipments.stream().filter(which).toList();
            if (found.isEmpty()) {
                throw new IllegalStateException("no shipment of the order " + reference + " can be " + how);
            }
            found.forEach(step);
        });
    }

    private Order order(String reference) {
        List<Order> found = warehouse.orders(reference).toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(found.size() + " orders have the reference " + reference);
        }
        return found.get(0);
    }

    private ObjectNode state() {
        return locked(() -> {
            ObjectNode json = Json.object().put("orders", warehouse.orders().size());
            ObjectNode orders = json.putObject("ordersByStatus");
            for (OrderStatus status : OrderStatus.values()) {
                orders.put(status.wire(), 0);
            }
            warehouse.orders().forEach(order -> count(orders, order.status().wire()));
            json.put("shipments", warehouse.shipments().size());
            ObjectNode shipments = json.putObject("shipmentsByStatus");
            for (ShipmentStatus status : ShipmentStatus.values()) {
                shipments.put(status.wire(), 0);
            }
            warehouse.shipments().forEach(shipment -> count(shipments, shipment.status.wire()));
            json.put("products", warehouse.catalogue.all().size());
            json.put(
                    "refusedDuplicates",
                    api.orders().refused().values().stream().mapToInt(i -> i).sum());
            json.put("stepsWaiting", timetable.waiting());
            json.putObject("webhooks")
                    .put("subscriptions", webhooks.subscriptions().size())
                    .put("outstanding", webhooks.outstanding())
                    .put("delivered", webhooks.delivered())
                    .put("givenUp", webhooks.givenUp())
                    .put("dropped", webhooks.dropped());
            return json;
        });
    }

    private static void count(ObjectNode counts, String name) {
        counts.put(name, counts.path(name).asInt() + 1);
    }

    private <T> T locked(Supplier<T> step) {
        synchronized (warehouse) {
            return step.get();
        }
    }

    private void locked(Runnable step) {
        synchronized (warehouse) {
            step.run();
        }
    }

    @Override
    public void close() {
        vertx.cancelTimer(ticker);
        webhooks.close();
        server.close();
    }
}
