package io.saddlebag.ledger;

import io.saddlebag.ledger.Audit.Entry;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.ledger.Publications.Wish;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prices in the ledger's database. Whatever decides writes the audit trail, so it takes the trail's lock first. */
final class JdbcPrices implements Prices {

    private static final String LOCK = JdbcAudit.LOCK;
    private static final int EXPIRED_AT_ONCE = 200;

    private final JdbcLedger ledger;
    private final Dialect dialect;

    JdbcPrices(JdbcLedger ledger, Dialect dialect) {
        this.ledger = ledger;
        this.dialect = dialect;
    }

    @Override
    public void keep(String erp, String run, List<Input> inputs) {
        ledger.write(LOCK, transaction -> {
            for (Input input : inputs) {
                PriceTable.keep(transaction, erp, run, input);
            }
            return true;
        });
    }

    /** What another run has read since this one began is as new. */
    @Override
    public int forgetUnread(String erp, String run) {
        return ledger.write(LOCK, transaction -> {
            Session session = transaction.session();
            Optional<Instant> first = PriceTable.firstReadOf(session, erp, run);
            return first.isEmpty() ? 0 : PriceTable.forgetUnread(session, erp, run, first.get());
        });
    }

    @Override
    public List<Input> due(String erp, Instant now, int limit) {
        return ledger.read(session -> PriceTable.due(session, erp, now, limit));
    }

    @Override
    public int dueAll(String erp, Instant now) {
        return ledger.write(LOCK, transaction -> PriceTable.dueAll(transaction.session(), erp, now));
    }

    @Override
    public Map<String, Standing> standing(String store, Collection<String> skus) {
        return ledger.read(session -> PriceTable.standing(session, store, skus));
    }

    @Override
    public void propose(String store, String erp, String run, Found found) {
        ledger.write(LOCK, transaction -> {
            Session session = transaction.session();
            AuditTable.lock(session, dialect);
            List<Entry> entries = new ArrayList<>();
            for (Trouble trouble : found.troubles()) {
                PriceTable.meet(session, store, trouble.sku(), erp);
                PriceTable.trouble(transaction, store, trouble);
                PriceTable.withdraw(session, store, trouble.sku());
                supersede(transaction, store, trouble.sku(), "the ERP has no price any more: " + trouble.words())
                        .ifPresent(entries::add);
            }
            for (String sku : found.same()) {
                PriceTable.untrouble(session, store, sku);
                PriceTable.withdraw(session, store, sku);
                supersede(transaction, store, sku, "the ERP has the earlier price again")
                        .ifPresent(entries::add);
            }
            for (Proposal proposal : found.proposals()) {
                PriceTable.meet(session, store, proposal.sku(), erp);
                PriceTable.untrouble(session, store, proposal.sku());
                PriceTable.propose(session, store, erp, run, proposal);
            }
            AuditTable.add(transaction, dialect, entries);
            return true;
        });
    }

    private static Optional<Entry> supersede(Transaction transaction, String store, String sku, String why)
            throws SQLException {
        Optional<Hold> open = HoldTable.open(transaction.session(), store, sku);
        if (open.isEmpty() || !HoldTable.end(transaction, open.get().id(), State.SUPERSEDED, Audit.DAEMON, why)) {
            return Optional.empty();
        }
        return Optional.of(entry(Actor.DAEMON, "superseded", open.get(), why));
    }

    @Override
    public int reconsider(String store, Collection<String> skus) {
        return ledger.write(LOCK, transaction -> {
            int reconsidered = 0;
            for (String sku : skus) {
                reconsidered += PriceTable.reconsider(transaction, store, sku) ? 1 : 0;
            }
            return reconsidered;
        });
    }

    @Override
    public Tally tally(String store, String run, Instant since) {
        return ledger.read(session -> PriceTable.tally(session, store, run, since));
    }

    @Override
    public List<Proposal> proposals(String store, String run, int limit) {
        return ledger.read(session -> PriceTable.proposals(session, store, run, limit));
    }

    @Override
    public void settle(String store, String erp, List<Settlement> settlements) {
        ledger.write(LOCK, transaction -> {
            AuditTable.lock(transaction.session(), dialect);
            List<Entry> entries = new ArrayList<>();
            for (Settlement settlement : settlements) {
                settle(transaction, store, erp, settlement, entries);
            }
            AuditTable.add(transaction, dialect, entries);
            return true;
        });
    }

    private static void settle(
            Transaction transaction, String store, String erp, Settlement settlement, List<Entry> entries)
            throws SQLException {
        Session session = transaction.session();
        Proposal proposal = settlement.proposal();
        PriceTable.withdraw(session, store, proposal.sku());
        Optional<Hold> open = HoldTable.open(session, store, proposal.sku());
        if (open.isPresent() && open.get().after().equals(proposal.after())) {
            // It waits already, and its time goes on; a smaller run that brings a part of a mass change frees nothing.
            return;
        }
        supersede(transaction, store, proposal.sku(), "the ERP has another price")
                .ifPresent(entries::add);
        if (!settlement.reasons().isEmpty()) {
            Hold hold = HoldTable.hold(transaction, store, erp, settlement);
            entries.add(entry(Actor.DAEMON, "held", hold, words(hold.reasons())));
            return;
        }
        PriceTable.decide(transaction, store, proposal.sku(), proposal.after(), proposal.because(), proposal.changes());
        wish(transaction, store, proposal.sku(), proposal.after(), settlement.urgency(), proposal.because());
        entries.add(Entry.by(
                Actor.DAEMON,
                "published",
                subject(store, proposal.sku()),
                proposal.before(),
                proposal.after(),
                proposal.because()));
    }

    private static void wish(
            Transaction transaction, String store, String sku, String value, int urgency, String because)
            throws SQLException {
        PublicationTable.wish(transaction, new Wish(store, sku, Aspect.PRICE, value, urgency, because));
    }

    @Override
    public Decided approve(String id, int urgency, Actor actor, String why) {
        return decide(id, State.APPROVED, "approved", actor, why, (transaction, hold) -> {
            PriceTable.decide(
                    transaction,
                    hold.store(),
                    hold.sku(),
                    hold.after(),
                    hold.because(),
                    !hold.before().isEmpty());
            wish(
                    transaction,
                    hold.store(),
                    hold.sku(),
                    hold.after(),
                    urgency,
                    hold.because() + ", approved by " + actor.who());
        });
    }

    @Override
    public Decided refuse(String id, Actor actor, String why) {
        return decide(
                id,
                State.REFUSED,
                "refused",
                actor,
                why,
                (transaction, hold) ->
                        PriceTable.refuse(transaction.session(), hold.store(), hold.sku(), hold.after()));
    }

    private interface Consequence {
        void of(Transaction transaction, Hold hold) throws SQLException;
    }

    private Decided decide(String id, State state, String what, Actor actor, String why, Consequence consequence) {
        return ledger.write(LOCK, transaction -> {
            Session session = transaction.session();
            AuditTable.lock(session, dialect);
            Optional<Hold> hold = HoldTable.find(session, id);
            if (hold.isEmpty() || !HoldTable.end(transaction, id, state, actor.who(), why)) {
                return new Decided(false, hold);
            }
            consequence.of(transaction, hold.get());
            AuditTable.add(transaction, dialect, List.of(entry(actor, what, hold.get(), why)));
            return new Decided(true, HoldTable.find(session, id));
        });
    }

    @Override
    public int expire(Instant now) {
        int all = 0;
        int some;
        do {
            some = ledger.write(LOCK, transaction -> {
                AuditTable.lock(transaction.session(), dialect);
                List<Entry> entries = new ArrayList<>();
                for (Hold hold : HoldTable.expired(transaction.session(), now, EXPIRED_AT_ONCE)) {
                    String why = "nobody decided until " + hold.expiresAt();
                    if (HoldTable.end(transaction, hold.id(), State.EXPIRED, Audit.DAEMON, why)) {
                        entries.add(entry(Actor.DAEMON, "expired", hold, why));
                    }
                }
                AuditTable.add(transaction, dialect, entries);
                return entries.size();
            });
            all += some;
        } while (some == EXPIRED_AT_ONCE);
        return all;
    }

    @Override
    public int forget(Instant endedBefore, int most) {
        return ledger.write(LOCK, transaction -> HoldTable.forget(transaction.session(), endedBefore, most));
    }

    @Override
    public List<Hold> held(Filter filter) {
        return ledger.read(session -> HoldTable.list(session, filter));
    }

    @Override
    public Optional<Hold> hold(String id) {
        return ledger.read(session -> HoldTable.find(session, id));
    }

    @Override
    public List<String> startingWith(String beginning) {
        return ledger.read(session -> session.list(
                "select id from price_holds where substr(id, 1, ?) = ? order by id limit 10",
                row -> row.getString(1),
                beginning.length(),
                beginning));
    }

    @Override
    public List<Hold> history(String store, String sku, int limit) {
        return ledger.read(session -> HoldTable.of(session, store, sku, limit));
    }

    @Override
    public Optional<Price> find(String store, String sku) {
        return ledger.read(session -> PriceTable.find(session, store, sku));
    }

    @Override
    public List<Price> troubles(Optional<String> store, int limit) {
        return ledger.read(session -> PriceTable.troubles(session, store, limit));
    }

    @Override
    public List<Troubled> troubled() {
        return ledger.read(PriceTable::troubled);
    }

    @Override
    public Optional<Input> input(String erp, String sku) {
        return ledger.read(session -> PriceTable.input(session, erp, sku));
    }

    @Override
    public List<Waiting> waiting() {
        return ledger.read(HoldTable::waiting);
    }

    @Override
    public boolean correct(String store, String sku, int urgency, String because) {
        return ledger.write(LOCK, transaction -> {
            Session session = transaction.session();
            Optional<Price> price = PriceTable.find(session, store, sku)
                    .filter(known -> !known.value().isEmpty());
            if (price.isEmpty()) {
                return false;
            }
            wish(transaction, store, sku, price.get().value(), urgency, because);
            PublicationTable.repeat(transaction, store, sku, Aspect.PRICE, urgency, because);
            return true;
        });
    }

    private static Entry entry(Actor actor, String what, Hold hold, String why) {
        return Entry.by(actor, what, subject(hold.store(), hold.sku()), hold.before(), hold.after(), why);
    }

    private static String subject(String store, String sku) {
        return "price/" + store + "/" + sku;
    }

    private static String words(List<Reason> reasons) {
        return reasons.stream().map(Reason::words).collect(Collectors.joining("; "));
    }
}
