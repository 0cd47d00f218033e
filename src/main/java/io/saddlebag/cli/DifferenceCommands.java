package io.saddlebag.cli;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Reconciliations.Difference;
import io.saddlebag.ledger.Reconciliations.DifferenceState;
import io.saddlebag.ledger.Reconciliations.Found;
import io.saddlebag.ledger.Reconciliations.Remark;
import io.saddlebag.order.OrderKey;
import io.saddlebag.recovery.reconciliation.Kind;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a person may do with one difference. */
final class DifferenceCommands {

    private static final String PATH = "/api/v1/reconciliation/differences/";

    private static final String LISTS = "'reconcile' lists those that are open";

    private DifferenceCommands() {}

    private static Difference find(Ledger ledger, String beginning) {
        List<String> ids =
                beginning.matches("[0-9a-f]+") ? ledger.reconciliations().startingWith(beginning) : List.of();
        String id = Ids.only(ids, "difference", beginning, LISTS);
        return ledger.reconciliations()
                .difference(id)
                .orElseThrow(() -> new Problem("the difference " + id + " was just forgotten; " + LISTS));
    }

    private static String whole(Home home, String beginning) {
        return home.read(ledger -> find(ledger, beginning).found().id());
    }

    /** One difference. */
    @Command(name = "show", mixinStandardHelpOptions = true, description = "Prints one difference with its history.")
    static final class Show implements Callable<Integer> {

        @Mixin
        private Home home;

        @Parameters(paramLabel = "ID", description = "its id, or the beginning of it")
        private String id;

        @Override
        public Integer call() {
            Difference difference = home.read(ledger -> find(ledger, id));
            Found found = difference.found();
            fact("id", found.id());
            fact(
                    "kind",
                    found.kind() + ": " + Kind.of(found.kind()).map(Kind::words).orElse(""));
            fact("order", found.order().map(OrderKey::toString).orElse("none"));
            fact("system", found.system() + (found.subject().isEmpty() ? "" : ", " + found.subject()));
            fact("value", found.amount().toPlainString() + " " + found.currency());
            fact("what", found.detail());
            found.parked()
                    .ifPresent(parked -> fact("parked", parked + "; 'parked show " + Ids.shortened(parked) + "'"));
            fact(
                    "state",
                    difference.state().name().toLowerCase(Locale.ROOT)
                            + difference.closedBecause().map(why -> ": " + why).orElse("")
                            + ", first seen " + Moment.text(difference.firstSeen()) + ", last "
                            + Moment.text(difference.lastSeen()) + " UTC");
            if (difference.state() == DifferenceState.OPEN) {
                fact(
                        "do",
                        found.repair().isEmpty()
                                ? "mend it by hand; the next run closes it"
                                : "'reconcile repair " + Ids.shortened(found.id()) + "' (" + found.repair() + ")");
            }
            System.out.println();
            for (Remark remark : difference.history()) {
                System.out.printf(
                        "  %s  %-11s %-12s %s%n",
                        Moment.text(remark.at()), remark.action(), remark.actor(), remark.detail());
            }
            return 0;
        }

        private static void fact(String name, String value) {
            System.out.printf("%-7s %s%n", name, value);
        }
    }

    /** Has one mended. */
    @Command(
            name = "repair",
            mixinStandardHelpOptions = true,
            description = "Has the running daemon repair one difference.")
    static final class Repair implements Callable<Integer> {

        @Mixin
        private Home home;

        @Mixin
        private Author author;

        @Parameters(paramLabel = "ID", description = "its id, or the beginning of it")
        private String id;

        @Override
        public Integer call() throws InterruptedException {
            DaemonApi.of(home, home.settings())
                    .send(
                            "POST",
                            PATH + whole(home, id) + "/repair",
                            author.signed().toString());
            System.out.println("the repair is under way; 'reconcile' in a minute tells whether it is closed");
            return 0;
        }
    }

    /** Takes one as it is. */
    @Command(
            name = "accept",
            mixinStandardHelpOptions = true,
            description = "Takes a difference as it is: it counts no more until its value changes.")
    static final class Accept implements Callable<Integer> {

        @Mixin
        private Home home;

        @Mixin
        private Author author;

        @Parameters(paramLabel = "ID", description = "its id, or the beginning of it")
        private String id;

        @Option(names = "--reason", required = true, description = "why; it stands in the history")
        private String reason;

        @Override
        public Integer call() throws InterruptedException {
            DaemonApi.of(home, home.settings())
                    .send(
                            "POST",
                            PATH + whole(home, id) + "/accept",
                            author.signed().put("reason", reason).toString());
            System.out.println("accepted");
            return 0;
        }
    }
}
