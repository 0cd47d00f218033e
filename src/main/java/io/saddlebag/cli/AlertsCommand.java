package io.saddlebag.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.ledger.AlertLedger.Alert;
import io.saddlebag.ledger.AlertLedger.Channel;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists alerts; its subcommands say that one is seen, and try the channels. */
@Command(
        name = "alerts",
        mixinStandardHelpOptions = true,
        description = "Lists the open alerts, and channels that do not take them.",
        subcommands = {AlertsCommand.Ack.class, AlertsCommand.Test.class})
final class AlertsCommand implements Callable<Integer> {

    @Mixin
    private Home home;

    @Option(names = "--all", description = "resolved ones too, the latest first")
    private boolean all;

    @Option(names = "--limit", defaultValue = "100", description = "how many at most (default: 100)")
    private int limit;

    @Override
    public Integer call() {
        List<Alert> alerts = home.read(
                ledger -> all ? ledger.alerts().all(limit) : ledger.alerts().open(limit));
        for (Alert alert : alerts) {
            System.out.printf(
                    "%s  %s  %-8s  %s%n",
                    alert.id(),
                    Moment.text(alert.openedAt().orElse(Instant.EPOCH)),
                    alert.resolvedAt().isPresent() ? "resolved" : alert.severity(),
                    alert.what());
            if (alert.isOpen()) {
                System.out.println("    -> " + alert.action());
                if (!alert.command().isEmpty()) {
                    System.out.println("       run: " + alert.command());
                }
            }
            alert.acknowledgedAt()
                    .ifPresent(at ->
                            System.out.printf("       seen by %s, %s%n", alert.acknowledgedBy(), Moment.text(at)));
            alert.resolvedAt()
                    .ifPresent(at -> System.out.printf("       %s, %s%n", alert.resolvedBecause(), Moment.text(at)));
        }
        System.out.println(
                alerts.isEmpty()
                        ? all ? "there were none" : "none is open"
                        : all ? counted(alerts) : alerts.size() + " open");
        for (Channel channel : home.read(ledger -> ledger.alerts().channels())) {
            System.out.printf(
                    "channel %s: %d waiting since %s%s%n",
                    channel.name(),
                    channel.waiting(),
                    Moment.text(channel.oldest()),
                    channel.error().isEmpty() ? "" : ": " + channel.error());
        }
        return 0;
    }

    private String counted(List<Alert> alerts) {
        long open = alerts.stream().filter(Alert::isOpen).count();
        return alerts.size() + (alerts.size() == 1 ? " alert, " : " alerts, ") + open + " open, "
                + (alerts.size() - open) + " resolved"
                + (alerts.size() < limit ? "" : "; 'alerts --all --limit N' shows more");
    }

    /** Says that somebody has seen an alert. */
    @Command(
            name = "ack",
            mixinStandardHelpOptions = true,
            description = "Says that somebody sees to an alert: no reminders any more. It is resolved by itself.")
    static final class Ack implements Callable<Integer> {

        @Mixin
        private Home home;

        @Mixin
        private Author author;

        @Parameters(paramLabel = "ID", description = "its id, or the beginning of it")
        private String id;

        @Override
        public Integer call() throws InterruptedException {
            String whole = home.read(
                    ledger -> Ids.only(ledger.alerts().startingWith(id), "alert", id, "'alerts' lists the open ones"));
            DaemonApi.of(home, home.settings())
                    .send(
                            "POST",
                            "/api/v1/alerts/" + whole + "/ack",
                            author.signed().toString());
            System.out.println("acknowledged by " + author.name());
            return 0;
        }
    }

    /** Tries the channels. */
    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description = "Has the running daemon send a test through every channel, and says what each did.")
    static final class Test implements Callable<Integer> {

        @Mixin
        private Home home;

        @Override
        public Integer call() throws InterruptedException {
            JsonNode answer = DaemonApi.of(home, home.settings()).send("POST", "/api/v1/alerts/test", "{}");
            boolean failed = false;
            for (JsonNode channel : answer.path("channels")) {
                boolean taken = channel.path("taken").asBoolean();
                failed |= !taken;
                System.out.printf(
                        "%-6s %s: %s%n",
                        taken ? "OK" : "FAIL",
                        channel.path("channel").asText(),
                        channel.path("words").asText());
            }
            if (answer.path("channels").isEmpty()) {
                throw new Problem("no channel is configured; set saddlebag.alert.mail.host, from and to, or"
                        + " saddlebag.alert.webhook.NAME.url, and restart the daemon");
            }
            return failed ? 1 : 0;
        }
    }
}
