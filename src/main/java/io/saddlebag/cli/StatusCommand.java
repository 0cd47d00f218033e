package io.saddlebag.cli;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.OrderKey;
import io.saddlebag.settings.Settings;
import io.saddlebag.wiring.LedgerAccess;
import java.util.List;
import java.util.Optional;
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
            description = "store:id, the order's number, the ERP's number or the invoice's number")
    private String order;

    @Override
    public Integer call() {
        Settings settings = home.settings();
        try (Ledger ledger = LedgerAccess.open(settings)) {
            List<OrderRow> found = find(ledger);
            if (found.isEmpty()) {
                throw new Problem(
                        "the ledger knows no order '" + order
                                + "'; a new one comes with the next poll, an old one with: backfill --store NAME --from DAY --to DAY");
            }
            TracePrinter printer = new TracePrinter(System.out, Terminal.now());
            for (int i = 0; i < found.size(); i++) {
                if (i > 0) {
                    System.out.println();
                }
                printer.print(found.get(i), ledger);
            }
        }
        return 0;
    }

    private List<OrderRow> find(Ledger ledger) {
        if (order.indexOf(':') > 0) {
            try {
                return ledger.order(OrderKey.parse(order)).stream().toList();
            } catch (IllegalArgumentException e) {
                throw new Problem(e.getMessage());
            }
        }
        return ledger
                .orders(new Ledger.OrderFilter(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(order), Optional.empty(), 10))
                .stream()
                .toList();
    }
}
