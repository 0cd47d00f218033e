package io.saddlebag.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.message.LevelReport;
import io.saddlebag.message.LevelReport.Item;
import io.saddlebag.message.LevelReport.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LevelRecordsTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void aReadingOfWhichAPageWasParkedZeroesNothingAndIsTold() {
        try (Ledger ledger = LedgerFactory.open(LedgerSettings.sqlite(folder.resolve("ledger.db")))) {
            LevelRecords levels = new LevelRecords(ledger, Clock.systemUTC());
            record(levels, page("first", 1, T0, "MUG"));
            record(levels, page("first", 2, T0, "CUP"));
            record(levels, LevelReport.end("erp.odoo", "first", T0, true, 2));

            Instant later = T0.plusSeconds(60);
            record(levels, page("second", 2, later, "CUP"));
            record(levels, LevelReport.end("erp.odoo", "second", later, true, 2));

            assertThat(ledger.stock().levels("MUG"))
                    .singleElement()
                    .satisfies(level -> assertThat(level.row().onHand()).isEqualTo(5));
            assertThat(ledger.stock().feeds()).singleElement().satisfies(feed -> assertThat(feed.asOf())
                    .isEqualTo(T0));
            assertThat(ledger.notices(5)).singleElement().satisfies(notice -> assertThat(notice.what())
                    .contains("lacked a page"));
        }
    }

    private static LevelReport page(String run, int number, Instant at, String sku) {
        return LevelReport.page(
                "erp.odoo",
                run,
                at,
                true,
                number,
                List.of(new Level("WH", sku, 5, 0, 0, List.of(), at)),
                List.of(new Item(sku, "All", true, at)));
    }

    private static void record(LevelRecords levels, LevelReport report) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(report);
        levels.pack(exchange);
        levels.record(exchange);
    }
}
