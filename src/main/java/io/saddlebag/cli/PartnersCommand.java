package io.saddlebag.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the partners with state, pace and quota; its subcommands pause one, let it go on, and tell its past. */
@Command(
        name = "partners",
        mixinStandardHelpOptions = true,
        description = "Lists the partners: whether calls go out, since when, why, at what pace.",
        subcommands = {PartnersCommand.Show.class, PartnersCommand.Pause.class, PartnersCommand.Resume.class})
final class PartnersCommand implements Callable<Integer> {

    @Mixin
    private Home home;

    @Override
    public Integer call() throws InterruptedException {
        JsonNode partners = DaemonApi.of(home, home.settings())
                .send("GET", "/api/v1/partners", "")
                .path("partners");
        Terminal terminal = Terminal.now();
        for (JsonNode partner : partners) {
            String state = partner.path("state").asText();
            System.out.printf(
                    "%-24s %s  since %s  %s%s%s%n",
                    name(partner),
                    terminal.coloured(colour(state), String.format("%-8s", state)),
                    time(partner.path("since").asText()),
                    pace(partner),
                    waiting(partner),
                    partner.path("reason").asText().isEmpty()
                            ? ""
                            : "  "
                                    + ("forced".equals(state)
                                            ? "by " + partner.path("by").asText() + ": "
                                            : "")
                                    + partner.path("reason").asText()
                                    + (partner.path("nextTry").isTextual()
                                            ? "; asked again at "
                                                    + time(partner.path("nextTry")
                                                            .asText())
                                            : ""));
        }
        return 0;
    }

    private static String colour(String state) {
        return switch (state) {
            case "running" -> "green";
            case "slowed" -> "yellow";
            default -> "red";
        };
    }

    private static String name(JsonNode partner) {
        return partner.path("kind").asText() + "." + partner.path("name").asText();
    }

    /** Of an instant what a person needs, UTC. */
    private static String time(String instant) {
        return instant.replace('T', ' ').replaceFirst("[.Z].*$", "");
    }

    private static String waiting(JsonNode partner) {
        long waiting = partner.path("waiting").asLong();
        return waiting < 1 ? "" : ", " + waiting + (waiting == 1 ? " message waits" : " messages wait");
    }

    private static String pace(JsonNode partner) {
        StringBuilder pace = new StringBuilder();
        pace.append(
                partner.path("rate").isNumber()
                        ? String.format(
                                Locale.ROOT,
                                "%.2f calls/s",
                                partner.path("rate").asDouble())
                        : "no limit");
        if (partner.path("fastest").isNumber()
                && "slowed".equals(partner.path("state").asText())) {
            pace.append(" of ").append(partner.path("fastest").asText());
        }
        pace.append(", ").append(partner.path("connections").asInt()).append(" at once");
        if (partner.path("dailyQuota").isNumber()) {
            pace.append(", ")
                    .append(partner.path("quotaUsed").asLong())
                    .append(" of ")
                    .append(partner.path("dailyQuota").asLong())
                    .append(" today");
        }
        return pace.toString();
    }

    /** {@code odoo} is enough where only one partner is called so. */
    private static String path(DaemonApi daemon, String wanted) throws InterruptedException {
        String found = "";
        StringBuilder all = new StringBuilder();
        for (JsonNode partner : daemon.send("GET", "/api/v1/partners", "").path("partners")) {
            String name = name(partner);
            all.append(all.length() == 0 ? "" : ", ").append(name);
            if (name.equals(wanted) || partner.path("name").asText().equals(wanted)) {
                if (!found.isEmpty()) {
                    throw new Problem(
                            "several partners are called '" + wanted + "'; name one in full: " + found + ", " + name);
                }
                found = name;
            }
        }
        if (found.isEmpty()) {
            throw new Problem("no partner is called '" + wanted + "'; the partners are " + all);
        }
        return "/api/v1/partners/" + found.replaceFirst("[.]", "/");
    }

    /** One partner and its past. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Prints when a partner stood still, the newest first: by whom, why, until when.")
    static final class Show implements Callable<Integer> {

        @Mixin
        private Home home;

        @Parameters(paramLabel = "PARTNER", description = "e.g. erp.odoo, or its name alone")
        private String partner;

        @Override
        public Integer call() throws InterruptedException {
            DaemonApi daemon = DaemonApi.of(home, home.settings());
            JsonNode answer = daemon.send("GET", path(daemon, partner), "");
            System.out.printf(
                    "%s: %s since %s, %s%s%n",
                    name(answer),
                    answer.path("state").asText(),
                    time(answer.path("since").asText()),
                    pace(answer),
                    waiting(answer));
            for (JsonNode pause : answer.path("pauses")) {
                System.out.printf(
                        "  %s  to %-19s  %s%n",
                        time(pause.path("since").asText()),
                        pause.path("liftedAt").isTextual()
                                ? time(pause.path("liftedAt").asText())
                                : "now",
                        (pause.path("forced").asBoolean()
                                        ? "by " + pause.path("by").asText() + ": "
                                        : "")
                                + pause.path("reason").asText()
                                + (pause.path("liftedAt").isTextual()
                                                && pause.path("forced").asBoolean()
                                        ? " (let go on by "
                                                + pause.path("liftedBy").asText() + ")"
                                        : ""));
            }
            return 0;
        }
    }

    /** Stops the exchange with a partner. */
    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description =
                    "Stops all calls to a partner, in every daemon on the ledger, until 'resume'; its messages wait.")
    static final class Pause implements Callable<Integer> {

        @Mixin
        private Home home;

        @Mixin
        private Author author;

        @Parameters(paramLabel = "PARTNER", description = "e.g. erp.odoo, or its name alone")
        private String partner;

        @Option(
                names = "--reason",
                required = true,
                description = "why; it stands in the history and in orders' traces")
        private String reason;

        @Override
        public Integer call() throws InterruptedException {
            DaemonApi daemon = DaemonApi.of(home, home.settings());
            String path = path(daemon, partner);
            daemon.send(
                    "POST",
                    path + "/pause",
                    author.signed().put("reason", reason).toString());
            System.out.printf("paused; 'partners resume %s' lets it go on%n", partner);
            return 0;
        }
    }

    /** Lets a partner go on. */
    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description = "Lets a paused partner go on, now, whoever paused it.")
    static final class Resume implements Callable<Integer> {

        @Mixin
        private Home home;

        @Mixin
        private Author author;

        @Parameters(paramLabel = "PARTNER", description = "e.g. erp.odoo, or its name alone")
        private String partner;

        @Override
        public Integer call() throws InterruptedException {
            DaemonApi daemon = DaemonApi.of(home, home.settings());
            daemon.send(
                    "POST", path(daemon, partner) + "/resume", author.signed().toString());
            System.out.println("it goes on");
            return 0;
        }
    }
}
