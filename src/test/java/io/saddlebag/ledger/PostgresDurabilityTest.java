package io.saddlebag.ledger;

import static io.saddlebag.ledger.LedgerFixtures.aCapture;
import static io.saddlebag.ledger.LedgerFixtures.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresDurabilityTest extends DurabilityContract {

    private PostgresPlace postgres;
    private LedgerSettings settings;

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

    @BeforeEach
    @Override
    void open() {
        settings = postgres.emptyDatabase();
        super.open();
    }

    @Override
    LedgerSettings settings() {
        return settings;
    }

    @Override
    AutoCloseable blockWrites() throws SQLException {
        return postgres.readOnly();
    }

    @Test
    void aCutConnectionIsReplacedWithoutAnybodyNoticing() throws SQLException {
        ledger.record(aCapture(key(1)));
        postgres.cut();

        ledger.record(aCapture(key(1)));
        ledger.record(aCapture(key(2)));

        assertThat(ledger.counts()).contains(entry("CAPTURED", 2L));
    }
}
