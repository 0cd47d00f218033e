package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Ledger.Parked;
import io.saddlebag.ledger.Step.Seen;
import io.saddlebag.ledger.Step.ShipmentChange;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderVersion;
import io.saddlebag.personal.ErasedOrder;
import io.saddlebag.personal.MaskedDocument;
import io.saddlebag.personal.Person;
import io.saddlebag.personal.Pseudonyms;
import io.saddlebag.personal.Traces;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Erases what the rows of one order hold of its buyer, and keeps it from coming back with what is written of it later. */
final class ErasedRows {

    /** What stands in the place of a closed message's copy. */
    static final String NO_COPY = "{\"erased\":true}";

    private static final String WAITING = "(is_open = 1 or replay_due is not null)";

    private final Session session;
    private final Pseudonyms pseudonyms;
    private final Map<String, Long> changed = new LinkedHashMap<>();

    ErasedRows(Session session, Pseudonyms pseudonyms) {
        this.session = session;
        this.pseudonyms = pseudonyms;
    }

    /** How many rows of which kind lost something. */
    Map<String, Long> changed() {
        return changed;
    }

    /** Whether an order's buyer was erased. */
    static boolean isErased(OrderRow row) {
        return Pseudonyms.is(row.email());
    }

    /** Who bought it, as far as the row tells. */
    static Person buyer(OrderRow row) {
        return row.email().isBlank() ? new Person.Buyer(row.key()) : new Person.Mail(row.email());
    }

    /** Whether the order can be erased: nothing more is expected of it, and nobody is asked about it. */
    static boolean isOver(OrderRow row) {
        return row.state().isFinal() && row.parked() == 0;
    }

    /** The version as an erased order keeps it, whoever brings it: he may have read the row before it was erased. */
    static Seen kept(OrderRow known, Seen seen) {
        if (!isErased(known) || Pseudonyms.is(seen.email())) {
            return seen;
        }
        ErasedOrder.Kept kept = ErasedOrder.of(seen.document(), known.email());
        return new Seen(
                new OrderVersion(
                        seen.version().modifiedAt(),
                        kept.hash().orElse(seen.version().hash())),
                seen.number(),
                seen.storeStatus(),
                seen.currency(),
                seen.total(),
                known.email(),
                seen.placedAt(),
                kept.document());
    }

    /** A shipment of an erased order. */
    static ShipmentChange kept(ShipmentChange change) {
        return new ShipmentChange(
                change.external(),
                change.warehouse(),
                change.status(),
                change.changedAt(),
                change.document().map(ErasedOrder::shipment),
                change.postedToErp(),
                change.shownInStore());
    }

    /** A message of an erased order. */
    static Parked kept(Parked parked) {
        return new Parked(
                parked.id(),
                parked.order(),
                parked.step(),
                parked.route(),
                parked.queue(),
                parked.category(),
                parked.code(),
                parked.cause(),
                parked.remedy(),
                MaskedDocument.blank(parked.payload()),
                parked.attempts(),
                parked.parkedAt(),
                parked.open(),
                parked.closedBecause(),
                parked.headers());
    }

    /** Erases an order, which is over and locked. Its time of change stays: nothing happened to it. */
    void erase(OrderRow row) throws SQLException {
        String key = row.key().toString();
        String pseudonym = pseudonyms.of(buyer(row));
        String document = OrderTable.document(session, row.key()).orElse("");
        Traces traces = Traces.of(document, row.email(), parcels(row.key()));
        ErasedOrder.Kept kept = ErasedOrder.of(document, pseudonym);
        count(
                "orders",
                session.update(
                        "update orders set email = ?, email_lower = ?, hash = ? where order_key = ?",
                        pseudonym,
                        pseudonym,
                        kept.hash().orElse(row.version().hash()),
                        key));
        session.update("update order_documents set document = ? where order_key = ?", kept.document(), key);
        for (Ledger.ShipmentRow shipment : ShipmentTable.of(session, row.key())) {
            session.update(
                    "update shipments set document = ? where order_key = ? and external = ?",
                    shipment.document().isEmpty() ? "" : ErasedOrder.shipment(shipment.document()),
                    key,
                    shipment.external());
        }
        count("tracking numbers", session.update("delete from tracking_numbers where order_key = ?", key));
        count(
                "copies of messages",
                session.update(
                        "update parked set payload = ?, edited = null where order_key = ? and payload <> ?",
                        NO_COPY,
                        key,
                        NO_COPY));
        clean(traces, key);
    }

    private List<String> parcels(OrderKey key) throws SQLException {
        return session.list(
                "select tracking_number from tracking_numbers where order_key = ?",
                found -> found.getString(1),
                key.toString());
    }

    /** Words that tell of the order: they hold nothing personal, but for what a partner repeated before it was masked. */
    private void clean(Traces traces, String key) throws SQLException {
        clean(traces, "events", "id", List.of("detail"), "order_key = ?", key);
        clean(traces, "parked", "id", List.of("cause", "remedy", "closed_because"), "order_key = ?", key);
        clean(
                traces,
                "parked_events",
                "seq",
                List.of("detail"),
                "parked_id in (select id from parked where order_key = ?)",
                key);
        clean(traces, "differences", "id", List.of("detail", "repair_result", "closed_because"), "order_key = ?", key);
        clean(
                traces,
                "difference_events",
                "seq",
                List.of("detail"),
                "difference_id in (select id from differences where order_key = ?)",
                key);
    }

    /** Words that tell of no order, or of many, and name an address. */
    void mentions(String address) throws SQLException {
        Traces traces = new Traces(Set.of(address));
        String like = like(address);
        clean(traces, "notices", "id", List.of("what"), mention("what"), like);
        clean(traces, "alerts", "id", List.of("what"), mention("what"), like);
        clean(traces, "alert_deliveries", "id", List.of("document"), mention("document"), like);
        count(
                "copies of messages",
                session.update(
                        "update parked set payload = ?, edited = null where not " + WAITING + " and "
                                + mention("payload"),
                        NO_COPY,
                        like));
        count(
                "copies of messages",
                session.update(
                        "update parked set payload = ?, edited = null where not " + WAITING
                                + " and edited is not null and " + mention("edited"),
                        NO_COPY,
                        like));
    }

    /** Ids of messages that name an address and wait. */
    static List<String> waiting(Session session, String address) throws SQLException {
        return session.list(
                "select id from parked where " + WAITING + " and (" + mention("payload") + " or " + mention("edited")
                        + ") order by id limit 100",
                row -> row.getString(1),
                like(address),
                like(address));
    }

    /** Ids of an order's messages that wait for a person, or to be sent again. */
    static List<String> waiting(Session session, OrderKey order) throws SQLException {
        return session.list(
                "select id from parked where order_key = ? and " + WAITING + " order by id limit 100",
                row -> row.getString(1),
                order.toString());
    }

    private static String mention(String column) {
        return "lower(" + column + ") like ? escape '!'";
    }

    private static String like(String address) {
        return "%" + address.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }

    private void clean(Traces traces, String table, String id, List<String> columns, String where, String value)
            throws SQLException {
        List<List<String>> rows = session.list(
                "select " + id + ", " + String.join(", ", columns) + " from " + table + " where " + where,
                row -> {
                    List<String> texts = new ArrayList<>();
                    for (int i = 1; i <= columns.size() + 1; i++) {
                        texts.add(Objects.requireNonNullElse(row.getString(i), ""));
                    }
                    return texts;
                },
                value);
        for (List<String> row : rows) {
            List<String> before = row.subList(1, row.size());
            List<String> after = before.stream().map(traces::cleaned).toList();
            if (!before.equals(after)) {
                List<Object> values = new ArrayList<>(after);
                values.add(id.equals("seq") ? (Object) Long.valueOf(row.get(0)) : row.get(0));
                values.add(value);
                count(
                        "words",
                        session.update(
                                "update " + table + " set "
                                        + columns.stream()
                                                .map(column -> column + " = case when " + column
                                                        + " is null then null else ? end")
                                                .collect(Collectors.joining(", "))
                                        + " where " + id + " = ? and " + where,
                                values.toArray()));
            }
        }
    }

    private void count(String kind, int rows) {
        if (rows > 0) {
            changed.merge(kind, (long) rows, Long::sum);
        }
    }

    /** The customer's account at the store, as far as an order's document tells. */
    static Optional<Person.Account> account(OrderKey key, String document) {
        return ErasedOrder.customer(document).map(id -> new Person.Account(key.store(), id));
    }
}
