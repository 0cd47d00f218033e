package io.saddlebag.cli;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.Event;
import io.saddlebag.ledger.Ledger.OrderRow;
import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints an order's trace for a terminal, one step a line, as wide as its longest words need. Times are UTC. */
final class TracePrinter {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int MOST_PARKED = 100;
    private static final int MOST_NAMED = 3;

    private final PrintStream out;
    private final Terminal terminal;

    TracePrinter(PrintStream out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void print(OrderRow row, Ledger ledger) {
        List<Ledger.Parked> parked = ledger.parked(Optional.of(row.key()), MOST_PARKED);
        List<Event> events = ledger.trace(row.key());
        Optional<Event> waits = row.state().isFinal() || !parked.isEmpty() ? Optional.empty() : waits(events);
        String colour = !parked.isEmpty() ? "red" : waits.isPresent() ? "yellow" : "green";
        out.printf(
                "order %s, number %s: %s%n",
                row.key(), row.number(), terminal.coloured(colour, headline(row, parked, waits)));
        waits.ifPresent(wait ->
                fact("waits", wait.detail() + (isForAPerson(wait, ledger) ? "" : "; it is tried again by itself")));
        fact("total", row.total() + " " + row.currency());
        fact("store", row.storeStatus() + ", placed " + DAY.format(row.placedAt()) + " " + TIME.format(row.placedAt()));
        fact(
                "ERP",
                row.erpNumber().orElse("-") + row.erp().map(erp -> " in " + erp).orElse(""));
        fact(
                "invoice",
                row.invoiceNumber().map(n -> n + ", " + row.invoiceState()).orElse("-"));
        ledger.shipments(row.key())
                .forEach(shipment -> fact(
                        "shipment",
                        shipment.external() + " from " + shipment.warehouse() + ": " + shipment.status() + ", "
                                + (shipment.postedToErp() ? "posted to the ERP" : "not yet in the ERP") + ", "
                                + (shipment.shownInStore() ? "shown in the store" : "not yet shown in the store")));
        out.println();
        trace(events);
        for (Ledger.Parked message : parked) {
            out.println();
            out.println(terminal.coloured(
                    "red",
                    "PARKED " + Ids.shortened(message.id()) + " at " + message.step() + " since "
                            + DAY.format(message.parkedAt()) + " "
                            + TIME.format(message.parkedAt()) + "  [" + message.category() + ", " + message.code()
                            + "]"));
            out.println("  " + message.cause());
            out.println("  -> " + message.remedy());
        }
    }

    /** A partner that a person paused: what it says tells how it goes on. */
    private static boolean isForAPerson(Event wait, Ledger ledger) {
        return ledger.partnerPauses().open().stream()
                .anyMatch(pause -> pause.forced()
                        && (pause.partner().equals(wait.system())
                                || pause.partner().endsWith("." + wait.system())));
    }

    /** What the order waits for comes first: who reads it wants to know whether there is something to do. */
    private static String headline(OrderRow row, List<Ledger.Parked> parked, Optional<Event> waits) {
        if (parked.isEmpty()) {
            return waits.map(wait -> "waits for "
                            + (wait.system().equals("saddlebag") ? "an earlier step" : wait.system()) + ", last tried "
                            + DAY.format(wait.lastAt()) + " "
                            + TIME.format(wait.lastAt()).replaceFirst("[.].*", "") + " UTC (state: "
                            + row.state().words() + ")")
                    .orElse(row.state().words());
        }
        String waiting = parked.stream()
                .limit(MOST_NAMED)
                .map(message -> message.code() + " at " + message.step())
                .collect(Collectors.joining(", "));
        String rest = parked.size() > MOST_NAMED ? ", and " + (parked.size() - MOST_NAMED) + " more" : "";
        return "waits for a person: " + waiting + rest + " (state: "
                + row.state().words() + ")";
    }

    /**
     * What the order waits for now. A daemon that was stopped meanwhile did not note the end of a wait: what the same partner
     * did later for the order shows it.
     */
    private static Optional<Event> waits(List<Event> events) {
        return events.stream()
                .filter(event -> event.step().equals("wait") && waitsStill(event, events))
                .max(Comparator.comparing(Event::lastAt));
    }

    private static boolean waitsStill(Event wait, List<Event> events) {
        return events.stream().noneMatch(later -> isOver(wait, later));
    }

    private static boolean isOver(Event wait, Event later) {
        boolean itsWork = !Set.of("wait", "post-begun").contains(later.step())
                && (!later.step().equals("capture") || wait.id().endsWith("/capture-orders"));
        return itsWork
                && later.lastAt().isAfter(wait.lastAt())
                && (later.system().equals(wait.system()) || wait.system().equals("saddlebag"));
    }

    private void fact(String name, String value) {
        out.printf("  %-9s %s%n", name, value);
    }

    private void trace(List<Event> events) {
        List<String[]> rows = new ArrayList<>();
        String day = "";
        for (Event event : events) {
            String today = DAY.format(event.at());
            if (!today.equals(day)) {
                rows.add(new String[] {today});
                day = today;
            }
            rows.add(new String[] {
                "  " + TIME.format(event.at()),
                Words.step(event.step()),
                event.system(),
                event.step().equals("wait") && !waitsStill(event, events) ? "waited" : event.outcome(),
                event.latency().isZero() ? "" : took(event.latency()),
                event.detail() + again(event)
            });
        }
        int[] widths = new int[5];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length && row.length > 1; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (String[] row : rows) {
            out.println(row.length == 1 ? terminal.coloured("faint", row[0]) : line(row, widths));
        }
    }

    private String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = String.format(
                    Locale.ROOT, i == 4 ? "%" + Math.max(1, widths[i]) + "s" : "%-" + widths[i] + "s", row[i]);
            line.append(i == 3 ? terminal.coloured(colour(row[3]), cell) : cell).append("  ");
        }
        return line.append(row[5]).toString().stripTrailing();
    }

    private static String colour(String outcome) {
        return switch (outcome) {
            case "done", "already-there" -> "green";
            case "waiting" -> "yellow";
            case "refused", "parked" -> "red";
            default -> "faint";
        };
    }

    private static String again(Event event) {
        if (event.attempts() < 2
                || (event.step().equals("wait") && !event.outcome().equals("waiting"))) {
            return "";
        }
        String last = event.attempts() + " times, last " + TIME.format(event.lastAt());
        return switch (event.outcome()) {
            case "waiting" -> " (tried " + last + ")";
            case "done", "already-there" -> " (done " + last + "; a repeat changes nothing)";
            default -> " (" + last + ")";
        };
    }

    private static String took(Duration latency) {
        return latency.toMillis() + " ms";
    }
}
