package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.OrderState;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finance's questions in SQL. The states stand in the text, not as parameters: only so partial indexes are used. */
final class JdbcFinance implements Finance {

    private static final String ORDER = "select " + OrderTable.COLUMNS + " from orders";
    private static final int DOCUMENT = OrderTable.COLUMNS.split(",").length + 1;

    private final JdbcLedger ledger;

    JdbcFinance(JdbcLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public List<OrderRow> unposted(String store, Instant dueBefore, int limit) {
        return ledger.read(session -> session.list(
                ORDER + " where state = 'CAPTURED' and parked = 0 and store = ? and due_at < ? order by due_at limit ?",
                OrderTable::read,
                store,
                dueBefore,
                limit));
    }

    @Override
    public List<OrderRow> parkedBeforePosting(int limit) {
        return ledger.read(session -> session.list(
                ORDER + " where parked > 0 and posted_at is null and state not in ('IGNORED', 'CANCELLED')"
                        + " order by changed_at limit ?",
                OrderTable::read,
                limit));
    }

    private record Total(Instant placedAt, OrderState state, String currency, BigDecimal total) {
        LocalDate day() {
            return placedAt.atZone(ZoneOffset.UTC).toLocalDate();
        }
    }

    /** Amounts are texts, so that no database rounds them; they are added here. */
    @Override
    public Days days(String store, Instant from, Instant to, int most) {
        List<Total> totals = ledger.read(session -> session.list(
                "select placed_at, state, currency, total from orders where store = ? and placed_at >= ?"
                        + " and placed_at < ? order by placed_at desc limit ?",
                row -> new Total(
                        Instant.ofEpochMilli(row.getLong(1)),
                        OrderState.valueOf(row.getString(2)),
                        row.getString(3),
                        amount(row.getString(4))),
                store,
                from,
                to,
                most + 1));
        Optional<LocalDate> cutAt =
                totals.size() > most ? Optional.of(totals.get(totals.size() - 1).day()) : Optional.empty();
        Map<LocalDate, Map<String, Day>> days = new LinkedHashMap<>();
        totals.stream()
                .filter(total -> cutAt.filter(total.day()::equals).isEmpty())
                .forEach(total -> days.computeIfAbsent(total.day(), day -> new LinkedHashMap<>())
                        .merge(total.currency(), day(store, total), JdbcFinance::sum));
        List<Day> told = new ArrayList<>();
        days.values().forEach(of -> of.values().stream()
                .sorted(Comparator.comparing(Day::currency))
                .forEach(told::add));
        return new Days(told, cutAt);
    }

    private static Day day(String store, Total total) {
        Sum one = new Sum(1, total.total());
        return switch (total.state()) {
            case CANCELLED, IGNORED -> new Day(total.day(), store, total.currency(), Sum.NONE, Sum.NONE, one);
            case WAITING -> new Day(total.day(), store, total.currency(), Sum.NONE, one, Sum.NONE);
            default -> new Day(total.day(), store, total.currency(), one, Sum.NONE, Sum.NONE);
        };
    }

    private static Day sum(Day one, Day other) {
        return new Day(
                one.day(),
                one.store(),
                one.currency(),
                one.sales().plus(other.sales()),
                one.notDue().plus(other.notDue()),
                one.cancelled().plus(other.cancelled()));
    }

    /** The ledger holds plain decimals; what is none adds nothing to a sum that is for people. */
    private static BigDecimal amount(String text) {
        return text.matches("-?[0-9]{1,15}(\\.[0-9]{1,6})?") ? new BigDecimal(text) : BigDecimal.ZERO;
    }

    @Override
    public List<Placed> placed(String store, Instant from, Instant to, Optional<OrderRow> after, int most) {
        String columns = "o." + OrderTable.COLUMNS.replace(", ", ", o.");
        return ledger.read(session -> session.list(
                "select " + columns + ", d.document from orders o join order_documents d on d.order_key = o.order_key"
                        + " where o.store = ? and (o.placed_at, o.order_key) > (?, ?) and o.placed_at < ?"
                        + " order by o.placed_at, o.order_key limit ?",
                row -> new Placed(OrderTable.read(row), row.getString(DOCUMENT)),
                store,
                after.map(OrderRow::placedAt).orElse(from),
                after.map(row -> row.key().toString()).orElse(""), // every key is longer
                to,
                most));
    }
}
