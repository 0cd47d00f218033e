package io.saddlebag.ledger;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteFinanceTest extends FinanceContract {

    @TempDir
    Path folder;

    @Override
    LedgerSettings settings() {
        return LedgerSettings.sqlite(folder.resolve("ledger.db"));
    }
}
