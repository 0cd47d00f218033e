package io.saddlebag.wiring;

import io.saddlebag.ledger.Audit;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.settings.Settings;
import java.util.List;

/** The configured ledger for a command, beside a running daemon. */
public final class LedgerAccess {

    private LedgerAccess() {}

    /**
     * Opens the ledger to read it; creates and changes nothing.
     *
     * @throws io.saddlebag.ledger.LedgerUnavailable if there is none, or it cannot be read
     */
    public static Ledger open(Settings settings) {
        return LedgerFactory.read(Foundation.ledgerSettings(settings, settings.folder("saddlebag.data", "data")));
    }

    /**
     * Adds to the audit trail of an existing ledger; returns when it is committed.
     *
     * @throws io.saddlebag.ledger.LedgerUnavailable if there is none, or it cannot be written
     */
    public static void audit(Settings settings, Audit.Entry entry) {
        try (Ledger ledger = open(settings)) {
            ledger.audit().add(List.of(entry));
        }
    }
}
