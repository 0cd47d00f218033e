package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.OrderKey;
import io.saddlebag.personal.Person;
import io.saddlebag.personal.Pseudonyms;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Erasures in the ledger's database: each order in a transaction of its own, the person and the audit trail in the last one. */
final class JdbcErasures implements Erasures {

    private static final String CURSOR = "personal data";

    private final JdbcLedger ledger;
    private final Dialect dialect;

    JdbcErasures(JdbcLedger ledger, Dialect dialect) {
        this.ledger = ledger;
        this.dialect = dialect;
    }

    @Override
    public Survey look(Person person) {
        return ledger.read(session -> survey(found(session, person)));
    }

    /**
     * What is his.
     *
     * @param addresses he bought under
     */
    private record Found(
            List<OrderRow> rows,
            Set<String> addresses,
            List<String> waiting,
            Set<String> accounts,
            Optional<Instant> since) {}

    private Found found(Session session, Person person) throws SQLException {
        Optional<Pseudonyms> pseudonyms = ErasureTables.pseudonyms(session);
        Set<String> addresses = new TreeSet<>();
        List<OrderRow> rows = new ArrayList<>();
        if (person instanceof Person.Mail mail) {
            addresses.add(mail.address());
        } else if (person instanceof Person.Account account) {
            for (OrderRow row : boughtBy(session, account)) {
                rows.add(row);
                addresses.add(new Person.Mail(row.email()).address());
            }
            addresses.remove("");
            addresses.removeIf(Pseudonyms::is);
        }
        Set<OrderKey> known = new LinkedHashSet<>();
        rows.forEach(row -> known.add(row.key()));
        Set<String> waiting = new LinkedHashSet<>();
        Set<String> texts = new TreeSet<>(addresses);
        pseudonyms.ifPresent(all -> {
            texts.add(all.of(person));
            addresses.forEach(address -> texts.add(all.of(new Person.Mail(address))));
        });
        for (String text : texts) {
            for (OrderRow row : withEmail(session, text)) {
                if (known.add(row.key())) {
                    rows.add(row);
                }
            }
        }
        for (String address : addresses) {
            waiting.addAll(ErasedRows.waiting(session, address));
        }
        Set<String> accounts = new TreeSet<>();
        for (OrderRow row : rows) {
            waiting.addAll(ErasedRows.waiting(session, row.key()));
            ErasedRows.account(
                            row.key(), OrderTable.document(session, row.key()).orElse(""))
                    .ifPresent(account -> accounts.add(account.store() + ":" + account.id()));
        }
        Optional<Instant> since =
                pseudonyms.isPresent() ? ErasureTables.since(session, pseudonyms.get(), person) : Optional.empty();
        return new Found(rows, addresses, List.copyOf(waiting), accounts, since);
    }

    private static List<OrderRow> withEmail(Session session, String email) throws SQLException {
        return session.list(
                "select " + OrderTable.COLUMNS + " from orders where email_lower = ? order by order_key",
                OrderTable::read,
                email);
    }

    /** No column has the account: all documents of the store are looked through, which takes its time with many orders. */
    private static List<OrderRow> boughtBy(Session session, Person.Account account) throws SQLException {
        List<OrderRow> bought = new ArrayList<>();
        for (OrderKey key : session.list(
                "select order_key from order_documents where order_key >= ? and order_key < ? and document like ?"
                        + " order by order_key",
                row -> OrderKey.parse(row.getString(1)),
                account.store() + ":",
                account.store() + ";",
                "%\"customer\":{\"id\":\"" + account.id() + "\"%")) {
            Optional<Person.Account> buyer =
                    ErasedRows.account(key, OrderTable.document(session, key).orElse(""));
            if (buyer.filter(account::equals).isPresent()) {
                OrderTable.find(session, key).ifPresent(bought::add);
            }
        }
        return bought;
    }

    private static Survey survey(Found found) {
        return new Survey(
                found.rows().stream()
                        .filter(row -> row.state().isFinal() && !ErasedRows.isErased(row))
                        .map(OrderRow::key)
                        .toList(),
                found.rows().stream()
                        .filter(ErasedRows::isErased)
                        .map(OrderRow::key)
                        .toList(),
                found.rows().stream()
                        .filter(row -> !row.state().isFinal())
                        .map(OrderRow::key)
                        .toList(),
                found.waiting(),
                List.copyOf(found.accounts()),
                found.since());
    }

    @Override
    public Erased erase(Person person, Actor actor) {
        Found found = ledger.read(session -> found(session, person));
        Survey survey = survey(found);
        if (survey.isTooEarly()) {
            return new Erased(survey, Optional.empty(), Map.of(), "");
        }
        Set<Person> people = new LinkedHashSet<>(List.of(person));
        found.addresses().forEach(address -> people.add(new Person.Mail(address)));
        // Remembered first: what is read while this goes on is not kept with his data either.
        Pseudonyms pseudonyms = ledger.write("erasures", transaction -> {
            Pseudonyms all = ErasureTables.madePseudonyms(transaction.session());
            for (Person one : people) {
                ErasureTables.remember(transaction, all, one, all.of(one));
            }
            return all;
        });
        Map<String, Long> changed = new LinkedHashMap<>();
        // Before the orders, which are where the addresses of an account are known from: a crash between is made good
        // by a repeat.
        add(changed, ledger.write("erasures", transaction -> {
            ErasedRows rows = new ErasedRows(transaction.session(), pseudonyms);
            for (String address : found.addresses()) {
                rows.mentions(address);
            }
            return rows.changed();
        }));
        for (OrderKey key : survey.orders()) {
            add(changed, erase(pseudonyms, key));
        }
        String pseudonym = pseudonyms.of(person);
        ledger.audit()
                .add(List.of(Audit.Entry.by(
                        actor,
                        ERASED,
                        "customer/" + pseudonym,
                        survey.since().map(at -> "erased at " + at).orElse(""),
                        survey.orders().size() + " orders erased, their financial record kept",
                        "asked to be forgotten")));
        return new Erased(survey, Optional.of(pseudonym), changed, dialect.purge());
    }

    /** Erases one order; nothing where it has come to life again meanwhile, or is erased already. */
    private Map<String, Long> erase(Pseudonyms pseudonyms, OrderKey key) {
        return ledger.write(key.toString(), transaction -> {
            ErasedRows rows = new ErasedRows(transaction.session(), pseudonyms);
            Optional<OrderRow> row = OrderTable.lock(dialect, transaction.session(), key);
            if (row.filter(JdbcErasures::isDue).isPresent()
                    && ErasedRows.waiting(transaction.session(), key).isEmpty()) {
                rows.erase(row.get());
            }
            return rows.changed();
        });
    }

    private static void add(Map<String, Long> sums, Map<String, Long> more) {
        more.forEach((kind, n) -> sums.merge(kind, n, Long::sum));
    }

    @Override
    public Optional<String> pseudonym(List<Person> buyer, Instant placedAt) {
        return ledger.read(session -> {
            Optional<Pseudonyms> pseudonyms = ErasureTables.pseudonyms(session);
            if (pseudonyms.isEmpty()) {
                return Optional.empty();
            }
            for (Person person : buyer) {
                Optional<String> found = ErasureTables.after(session, pseudonyms.get(), person, placedAt);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        });
    }

    /**
     * An order's place in the order of change.
     *
     * @param due whether it holds something of a person that is to go
     */
    private record Place(Instant changedAt, OrderKey key, boolean due) {}

    /**
     * Goes on where it ended the night before: an order that changes later comes by again, and one that was not over when it was
     * looked at cannot end without changing.
     */
    @Override
    public int forget(Instant changedBefore, int most) {
        Place from = ledger.cursor(CURSOR)
                .map(text -> new Place(
                        Instant.ofEpochMilli(Long.parseLong(text.substring(0, text.indexOf(' ')))),
                        OrderKey.parse(text.substring(text.indexOf(' ') + 1)),
                        false))
                .orElse(new Place(Instant.EPOCH, new OrderKey("0", "0"), false));
        List<Place> page = ledger.read(session -> session.list(
                "select " + OrderTable.COLUMNS + " from orders where changed_at < ? and changed_at >= ?"
                        + " and (changed_at > ? or order_key > ?) order by changed_at, order_key limit ?",
                row -> place(OrderTable.read(row)),
                changedBefore,
                from.changedAt(),
                from.changedAt(),
                from.key().toString(),
                most));
        if (page.isEmpty()) {
            return 0;
        }
        Pseudonyms pseudonyms =
                ledger.write("erasures", transaction -> ErasureTables.madePseudonyms(transaction.session()));
        for (Place place : page) {
            if (place.due()) {
                erase(pseudonyms, place.key());
            }
        }
        Place last = page.get(page.size() - 1);
        ledger.moveCursor(CURSOR, last.changedAt().toEpochMilli() + " " + last.key());
        return page.size();
    }

    private static Place place(OrderRow row) {
        return new Place(row.changedAt(), row.key(), isDue(row));
    }

    private static boolean isDue(OrderRow row) {
        return ErasedRows.isOver(row) && !ErasedRows.isErased(row);
    }
}
