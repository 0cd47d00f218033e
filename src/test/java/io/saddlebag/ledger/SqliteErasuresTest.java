package io.saddlebag.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.order.OrderState;
import io.saddlebag.personal.Person;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteErasuresTest extends ErasuresContract {

    @TempDir
    Path folder;

    @Override
    LedgerSettings settings() {
        return LedgerSettings.sqlite(folder.resolve("ledger.db"));
    }

    /** Also in free pages, gaps in pages, and the log, while the ledger is open. */
    @Test
    void nothingOfHimIsLeftInTheFiles() throws IOException {
        for (int id = 100; id < 160; id++) {
            ledger.record(capture(id, id + "@example.org", "", OrderState.COMPLETED));
        }
        everythingOf(1);
        assertThat(bytes()).contains("zoe.quirk", "verylongstreet");

        assertThat(ledger.erasures()
                        .erase(new Person.Mail(EMAIL), new Actor("ann", "command line"))
                        .left())
                .isEmpty();

        assertThat(bytes()).doesNotContain("zoe.quirk", "zx-parcel-77").contains("100@example.org");
    }

    private String bytes() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString().toLowerCase(Locale.ROOT);
    }
}
