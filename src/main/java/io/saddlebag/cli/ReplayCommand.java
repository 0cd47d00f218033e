package io.saddlebag.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has parked messages tried again. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Has the running daemon try parked messages again: those named, or all that fit the filters.",
            "What fails again is parked again, under the same id."
        })
final class ReplayCommand implements Callable<Integer> {

    private static final int FASTEST = 10_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Home home;

    @Mixin
    private Author author;

    @Mixin
    private ParkedFilter filter;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "ids, or the beginnings of them")
    private List<String> ids = List.of();

    @Option(names = "--all", description = "everything that waits for a person")
    private boolean all;

    @Option(names = "--per-second", description = "how many a second (default: saddlebag.replay.per-second)")
    private Double perSecond;

    @Override
    public Integer call() throws InterruptedException {
        if (ids.isEmpty() && !filter.isNarrow() && !all) {
            throw wrong("name messages by their ids ('parked' lists them), or filter them, or say --all");
        }
        if (!ids.isEmpty() && (filter.isNarrow() || all)) {
            throw wrong("name messages by their ids, or filter them, not both");
        }
        if (perSecond != null && !(perSecond > 0 && perSecond <= FASTEST)) {
            throw wrong("--per-second must be a number above 0, and at most " + FASTEST);
        }
        filter.check();
        DaemonApi daemon = DaemonApi.of(home, home.settings());
        if (ids.isEmpty()) {
            ObjectNode wish = filter.json().put("by", author.name()).put("all", all);
            if (perSecond != null) {
                wish.put("perSecond", perSecond);
            }
            JsonNode answer = daemon.send("POST", "/api/v1/parked/replay", wish.toString());
            int messages = answer.path("messages").asInt();
            System.out.printf(
                    "%d %s tried again, %s a second%n",
                    messages,
                    messages == 1 ? "message is" : "messages are",
                    answer.path("perSecond").asText());
            leftOut(answer);
            return 0;
        }
        List<String> whole = home.read(ledger -> ids.stream()
                .map(id -> ParkedFinder.toChange(ledger, id).parked().id())
                .toList());
        String by = author.signed().toString();
        for (String id : whole) {
            daemon.send("POST", "/api/v1/parked/" + id + "/replay", by);
            System.out.printf(
                    "%s is tried again; 'parked show %s' tells what became of it%n",
                    Ids.shortened(id), Ids.shortened(id));
        }
        return 0;
    }

    private static void leftOut(JsonNode answer) {
        int count = answer.path("leftOut").asInt();
        if (count == 0) {
            return;
        }
        System.out.printf("%d left out:%n", count);
        JsonNode named = answer.path("notReplayed");
        for (JsonNode one : named) {
            System.out.printf(
                    "  %s  %s%n",
                    Ids.shortened(one.path("id").asText()), one.path("why").asText());
        }
        if (count > named.size()) {
            System.out.printf("  and %d more%n", count - named.size());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
