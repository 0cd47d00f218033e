package io.saddlebag.ledger;

import io.saddlebag.ledger.StockLedger.LevelRow;
import io.saddlebag.ledger.StockLedger.Page;
import io.saddlebag.ledger.StockLedger.Reading;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints how long 100,000 SKUs at five places take: first known, read again unchanged, read completely, and rebuilt.
 * Argument: {@code sqlite} or {@code postgresql}.
 */
final class StockLoad {

    private static final int SKUS = 100_000;
    private static final int PLACES = 5;
    private static final int PAGE = 1_000;

    private StockLoad() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("postgresql")) {
            try (PostgresPlace postgres = PostgresPlace.start()) {
                measure(postgres.emptyDatabase());
            }
        } else {
            measure(LedgerSettings.sqlite(Files.createTempDirectory("stock").resolve("ledger.db")));
        }
    }

    private static void measure(LedgerSettings settings) {
        try (Ledger ledger = LedgerFactory.open(settings)) {
            StockLedger stock = ledger.stock();
            read(stock, new Reading("erp.odoo", "first", Instant.now(), true));
            read(stock, new Reading("erp.odoo", "again", Instant.now(), false));
            read(stock, new Reading("erp.odoo", "complete", Instant.now(), true));
            Instant start = Instant.now();
            long[] count = {0};
            stock.rebuild(change -> count[0]++);
            print("rebuilt " + count[0], start);
        }
    }

    private static void read(StockLedger stock, Reading reading) {
        Instant start = Instant.now();
        int pages = 0;
        int changed = 0;
        for (int first = 0; first < SKUS; first += PAGE / PLACES) {
            List<LevelRow> levels = new ArrayList<>(PAGE);
            for (int sku = first; sku < first + PAGE / PLACES; sku++) {
                for (int place = 0; place < PLACES; place++) {
                    levels.add(new LevelRow(
                            "WH" + place, "SKU-" + sku, 10 + sku % 7, place, 0, List.of(), reading.asOf()));
                }
            }
            changed += stock.report(new Page(reading, ++pages), levels);
        }
        stock.finish(reading, pages);
        print(reading.run() + ": " + changed + " changed", start);
    }

    private static void print(String what, Instant start) {
        System.out.println(
                what + " in " + Duration.between(start, Instant.now()).toMillis() + " ms");
    }
}
