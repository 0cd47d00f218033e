package io.saddlebag.ledger;

import java.util.List;
import java.util.Optional;

/** The audit trail in the ledger's database. */
final class JdbcAudit implements Audit {

    /** Writes that add to the trail share a lock, so that they wait for each other in this daemon rather than in the database. */
    static final String LOCK = "audit";

    private static final int PAGE = 2_000;

    private final JdbcLedger ledger;
    private final Dialect dialect;

    JdbcAudit(JdbcLedger ledger, Dialect dialect) {
        this.ledger = ledger;
        this.dialect = dialect;
    }

    @Override
    public void add(List<Entry> entries) {
        if (!entries.isEmpty()) {
            ledger.write(LOCK, transaction -> {
                AuditTable.add(transaction, dialect, entries);
                return true;
            });
        }
    }

    @Override
    public List<Chained> find(String subject, Optional<Long> below, int limit) {
        long end = below.orElse(Long.MAX_VALUE);
        return ledger.read(session -> {
            List<Chained> exact = AuditTable.exactly(session, subject, end, limit);
            return exact.isEmpty() ? AuditTable.find(session, subject, end, limit) : exact;
        });
    }

    @Override
    public Page search(Search search) {
        return ledger.read(session -> AuditSearch.search(session, search));
    }

    @Override
    public Verification verify() {
        // The end first: what is added meanwhile lies behind it.
        Optional<Head> end = ledger.read(AuditTable::head);
        if (end.isEmpty()) {
            return new Verification(0, Optional.of("the end of the trail is gone"), new Head(0, ""));
        }
        Head reached = new Head(0, "");
        while (reached.seq() < end.get().seq()) {
            Head from = reached;
            List<Chained> page = ledger.read(session -> AuditTable.after(session, from.seq(), PAGE));
            for (Chained next : page) {
                Optional<String> broken = broken(reached, next);
                if (broken.isPresent()) {
                    return new Verification(reached.seq(), broken, end.get());
                }
                reached = new Head(next.seq(), next.hash());
                if (reached.seq() == end.get().seq()) {
                    break;
                }
            }
            if (page.isEmpty()) {
                return new Verification(
                        reached.seq(),
                        Optional.of("entries " + (reached.seq() + 1) + " to "
                                + end.get().seq() + " are gone"),
                        end.get());
            }
        }
        return new Verification(
                reached.seq(),
                reached.equals(end.get())
                        ? Optional.empty()
                        : Optional.of("the last entry is not the one that was written last"),
                end.get());
    }

    private static Optional<String> broken(Head before, Chained next) {
        if (next.seq() != before.seq() + 1) {
            return Optional.of(
                    "entry " + (before.seq() + 1) + " is gone; the next one is " + next.seq() + " of " + next.at());
        }
        return AuditTable.hash(before.hash(), next.seq(), next.at(), next.entry())
                        .equals(next.hash())
                ? Optional.empty()
                : Optional.of("entry " + next.seq() + " (" + next.entry().subject() + ", " + next.at()
                        + ") is not as it was written, or the one before it");
    }

    @Override
    public Head head() {
        return ledger.read(AuditTable::head).orElse(new Head(0, ""));
    }
}
