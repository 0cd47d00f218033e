package io.saddlebag.ledger;

import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The durable memory: one row per order, every step of every order, parked messages, cross references and cursors.
 *
 * <p>Delivery guarantee: a write is on disk when its method returns, and survives kill −9 (facts: camel 9). A write is
 * repeatable: events are upserted by their id, moves that have already happened change nothing. Several writers are
 * grouped into one commit.
 *
 * <p>All methods throw {@link LedgerUnavailable} if the database cannot be reached or written.
 */
public interface Ledger extends AutoCloseable {

    /** The order's row. */
    Optional<OrderRow> order(OrderKey key);

    /** The newest canonical document ({@code order.v1}) kept for the order, as JSON. */
    Optional<String> document(OrderKey key);

    /**
     * Writes one step: state, version, ids and trace together, or nothing.
     *
     * <p>What the step brings decides: a version ({@link Step#seen}) older than the known one changes nothing of the row
     * and moves nothing, and is traced as {@code dropped}; a move against {@link io.saddlebag.order.Lifecycle} leaves the
     * state and is traced as {@code refused}; fields, events, references, shipments and closes are written in any case.
     * The first version creates the row in the wished state, or WAITING.
     *
     * @return the row as it stands afterwards and what became of the wished move; {@code ALREADY_THERE} where none was
     *     wished or the version was older
     * @throws UnknownOrder if the ledger does not know the order and the step does not bring its version
     * @throws LedgerRefused if the database is well but does not accept this write
     */
    StepResult record(Step step);

    /** Every event of an order, oldest first. */
    List<Event> trace(OrderKey key);

    /** Orders that match, newest first, at most {@code filter.limit()}. */
    List<OrderRow> orders(OrderFilter filter);

    /** Whether more orders begin with a text than a search for it looks through (5,000 of each kind): it may miss some. */
    boolean isCut(String text);

    /**
     * How many orders stand in each state, in the order of {@link OrderState}, then {@code PARKED}: orders with an open
     * parked message count there and nowhere else. Every name is present, zero included.
     */
    Map<String, Long> counts();

    /** The order a partner's id belongs to, e.g. {@code ("odoo", "order", "S00042")}. */
    Optional<OrderKey> find(String system, String kind, String externalId);

    /** The partner's ids known for an order. */
    List<CrossReference> references(OrderKey key);

    /** Parks a message; the same message parked again (same id) stays one row and counts an attempt. */
    void park(Parked parked);

    /** Closes parked messages of an order at one step, because it got past it, or a person decided. */
    int close(OrderKey key, String step, String reason);

    /** Open parked messages, oldest first; of one order where a key is given. */
    List<Parked> parked(Optional<OrderKey> key, int limit);

    /** What a person may do with parked messages. */
    ParkedMessages parkedMessages();

    /** Alerts, and what is to be told about them. */
    AlertLedger alerts();

    /** What alert rules ask. */
    AlertFacts alertFacts();

    /** When partners stood still, and their quotas. */
    PartnerPauses partnerPauses();

    /** Comparisons with the partners, and what they found. */
    Reconciliations reconciliations();

    /** What the items of the stores shall show. */
    Publications publications();

    /** What the stores' catalogues hold. */
    StoreItems storeItems();

    /** Stock levels, and what stores have sold of them. */
    StockLedger stock();

    /** Prices on their way to the stores. */
    Prices prices();

    /** Corrections of stock that one partner reported and another follows. */
    Adjustments adjustments();

    /** Key figures by day. */
    Figures figures();

    /** What orders of before are found by. */
    OrderFinds orderFinds();

    /** What warehouses have and owe. */
    Fulfilments fulfilments();

    /** Who did what. */
    Audit audit();

    /** Customers who are forgotten. */
    Erasures erasures();

    /** Items on their way to the stores, and their pictures. */
    Products products();

    /** What stores show and the owners of the fields did not say. */
    Drifts drifts();

    /** What finance asks of the orders. */
    Finance finance();

    /** A durable cursor, e.g. of a poll. */
    Optional<String> cursor(String name);

    /** Moves a cursor. */
    void moveCursor(String name, String value);

    /** Shipments known for an order, by their external key, with what has been done for each. */
    List<ShipmentRow> shipments(OrderKey key);

    /** Notes a happening that belongs to no order; the same again (same id) stays one row and is counted. */
    void note(Notice notice);

    /** The latest happenings, newest first. */
    List<Notice> notices(int limit);

    /** Whether the database can be read and written now; the reason where it cannot. */
    Optional<String> trouble();

    /**
     * How long partner calls took, by {@code "<step> <system>"}: events that had a latency and last happened since, of the
     * most recently changed orders (a bounded sample, so that it stays cheap with a million orders).
     */
    Map<String, Latency> latencies(Instant since);

    /**
     * How long orders took, of those changed since (a bounded sample, the newest): {@code "seen to due"}, {@code "due to
     * posted"}, {@code "due to released"}, {@code "due to shipped"}, {@code "due to completed"}. A leg nobody has gone is absent.
     */
    Map<String, Latency> legs(Instant since);

    @Override
    void close();

    /**
     * An order's row.
     *
     * @param state where it stands
     * @param parked how many parked messages of it are open
     * @param version the version its document has
     * @param storeStatus the store's own status in that version
     * @param erp configured name of its ERP, empty until posted
     * @param erpId the ERP's order id
     * @param erpNumber the ERP's order number
     * @param invoiceNumber the ERP's invoice number
     * @param invoiceState in words: none, draft, posted, paid, cancelled
     * @param storeShows the last status written to the store, empty until then
     * @param total with tax, in {@code currency}
     * @param dueAt when it first was due, empty while it waits
     * @param seenAt when we first saw it
     * @param changedAt when the row last changed
     * @param partner whom it is with: its ERP until a warehouse is asked, then the warehouse, and the ERP again when all has
     *     left; empty where it waits in the store or nothing is expected any more
     */
    record OrderRow(
            OrderKey key,
            String number,
            OrderState state,
            int parked,
            OrderVersion version,
            String storeStatus,
            String currency,
            String total,
            String email,
            Optional<String> erp,
            Optional<String> erpId,
            Optional<String> erpNumber,
            Optional<String> invoiceNumber,
            String invoiceState,
            Optional<String> storeShows,
            Instant placedAt,
            Instant seenAt,
            Optional<Instant> dueAt,
            Instant changedAt,
            Optional<String> partner) {}

    /**
     * One step in an order's trace.
     *
     * @param id deterministic: the same step repeated has the same id
     * @param at when it first happened
     * @param step e.g. {@code captured}, {@code post-order}, {@code ship}
     * @param system partner or {@code saddlebag}
     * @param outcome {@code done}, {@code already-there}, {@code waiting}, {@code refused}, {@code parked}, {@code dropped}, {@code echo}, {@code noted}
     * @param attempts how often it was tried
     * @param latency of the last partner call, zero where there was none
     * @param externalId the partner's id, may be empty
     * @param detail in words, without personal data
     */
    record Event(
            String id,
            OrderKey order,
            Instant at,
            Instant lastAt,
            String step,
            String system,
            String outcome,
            int attempts,
            Duration latency,
            String externalId,
            String detail) {}

    /** A partner's id of one of our documents. */
    record CrossReference(OrderKey order, String system, String kind, String externalId) {}

    /**
     * A shipment and what has been done for it.
     *
     * @param external its deterministic key ({@link io.saddlebag.order.Shipment#external()})
     * @param document {@code shipment.v1} as JSON, the newest version
     */
    record ShipmentRow(
            OrderKey order,
            String external,
            String warehouse,
            String status,
            Instant changedAt,
            boolean postedToErp,
            boolean shownInStore,
            String document) {}

    /**
     * Which orders to list. Empty parts match everything.
     *
     * @param text the beginning of an id, number, e-mail, ERP, invoice or tracking number, or an SKU
     * @param partner whom they are with
     * @param open only those of which something is expected
     * @param after of those that changed at {@code changedBefore} exactly, the ones after this: to go on where a page ended
     */
    record OrderFilter(
            Optional<String> store,
            Optional<OrderState> state,
            Optional<Boolean> parked,
            Optional<String> text,
            Optional<Instant> changedBefore,
            int limit,
            Optional<String> partner,
            boolean open,
            Optional<OrderKey> after) {

        /** With whomever they are, open or not. */
        public OrderFilter(
                Optional<String> store,
                Optional<OrderState> state,
                Optional<Boolean> parked,
                Optional<String> text,
                Optional<Instant> changedBefore,
                int limit) {
            this(store, state, parked, text, changedBefore, limit, Optional.empty(), false, Optional.empty());
        }

        /** Everything, newest first. */
        public static OrderFilter all(int limit) {
            return new OrderFilter(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), limit);
        }
    }

    /**
     * A happening that belongs to no order.
     *
     * @param id deterministic: the same happening has the same id
     * @param source what it happened to, e.g. {@code store.main webhooks}
     * @param severity {@code info}, {@code warn} or {@code error}
     * @param what in words, without personal data
     */
    record Notice(String id, String source, String severity, String what, Instant firstAt, Instant lastAt, int times) {

        /** A happening now. */
        public static Notice now(String source, String severity, String what, Instant at) {
            String id = source + "/" + Integer.toHexString(what.hashCode());
            return new Notice(id.length() > 200 ? id.substring(0, 200) : id, source, severity, what, at, at, 1);
        }
    }

    /** A distribution: how many were measured, half took at most {@code p50}, 95 in 100 at most {@code p95}. */
    record Latency(long count, Duration p50, Duration p95, Duration p99) {}

    /**
     * What a step write did.
     *
     * @param closed parked messages that are closed because the order got past them
     */
    record StepResult(OrderRow row, io.saddlebag.order.Lifecycle.Move move, int closed) {}

    /**
     * A message that waits for a person.
     *
     * @param id deterministic: order, step and message
     * @param route the route that parked it
     * @param queue the queue it is replayed to
     * @param category see {@link io.saddlebag.delivery.Category}, in lower case
     * @param code stable short name of the cause
     * @param cause what happened, in words
     * @param remedy what to do
     * @param payload the original message
     * @param attempts how often it was tried
     * @param open whether it still waits
     * @param closedBecause empty while it waits
     * @param headers what it needs beside its payload to be sent to its queue again
     */
    record Parked(
            String id,
            Optional<OrderKey> order,
            String step,
            String route,
            String queue,
            String category,
            String code,
            String cause,
            String remedy,
            String payload,
            int attempts,
            Instant parkedAt,
            boolean open,
            Optional<String> closedBecause,
            Map<String, String> headers) {
        /** Copies the headers. */
        public Parked {
            headers = Map.copyOf(headers);
        }
    }
}
