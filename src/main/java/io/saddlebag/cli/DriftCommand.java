package io.saddlebag.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what stores show otherwise than the owners of the fields say. */
@Command(
        name = "drift",
        mixinStandardHelpOptions = true,
        description =
                "Lists fields that somebody changed in a store that does not own them; exit code 1 if one is open.")
final class DriftCommand implements Callable<Integer> {

    @Mixin
    private Home home;

    @Option(names = "--store", description = "one store only")
    private String store;

    @Option(names = "--field", description = "one field only, e.g. stock or price")
    private String field;

    @Option(names = "--all", description = "those that are over too")
    private boolean all;

    @Option(names = "--limit", description = "at most so many (default: ${DEFAULT-VALUE})")
    private int limit = 100;

    @Override
    public Integer call() throws InterruptedException {
        String query = "?limit=" + limit + "&closed=" + all + part("store", store) + part("field", field);
        int open = 0;
        for (JsonNode drift : DaemonApi.of(home, home.settings())
                .send("GET", "/api/v1/drifts" + query, "")
                .path("drifts")) {
            boolean over = drift.path("closedAt").isTextual();
            open += over ? 0 : 1;
            System.out.printf(
                    "%s  %s %s of %s: shows %s, should %s%s%n",
                    time(drift.path("firstAt").asText()),
                    drift.path("store").asText(),
                    drift.path("field").asText(),
                    drift.path("subject").asText(),
                    drift.path("found").asText(),
                    drift.path("expected").asText(),
                    over
                            ? "; over since " + time(drift.path("closedAt").asText()) + ": "
                                    + drift.path("closedBecause").asText()
                            : drift.path("policy").asText().equals("correct") ? "; is being corrected" : "");
        }
        if (open == 0) {
            System.out.println("no field is shown otherwise than its owner says");
        }
        return open == 0 ? 0 : 1;
    }

    private static String part(String name, String value) {
        return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String time(String instant) {
        return instant.replace('T', ' ').replaceFirst("[.Z].*$", "");
    }
}
