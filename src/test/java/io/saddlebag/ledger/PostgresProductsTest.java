package io.saddlebag.ledger;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresProductsTest extends ProductsContract {

    private PostgresPlace postgres;

    @BeforeAll
    void startServer() {
        postgres = PostgresPlace.start();
    }

    @AfterAll
    void stopServer() throws IOException {
        if (postgres != null) {
            postgres.close();
        }
    }

    @Override
    LedgerSettings settings() {
        return postgres.emptyDatabase();
    }
}
