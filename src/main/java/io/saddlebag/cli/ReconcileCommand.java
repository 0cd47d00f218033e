package io.saddlebag.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.recovery.reconciliation.Kind;
import io.saddlebag.settings.Settings;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares stores with ledger, ERPs and warehouses. Exit codes: 0 all agree, 1 something differs or could not be compared. */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        description = {
            "Has the running daemon compare the stores with its ledger, the ERPs and the warehouses, and lists what differs.",
            "Exit codes: 0 all agree, 1 something differs or could not be compared, 2 called wrongly."
        },
        subcommands = {DifferenceCommands.Show.class, DifferenceCommands.Repair.class, DifferenceCommands.Accept.class})
final class ReconcileCommand implements Callable<Integer> {

    private static final String BASE = "/api/v1/reconciliation";
    private static final int PAGE = 1_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Home home;

    @Mixin
    private Author author;

    @Option(names = "--store", description = "configured name of the store (default: every store)")
    private String store;

    @Option(
            names = "--from",
            description = "first day orders were placed at, UTC: 2026-11-23 or 2026-11-23T08:00:00Z"
                    + " (default: as far back as the nightly run looks)")
    private String from;

    @Option(names = "--to", description = "last day, it included; or an instant (default: now)")
    private String to;

    @Option(names = "--csv", paramLabel = "FILE", description = "also writes what is open of the window into a file")
    private Path csv;

    @Option(
            names = "--repair",
            paramLabel = "KIND",
            description = "repairs what it finds of a kind; 'all': all that can be")
    private String repair;

    @Override
    public Integer call() throws InterruptedException, IOException {
        Settings settings = home.settings();
        if (store != null && !settings.names("saddlebag.store").contains(store)) {
            throw wrong("'" + store + "' is no store; configured are "
                    + String.join(", ", settings.names("saddlebag.store")));
        }
        if (repair != null && !repair.equals("all") && Kind.of(repair).isEmpty()) {
            throw wrong("'" + repair + "' is no kind of difference; there are all, " + String.join(", ", Kind.all()));
        }
        ObjectNode wish = author.signed();
        put(wish, "store", store == null ? "" : store);
        put(wish, "from", from == null ? "" : instant(from, false).toString());
        put(wish, "to", to == null ? "" : instant(to, true).toString());
        if (from != null && to != null && !instant(from, false).isBefore(instant(to, true))) {
            throw wrong("--from must be before --to");
        }
        if (csv != null) {
            mustBeWritable(csv);
        }
        DaemonApi daemon = DaemonApi.of(home, settings);
        boolean complete = true;
        List<JsonNode> differences = new ArrayList<>();
        List<JsonNode> runs = new ArrayList<>();
        daemon.send("POST", BASE + "/runs", wish.toString()).path("runs").forEach(runs::add);
        for (JsonNode asked : runs) {
            JsonNode run = ended(daemon, asked);
            complete &= run.path("state").asText().equals("complete");
            DifferencePrinter.run(run, listed(daemon, run, "accepted").size());
            differences.addAll(listed(daemon, run, "open"));
        }
        DifferencePrinter.table(differences);
        if (csv != null) {
            // The window of the runs: they share it.
            daemon.download(BASE + "/differences.csv?" + query(runs.get(0), store), csv);
            System.out.printf("written to %s%n", csv);
        }
        if (repair != null) {
            repair(daemon, wish, runs);
        } else if (!differences.isEmpty()) {
            DifferencePrinter.nextSteps(differences);
        }
        return complete && differences.isEmpty() ? 0 : 1;
    }

    /** Before anything is compared: what follows must not be left out for a file. */
    private void mustBeWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null) {
            throw wrong("--csv " + file + " is a folder; name a file");
        }
        if (!Files.isDirectory(folder)) {
            throw wrong("--csv " + file + " cannot be written: there is no folder " + folder);
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw wrong("--csv " + file + " cannot be written: it is not allowed there");
        }
    }

    private void repair(DaemonApi daemon, ObjectNode wish, List<JsonNode> runs) throws InterruptedException {
        wish.put("kind", repair)
                .put("from", runs.get(0).path("from").asText())
                .put("to", runs.get(0).path("to").asText());
        int asked = daemon.send("POST", BASE + "/differences/repair", wish.toString())
                .path("differences")
                .asInt();
        System.out.printf(
                "the repair of %d %s is under way; 'reconcile' in a minute tells what it closed%n",
                asked, asked == 1 ? "difference" : "differences");
    }

    private static JsonNode ended(DaemonApi daemon, JsonNode asked) throws InterruptedException {
        boolean interactive = Terminal.now().interactive();
        JsonNode run = asked;
        while (!run.hasNonNull("endedAt")) {
            TimeUnit.MILLISECONDS.sleep(250);
            run = daemon.send("GET", BASE + "/runs/" + asked.path("id").asText(), "");
            if (interactive) {
                System.err.printf(
                        "\r%s: %s, %,d records compared \u001b[K",
                        run.path("store").asText(),
                        run.path("state").asText(),
                        run.path("compared").asLong());
            }
        }
        if (interactive) {
            System.err.print("\r\u001b[K");
        }
        return run;
    }

    private static List<JsonNode> listed(DaemonApi daemon, JsonNode run, String state) throws InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        String after = "";
        int read;
        do {
            JsonNode page = daemon.send(
                    "GET",
                    BASE + "/differences?limit=" + PAGE + "&state=" + state + "&"
                            + query(run, run.path("store").asText()) + after,
                    "");
            read = page.path("differences").size();
            page.path("differences").forEach(all::add);
            if (read > 0) {
                after = "&after=" + all.get(all.size() - 1).path("id").asText();
            }
        } while (read == PAGE);
        return all;
    }

    private static String query(JsonNode run, String store) {
        return (store == null ? "" : "store=" + store + "&")
                + "from=" + encoded(run.path("from").asText())
                + "&to=" + encoded(run.path("to").asText());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void put(ObjectNode wish, String field, String value) {
        if (!value.isEmpty()) {
            wish.put(field, value);
        }
    }

    private Instant instant(String text, boolean end) {
        try {
            if (text.length() != 10) {
                return Instant.parse(text);
            }
            LocalDate day = LocalDate.parse(text);
            return (end ? day.plusDays(1) : day).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw wrong("'" + text + "' is no date: write 2026-11-23 or 2026-11-23T08:00:00Z");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
