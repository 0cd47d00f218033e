package io.saddlebag.sandbox.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Orders, shipments and stock: the one place that changes them. What moved and what is on its way stands in {@link Goods}. Not synchronised itself; whoever calls holds this object's
 * monitor, so that several steps can be one.
 */
final class Warehouse {

    private record Key(long channel, String reference) {}

    final Catalogue catalogue;
    final Routine routine;
    final Goods goods;

    private final ShipBobOptions options;
    private final Allocation allocation;
    private final Announcements announcements;
    private final Map<Long, Order> orders = new LinkedHashMap<>();
    private final Map<Key, Order> byReference = new HashMap<>();
    private final Map<Long, Shipment> shipments = new HashMap<>();
    private final NavigableMap<Long, Order> byUpdate = new TreeMap<>();
    private final Set<Shipment> waitingForStock = new LinkedHashSet<>();
    private long lastOrder = 900_000_000;
    private long lastShipment = 300_000_000;
    private long lastUpdate;

    Warehouse(ShipBobOptions options, Routine routine, Announcements announcements) {
        this.options = options;
        this.catalogue = new Catalogue(options);
        this.allocation = new Allocation(options);
        this.routine = routine;
        this.goods = new Goods(options.clock());
        this.announcements = announcements;
    }

    Collection<Order> orders() {
        return orders.values();
    }

    /** Every order, the one that changed last first. */
    Collection<Order> byUpdate() {
        return byUpdate.descendingMap().values();
    }

    Collection<Shipment> shipments() {
        return shipments.values();
    }

    Optional<Order> order(long id) {
        return Optional.ofNullable(orders.get(id));
    }

    Optional<Order> order(long channel, String reference) {
        return Optional.ofNullable(byReference.get(new Key(channel, reference)));
    }

    /** The orders with this reference in any channel. */
    Stream<Order> orders(String reference) {
        return options.channels().stream().flatMap(channel -> order(channel.id(), reference).stream());
    }

    Optional<Shipment> shipment(long id) {
        return Optional.ofNullable(shipments.get(id));
    }

    Optional<Centre> centre(int id) {
        return allocation.centre(id);
    }

    /** Accepts an order whose reference is new in its channel. */
    Order place(Channel channel, String reference, List<Line> lines, Optional<Centre> wished, JsonNode asked) {
        Instant now = now();
        Order order = new Order(++lastOrder, channel, reference, lines, asked, now);
        orders.put(order.id, order);
        byReference.put(new Key(channel.id(), reference), order);
        for (Allocation.Part part : allocation.allocate(lines, wished)) {
            Shipment shipment = add(order, part.centre(), part.items(), now);
            if (part.covered()) {
                commit(shipment);
            } else {
                shortOf(shipment);
            }
        }
        touch(order, now);
        for (Shipment shipment : List.copyOf(order.shipments)) {
            if (shipment.open()) {
                routine.opened(this, shipment, now);
            } else {
                announcements.shipment(Topic.EXCEPTION, shipment);
            }
        }
        return order;
    }

    void pick(Shipment shipment) {
        become(shipment, ShipmentDetail.PICKED, LogEntry.Type.PICKED);
    }

    void pack(Shipment shipment) {
        become(shipment, ShipmentDetail.PACKED, LogEntry.Type.PACKED);
    }

    /** Labels a shipment and hands it over. {@code order.shipped} goes out when the order's last label is printed. */
    void ship(Shipment shipment) {
        Instant now = now();
        if (shipment.detail == ShipmentDetail.NONE) {
            pick(shipment);
            pack(shipment);
        }
        shipment.trackingNumber = Optional.of("94001" + (10_000_000_000_000_000L + shipment.id));
        shipment.trackingUpdated = Optional.of(now);
        shipment.fulfilled = Optional.of(now);
        become(shipment, ShipmentDetail.LABELED, LogEntry.Type.LABELED);
        become(shipment, ShipmentDetail.AWAITING_CARRIER, LogEntry.Type.LABEL_VALIDATED);
        for (Item item : shipment.items) {
            Product.Stock stock = item.line().product().at(shipment.centre.id());
            stock.onHand -= item.quantity();
            stock.committed -= item.quantity();
            goods.moved(
                    "OrderPicked",
                    item.line().product(),
                    shipment.centre.id(),
                    -item.quantity(),
                    Optional.of(shipment.order.id));
        }
        shipment.committed = false;
        if (shipment.order.status() == OrderStatus.FULFILLED) {
            announcements.order(Topic.ORDER_SHIPPED, shipment.order);
        }
        routine.shipped(this, shipment, now);
    }

    /** A carrier scan. */
    void scan(Shipment shipment, ShipmentDetail detail) {
        LogEntry.Type type =
                switch (detail) {
                    case IN_TRANSIT -> LogEntry.Type.IN_TRANSIT;
                    case OUT_FOR_DELIVERY -> LogEntry.Type.OUT_FOR_DELIVERY;
                    case DELIVERED -> LogEntry.Type.DELIVERED;
                    case DELIVERY_EXCEPTION -> LogEntry.Type.DELIVERY_EXCEPTION;
                    default -> throw new IllegalArgumentException(detail + " is no carrier scan");
                };
        shipment.trackingUpdated = Optional.of(now());
        become(shipment, detail, type);
        announcements.shipment(Topic.TRACKING_UPDATED, shipment);
    }

    void deliver(Shipment shipment) {
        shipment.delivered = Optional.of(now());
        scan(shipment, ShipmentDetail.DELIVERED);
        announcements.shipment(Topic.DELIVERED, shipment);
        boolean all = shipment.order.shipments.stream()
                .filter(other -> !other.cancelled())
                .allMatch(other -> other.delivered.isPresent());
        if (all) {
            announcements.order(Topic.ORDER_DELIVERED, shipment.order);
        }
    }

    void hold(Shipment shipment, ShipmentDetail reason) {
        become(shipment, reason, LogEntry.Type.ON_HOLD);
        announcements.shipment(Topic.ON_HOLD, shipment);
    }

    /** Stops a shipment; its units are given back, as the goods are not there. */
    void except(Shipment shipment, ShipmentDetail reason) {
        uncommit(shipment);
        become(shipment, reason, LogEntry.Type.EXCEPTION);
        announcements.shipment(Topic.EXCEPTION, shipment);
    }

    /** Lets a held or excepted shipment go on if the stock is there; says whether it does. */
    boolean release(Shipment shipment) {
        if (!shipment.committed && !Allocation.covers(shipment.centre, shipment.items)) {
            return false;
        }
        if (waitingForStock.remove(shipment)) {
            shipment.items.forEach(item -> item.line().product().backordered -= item.quantity());
        }
        if (!shipment.committed) {
            commit(shipment);
        }
        become(shipment, ShipmentDetail.NONE, LogEntry.Type.RELEASED);
        routine.opened(this, shipment, now());
        return true;
    }

    /** Cancels whatever the shipment's state; the caller has asked {@link Shipment#cancellable()} if it must. */
    void cancel(Shipment shipment) {
        uncommit(shipment);
        if (waitingForStock.remove(shipment)) {
            shipment.items.forEach(item -> item.line().product().backordered -= item.quantity());
        }
        Instant now = now();
        shipment.status = ShipmentStatus.CANCELLED;
        shipment.detail = ShipmentDetail.NONE;
        shipment.log.add(new LogEntry(LogEntry.Type.CANCELLED, now));
        shipment.updated = now;
        touch(shipment.order, now);
        announcements.shipment(Topic.CANCELLED, shipment);
    }

    /** Takes items out of an open shipment into a new one. */
    Shipment split(Shipment from, List<Item> taken) {
        List<Item> left = new ArrayList<>();
        for (Item item : from.items) {
            int out = taken.stream()
                    .filter(other -> other.line() == item.line())
                    .mapToInt(Item::quantity)
                    .sum();
            if (item.quantity() > out) {
                left.add(new Item(item.line(), item.quantity() - out));
            }
        }
        Instant now = now();
        from.items = List.copyOf(left);
        from.updated = now;
        from.log.add(new LogEntry(LogEntry.Type.SPLIT, now));
        Shipment part = add(from.order, from.centre, taken, now);
        part.detail = from.detail;
        part.committed = from.committed;
        touch(from.order, now);
        return part;
    }

    void trackingUploaded(Shipment shipment, boolean uploaded) {
        shipment.trackingUploaded = uploaded;
        Instant now = now();
        shipment.updated = now;
        touch(shipment.order, now);
    }

    /** Sets the units on hand; shipments that waited for stock go on if they can, the oldest first. */
    void stock(Product product, int centre, int onHand) {
        product.received = true;
        product.at(centre).onHand = onHand;
        for (Shipment shipment : List.copyOf(waitingForStock)) {
            release(shipment);
        }
    }

    /** A count, damage or find: units more or fewer than the books said. */
    void adjust(Product product, int centre, int change) {
        stock(product, centre, product.at(centre).onHand + change);
        goods.moved("InventoryAdjusted", product, centre, change, Optional.empty());
    }

    /** Stows what was announced. */
    void arrive(long id) {
        Receipt receipt = goods.stow(id);
        stock(receipt.product(), receipt.centre(), receipt.product().at(receipt.centre()).onHand + receipt.quantity());
        goods.moved("ReceivingStow", receipt.product(), receipt.centre(), receipt.quantity(), Optional.empty());
    }

    private Shipment add(Order order, Centre centre, List<Item> items, Instant now) {
        Shipment shipment = new Shipment(++lastShipment, order, centre, items, now);
        shipment.log.add(new LogEntry(LogEntry.Type.CREATED, now));
        order.shipments.add(shipment);
        shipments.put(shipment.id, shipment);
        return shipment;
    }

    private void shortOf(Shipment shipment) {
        boolean unknown = shipment.items.stream().anyMatch(item -> !item.line().product().received);
        shipment.detail = unknown ? ShipmentDetail.UNKNOWN_SKU : ShipmentDetail.OUT_OF_STOCK;
        shipment.status = ShipmentStatus.EXCEPTION;
        shipment.log.add(new LogEntry(LogEntry.Type.EXCEPTION, shipment.created));
        shipment.items.forEach(item -> item.line().product().backordered += item.quantity());
        waitingForStock.add(shipment);
    }

    private static void commit(Shipment shipment) {
        shipment.items.forEach(item -> item.line().product().at(shipment.centre.id()).committed += item.quantity());
        shipment.committed = true;
    }

    private static void uncommit(Shipment shipment) {
        if (shipment.committed) {
            shipment.items.forEach(item -> item.line().product().at(shipment.centre.id()).committed -= item.quantity());
            shipment.committed = false;
        }
    }

    private void become(Shipment shipment, ShipmentDetail detail, LogEntry.Type type) {
        Instant now = now();
        shipment.status = detail.status();
        shipment.detail = detail;
        shipment.log.add(new LogEntry(type, now));
        shipment.updated = now;
        touch(shipment.order, now);
    }

    private void touch(Order order, Instant now) {
        byUpdate.remove(order.updateNumber);
        order.updateNumber = ++lastUpdate;
        order.updated = now;
        byUpdate.put(order.updateNumber, order);
    }

    private Instant now() {
        return options.clock().instant();
    }
}
