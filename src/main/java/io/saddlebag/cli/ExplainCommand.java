package io.saddlebag.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says how what a store may sell of a SKU comes about. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Says how many pieces of a SKU each store may sell, and how that number comes about.")
final class ExplainCommand implements Callable<Integer> {

    private static final String BASE = "/api/v1/availability";

    @Mixin
    private Home home;

    @Parameters(paramLabel = "SKU", description = "as the ERP or the store spells it")
    private String sku;

    @Option(
            names = {"--channel", "--store"},
            paramLabel = "STORE",
            description = "one store only")
    private String channel;

    @Override
    public Integer call() throws InterruptedException {
        DaemonApi daemon = DaemonApi.of(home, home.settings());
        Iterable<JsonNode> found = channel == null
                ? daemon.send("GET", BASE + "?sku=" + encoded(sku), "").path("availability")
                : List.of(daemon.send("GET", BASE + "/" + encoded(channel) + "/" + encoded(sku), ""));
        int shown = 0;
        boolean known = true;
        List<String> near = new ArrayList<>();
        for (JsonNode one : found) {
            if (shown++ > 0) {
                System.out.println();
            }
            one.path("lines").forEach(line -> System.out.println(line.asText()));
            publication(one.path("publication"));
            known = one.path("known").asBoolean(true);
            near.clear();
            one.path("near").forEach(other -> near.add(other.asText()));
        }
        if (!known) {
            throw new Problem("no ERP, warehouse or rule knows the SKU '" + sku + "'"
                    + (near.isEmpty() ? "" : "; did you mean " + String.join(", ", near) + "?"));
        }
        if (shown == 0) {
            System.out.println("rules/availability.yaml names no channel, so nothing is sold");
        }
        return 0;
    }

    private static void publication(JsonNode row) {
        if (row.isMissingNode()) {
            System.out.println("nothing of it has been published to this store");
            return;
        }
        String state = row.path("state").asText();
        if (state.equals("shown")) {
            System.out.printf(
                    "the store shows it since %s%n",
                    row.path("shownAt").asText().replaceFirst("[.][0-9]+Z$", "Z"));
            return;
        }
        System.out.printf(
                "the store is to show %s (%s); it %s%n",
                row.path("wished").asText(),
                row.path("because").asText(),
                row.path("shown").isTextual() ? "shows " + row.path("shown").asText() : "has not been written yet");
        if (!row.path("code").asText().isEmpty()) {
            System.out.printf(
                    "  %s: %s%n  %s%n",
                    row.path("code").asText(),
                    row.path("words").asText(),
                    row.path("remedy").asText());
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
