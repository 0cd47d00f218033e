package io.saddlebag.stock;

import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.StockLedger;
import io.saddlebag.ledger.StockLedger.IncomingRow;
import io.saddlebag.ledger.StockLedger.ItemRow;
import io.saddlebag.ledger.StockLedger.LevelRow;
import io.saddlebag.ledger.StockLedger.Page;
import io.saddlebag.ledger.StockLedger.Reading;
import io.saddlebag.message.Headers;
import io.saddlebag.message.LevelReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of route {@code record-levels}: takes what partners report of their stock into the ledger.
 *
 * <p>Delivery guarantee: repeatable. Pages of one source stay in sequence (their group is the source); a reading of which a
 * page was parked ends nothing, so that nothing is zeroed and nothing counts as read that was not.
 */
public final class LevelRecords {

    private static final Logger LOG = LoggerFactory.getLogger(LevelRecords.class);

    private static final Duration CATCHING_UP = Duration.ofDays(1);
    private static final int AT_ONCE = 1_000;

    private final Ledger ledger;
    private final StockLedger stock;
    private final Clock clock;

    /** Writes to this ledger. */
    public LevelRecords(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.stock = ledger.stock();
        this.clock = clock;
    }

    /** Makes a connector's report a message, in the group of its source. */
    public void pack(Exchange exchange) {
        LevelReport report = exchange.getMessage().getBody(LevelReport.class);
        exchange.getMessage().setHeader(Headers.GROUP, report.source());
        exchange.getMessage().setBody(Documents.bytes(report));
    }

    /** Records a page of a reading, or its end. */
    public void record(Exchange exchange) {
        LevelReport report =
                Documents.read(Documents.parse(exchange.getMessage().getBody(byte[].class)), LevelReport.class);
        Reading reading = new Reading(report.source(), report.run(), report.asOf(), report.complete());
        if (report.pages().isPresent()) {
            end(reading, report.pages().get());
            return;
        }
        // A page of the report is two of the ledger's, which counts those of levels and of items alike.
        stock.report(new Page(reading, 2 * report.page() - 1), levels(report));
        stock.items(new Page(reading, 2 * report.page()), items(report));
    }

    /** Forgets what orders needed that are done, once all who follow have long seen that they need nothing any more. */
    public void forget() {
        Instant before = clock.instant().minus(CATCHING_UP);
        int forgotten;
        do {
            forgotten = stock.forget(before, AT_ONCE);
        } while (forgotten == AT_ONCE);
    }

    private void end(Reading reading, int pages) {
        if (!stock.finish(reading, 2 * pages)) {
            LOG.warn("the reading {} of {} lacks a page and ends nothing", reading.run(), reading.source());
            ledger.note(Ledger.Notice.now(
                    "levels of " + reading.source(),
                    "warn",
                    "a reading of the stock lacked a page, so what it did not name keeps its level",
                    clock.instant()));
        }
    }

    private static List<LevelRow> levels(LevelReport report) {
        return report.levels().stream()
                .map(level -> new LevelRow(
                        level.location(),
                        level.sku(),
                        level.onHand(),
                        level.reserved(),
                        level.held(),
                        level.incoming().stream()
                                .map(one -> new IncomingRow(one.quantity(), one.expectedAt(), one.reference()))
                                .toList(),
                        level.at()))
                .toList();
    }

    private static List<ItemRow> items(LevelReport report) {
        return report.items().stream()
                .map(item -> new ItemRow(item.sku(), item.category(), item.active(), item.at()))
                .toList();
    }
}
