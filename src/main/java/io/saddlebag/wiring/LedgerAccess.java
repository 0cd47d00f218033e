package io.saddlebag.wiring;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.settings.Settings;

/** Opens the configured ledger for a command, beside a running daemon. */
public final class LedgerAccess {

    private LedgerAccess() {}

    /**
     * Opens the ledger.
     *
     * @throws io.saddlebag.ledger.LedgerUnavailable if it cannot be opened
     */
    public static Ledger open(Settings settings) {
        return LedgerFactory.open(Foundation.ledgerSettings(settings, settings.folder("saddlebag.data", "data")));
    }
}
