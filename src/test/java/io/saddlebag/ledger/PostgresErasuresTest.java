package io.saddlebag.ledger;

import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresErasuresTest extends ErasuresContract {

    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer();

    @Override
    LedgerSettings settings() {
        return POSTGRES.emptyDatabase();
    }
}
