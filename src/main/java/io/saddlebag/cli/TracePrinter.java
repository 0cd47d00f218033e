package io.saddlebag.cli;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import java.io.PrintStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Prints an order's trace for a terminal. Times are UTC. */
final class TracePrinter {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final PrintStream out;

    TracePrinter(PrintStream out) {
        this.out = out;
    }

    void print(OrderRow row, Ledger ledger) {
        out.printf(
                "order %s, number %s: %s%s%n",
                row.key(),
                row.number(),
                row.state().words(),
                row.parked() > 0 ? ", and " + row.parked() + " message(s) wait for a person" : "");
        out.printf(
                "  %s %s, store says %s, ERP %s, invoice %s%n",
                row.total(),
                row.currency(),
                row.storeStatus(),
                row.erpNumber().orElse("-"),
                row.invoiceNumber()
                        .map(n -> n + " (" + row.invoiceState() + ")")
                        .orElse("-"));
        ledger.trace(row.key())
                .forEach(event -> out.printf(
                        "  %s  %-13s %-12s %-13s %5s  %s%s%n",
                        TIME.format(event.at()),
                        event.step(),
                        event.system(),
                        event.outcome(),
                        event.latency().isZero() ? "" : event.latency().toMillis() + "ms",
                        event.detail(),
                        event.attempts() > 1 ? " (" + event.attempts() + " times)" : ""));
        ledger.parked(Optional.of(row.key()), 20)
                .forEach(parked -> out.printf(
                        "  PARKED at %s [%s, %s]: %s%n    -> %s%n",
                        parked.step(), parked.category(), parked.code(), parked.cause(), parked.remedy()));
    }
}
