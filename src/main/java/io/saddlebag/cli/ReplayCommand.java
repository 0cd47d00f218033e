package io.saddlebag.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has parked messages tried again. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Has the running daemon try parked messages again: those named, or all that fit the filters.",
            "What fails again is parked again, under the same id."
        })
final class ReplayCommand implements Callable<Integer> {

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
            throw new Problem("name messages by their ids ('parked' lists them), or filter them, or say --all");
        }
        if (!ids.isEmpty() && (filter.isNarrow() || all)) {
            throw new Problem("name messages by their ids, or filter them, not both");
        }
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
            return 0;
        }
        List<String> whole = home.read(ledger -> ids.stream()
                .map(id -> ParkedFinder.find(ledger, id).parked().id())
                .toList());
        String by =
                JsonNodeFactory.instance.objectNode().put("by", author.name()).toString();
        for (String id : whole) {
            daemon.send("POST", "/api/v1/parked/" + id + "/replay", by);
            System.out.printf(
                    "%s is tried again; 'parked show %s' tells what became of it%n",
                    Ids.shortened(id), Ids.shortened(id));
        }
        return 0;
    }
}
