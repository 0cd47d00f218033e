package io.saddlebag.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDurabilityTest extends DurabilityContract {

    @TempDir
    Path folder;

    @Override
    LedgerSettings settings() {
        return LedgerSettings.sqlite(folder.resolve("ledger.db"));
    }

    /** Another process that holds the write lock longer than the ledger waits. */
    @Override
    AutoCloseable blockWrites() throws Exception {
        Connection other = DriverManager.getConnection(settings().url());
        try (Statement statement = other.createStatement()) {
            statement.execute("begin immediate");
        }
        return other;
    }

    @Test
    void aReadOnlyFileCanBeReadButIsTrouble() {
        ledger.record(LedgerFixtures.aCapture(LedgerFixtures.key(1)));
        ledger.close();

        LedgerSettings readOnly = new LedgerSettings(
                "jdbc:sqlite:file:" + folder.resolve("ledger.db") + "?mode=ro", "", "", 1, Clock.systemUTC());
        ledger = LedgerFactory.open(readOnly);

        assertThat(ledger.order(LedgerFixtures.key(1))).isPresent();
        assertThat(ledger.trouble()).isPresent();
        assertThatThrownBy(() -> ledger.record(LedgerFixtures.aCapture(LedgerFixtures.key(2))))
                .isInstanceOf(LedgerUnavailable.class);
    }

    @Test
    void onlyItsOwnerMayReadTheFile() throws Exception {
        ledger.record(LedgerFixtures.aCapture(LedgerFixtures.key(1)));

        for (String name : new String[] {"ledger.db", "ledger.db-wal"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsUnavailable() throws Exception {
        Path file = Files.writeString(folder.resolve("novel.db"), "It was a dark and stormy night. ".repeat(100));

        assertThatThrownBy(() -> LedgerFactory.open(LedgerSettings.sqlite(file)))
                .isInstanceOf(LedgerUnavailable.class)
                .hasMessageContaining("novel.db");
    }
}
