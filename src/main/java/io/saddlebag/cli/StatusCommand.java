package io.saddlebag.cli;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.settings.Settings;
import io.saddlebag.wiring.LedgerAccess;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Prints where an order is and everything that happened to it.")
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private Home home;

    @Parameters(
            paramLabel = "ORDER",
            description = "store:id, the id alone, the order's number, the ERP's number or the invoice's number")
    private String order;

    @Override
    public Integer call() {
        Settings settings = home.settings();
        home.mustHaveRun(settings);
        try (Ledger ledger = LedgerAccess.open(settings)) {
            SortedSet<String> stores = settings.names("saddlebag.store");
            List<OrderRow> found = new OrderFinder(ledger, stores, settings.names("saddlebag.erp")).find(order);
            if (found.isEmpty()) {
                throw unknown(stores);
            }
            if (found.size() > 1) {
                list(found);
                return 1;
            }
            new TracePrinter(System.out, Terminal.now()).print(found.get(0), ledger);
            PausedPartners.of(found.get(0), settings).print(System.out, ledger);
        }
        return 0;
    }

    private Problem unknown(SortedSet<String> stores) {
        String store = order.replaceFirst(":.*", "");
        if (order.indexOf(':') > 0 && !stores.contains(store)) {
            return new Problem("no store is called '" + store + "'; the stores are " + String.join(", ", stores));
        }
        return new Problem("the ledger knows no order '" + order
                + "'; a new one comes with the next poll, an old one with: backfill --store NAME --from DAY --to DAY");
    }

    private void list(List<OrderRow> found) {
        System.out.printf("%d orders fit '%s'; name one of them:%n", found.size(), order);
        for (OrderRow row : found) {
            System.out.printf(
                    "  %-16s number %-10s %-10s %s%n",
                    row.key(),
                    row.number(),
                    row.erpNumber().orElse("-"),
                    row.parked() > 0 ? "waits for a person" : row.state().words());
        }
    }
}
