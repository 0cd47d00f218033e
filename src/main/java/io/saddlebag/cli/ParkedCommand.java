package io.saddlebag.cli;

import io.saddlebag.ledger.Ledger.Parked;
import io.saddlebag.ledger.ParkedMessages.Message;
import io.saddlebag.ledger.ParkedMessages.Remark;
import io.saddlebag.order.OrderKey;
import io.saddlebag.recovery.Catalogue;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what waits for a person; its subcommands show one message, change it, or close it. */
@Command(
        name = "parked",
        mixinStandardHelpOptions = true,
        description = "Lists the messages that wait for a person, oldest first.",
        subcommands = {ParkedCommand.Show.class, ParkedCommand.Edit.class, ParkedCommand.Skip.class})
final class ParkedCommand implements Callable<Integer> {

    private static final String HINT =
            "  -> 'parked show ID' says what to do, then 'replay ID', or 'parked skip ID --reason …'%n";

    @Mixin
    private Home home;

    @Mixin
    private ParkedFilter filter;

    @Option(names = "--closed", description = "those that wait no more, with what became of them")
    private boolean closed;

    @Option(names = "--limit", defaultValue = "100", description = "how many at most (default: 100)")
    private int limit;

    @Override
    public Integer call() {
        filter.check();
        List<Parked> found = home.read(ledger -> ledger.parkedMessages().list(filter.of(!closed, limit)));
        int replaying = closed ? 0 : home.read(ledger -> ledger.parkedMessages().replaying());
        if (found.isEmpty()) {
            System.out.println(closed ? "nothing fits" : "nothing waits for a person");
            replaying(replaying);
            return 0;
        }
        for (Parked parked : found) {
            System.out.printf(
                    "%s  %s  %-12s %-24s %s%n",
                    Ids.shortened(parked.id()),
                    Moment.text(parked.parkedAt()),
                    parked.order().map(OrderKey::toString).orElse("-"),
                    parked.code(),
                    parked.closedBecause().map(why -> why + "; was: ").orElse("") + parked.cause());
        }
        System.out.printf(
                "%d %s%s%n",
                found.size(), closed ? "closed" : "waiting", found.size() == limit ? ", perhaps more" : "");
        replaying(replaying);
        if (!closed) {
            System.out.printf(HINT);
        }
        return 0;
    }

    private static void replaying(int messages) {
        if (messages > 0) {
            System.out.printf("%d %s being replayed%n", messages, messages == 1 ? "is" : "are");
        }
    }

    /** One message. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Prints one parked message: cause, remedy, history; with --document the document alone.")
    static final class Show implements Callable<Integer> {

        @Mixin
        private Home home;

        @Parameters(paramLabel = "ID", description = "its id, or the beginning of it")
        private String id;

        @Option(
                names = "--document",
                description = "print what would be sent again, and nothing else; it holds personal data")
        private boolean document;

        @Option(names = "--original", description = "print the original, and nothing else; it holds personal data")
        private boolean original;

        @Override
        public Integer call() {
            Message message = home.read(ledger -> ParkedFinder.find(ledger, id));
            Parked parked = message.parked();
            if (document || original) {
                System.out.println(Indented.json(original ? parked.payload() : message.document()));
                return 0;
            }
            fact("id", parked.id());
            fact("order", parked.order().map(OrderKey::toString).orElse("none"));
            fact("step", parked.step() + ", route " + parked.route());
            fact("cause", parked.cause() + "  [" + parked.category() + ", " + parked.code() + "]");
            Catalogue.shipped().find(parked.code()).ifPresent(entry -> fact("means", entry.meaning()));
            fact("do", parked.remedy());
            fact(
                    "state",
                    parked.open()
                            ? "waits since " + Moment.text(parked.parkedAt()) + " UTC, parked " + parked.attempts()
                                    + (parked.attempts() == 1 ? " time" : " times")
                            : parked.closedBecause().orElse("closed")
                                    + message.replayDue()
                                            .map(due -> ", to be sent at " + Moment.text(due) + " UTC")
                                            .orElse(""));
            fact(
                    "document",
                    parked.payload().length() + " characters"
                            + (message.edited().isPresent() ? "; --original prints it" : "; --document prints it"));
            message.lastEdit()
                    .ifPresent(edit -> fact(
                            "edited",
                            "by " + edit.actor() + " at " + Moment.text(edit.at()) + " UTC"
                                    + (message.isEditTried() ? ", tried since" : ", not tried since")
                                    + "; --document prints what is sent instead"));
            System.out.println();
            for (Remark remark : message.history()) {
                System.out.printf(
                        "  %s  %-9s %-12s %s%n",
                        Moment.text(remark.at()), remark.action(), remark.actor(), remark.detail());
            }
            return 0;
        }

        private static void fact(String name, String value) {
            System.out.printf("%-9s %s%n", name, value);
        }
    }

    /** Changes what is sent again. */
    @Command(
            name = "edit",
            mixinStandardHelpOptions = true,
            description = "Replaces what is sent when the message is replayed; the original stays.")
    static final class Edit implements Callable<Integer> {

        @Mixin
        private Home home;

        @Mixin
        private Author author;

        @Parameters(paramLabel = "ID", description = "its id, or the beginning of it")
        private String id;

        @Option(names = "--file", required = true, description = "the new document; '-' reads it from standard input")
        private String file;

        @Option(names = "--why", defaultValue = "", description = "why, for the audit trail")
        private String why;

        @Override
        public Integer call() throws IOException, InterruptedException {
            String document = "-".equals(file)
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(readable(Path.of(file)));
            String whole = home.read(
                    ledger -> ParkedFinder.toChange(ledger, id).parked().id());
            DaemonApi.of(home, home.settings())
                    .send(
                            "PUT",
                            "/api/v1/parked/" + whole + "/document?by="
                                    + URLEncoder.encode(author.name(), StandardCharsets.UTF_8) + "&why="
                                    + URLEncoder.encode(why, StandardCharsets.UTF_8),
                            document);
            System.out.printf("changed; 'replay %s' sends it%n", Ids.shortened(whole));
            return 0;
        }

        private static Path readable(Path file) {
            if (!Files.isReadable(file)) {
                throw new Problem("there is no file " + file + " that can be read");
            }
            return file;
        }
    }

    /** Closes a message for good. */
    @Command(
            name = "skip",
            mixinStandardHelpOptions = true,
            description = "Closes a parked message for good; an order on its way to the ERP is then not posted.")
    static final class Skip implements Callable<Integer> {

        @Mixin
        private Home home;

        @Mixin
        private Author author;

        @Parameters(paramLabel = "ID", description = "its id, or the beginning of it")
        private String id;

        @Option(names = "--reason", required = true, description = "why; it stands in the order's trace")
        private String reason;

        @Override
        public Integer call() throws InterruptedException {
            Parked parked =
                    home.read(ledger -> ParkedFinder.toChange(ledger, id).parked());
            DaemonApi.of(home, home.settings())
                    .send(
                            "POST",
                            "/api/v1/parked/" + parked.id() + "/skip",
                            author.signed().put("reason", reason).toString());
            System.out.printf(
                    "skipped: %s of %s at %s is closed for good%s%n",
                    Ids.shortened(parked.id()),
                    parked.order().map(key -> "order " + key).orElse("no order"),
                    parked.step(),
                    parked.order()
                            .map(key -> "; 'status " + key + "' says where the order is now")
                            .orElse(""));
            return 0;
        }
    }
}
