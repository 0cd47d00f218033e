package io.saddlebag.wiring;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.settings.Settings;

/** Reads the configured ledger for a command, beside a running daemon. */
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
}
