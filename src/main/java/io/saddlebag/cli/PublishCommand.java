package io.saddlebag.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the stores shall show: how far that is, what is in trouble, and writing all of it again. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = "What the stores shall show of stock, prices and products: status, troubles, full re-sync.",
        subcommands = {PublishCommand.Status.class, PublishCommand.Troubles.class, PublishCommand.Resync.class})
final class PublishCommand {

    private static final String BASE = "/api/v1/publications";
    private static final int BAR = 40;

    private PublishCommand() {}

    private static String checked(String store) {
        if (!store.matches("[a-z0-9-]{1,40}")) {
            throw new Problem("'" + store + "' is no name of a store; it is the NAME in saddlebag.store.NAME.url");
        }
        return store;
    }

    private static String words(JsonNode progress) {
        return String.format(
                Locale.ROOT,
                "%,d values, %,d due, %,d in trouble",
                progress.path("total").asLong(),
                progress.path("due").asLong(),
                progress.path("troubled").asLong());
    }

    /** How a store stands. */
    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "Prints how much is due in a store, how much is in trouble, and how far its last re-sync is.")
    static final class Status implements Callable<Integer> {

        @Mixin
        private Home home;

        @Option(names = "--store", required = true, description = "configured name of the store")
        private String store;

        @Override
        public Integer call() throws InterruptedException {
            JsonNode progress =
                    DaemonApi.of(home, home.settings()).send("GET", BASE + "/" + checked(store) + "/progress", "");
            System.out.printf("%s: %s%n", store, words(progress));
            if (progress.path("resyncAt").isTextual()) {
                System.out.printf(
                        "the re-sync of %s has written %,d of %,d%n",
                        progress.path("resyncAt").asText(),
                        progress.path("resyncShown").asLong(),
                        progress.path("resyncTotal").asLong());
            }
            return 0;
        }
    }

    /** What is in trouble. */
    @Command(
            name = "troubles",
            mixinStandardHelpOptions = true,
            description =
                    "Lists what cannot be shown, the oldest first: why, and what to do. Each closes by itself when shown.")
    static final class Troubles implements Callable<Integer> {

        @Mixin
        private Home home;

        @Option(names = "--store", description = "configured name of the store (default: all)")
        private String store;

        @Option(names = "--limit", defaultValue = "100", description = "rows at most (default: ${DEFAULT-VALUE})")
        private int limit;

        @Override
        public Integer call() throws InterruptedException {
            JsonNode rows = DaemonApi.of(home, home.settings())
                    .send(
                            "GET",
                            BASE + "?trouble=true&limit=" + limit + (store == null ? "" : "&store=" + checked(store)),
                            "")
                    .path("publications");
            Terminal terminal = Terminal.now();
            for (JsonNode row : rows) {
                System.out.printf(
                        "%-12s %-24s %-8s %s  since %s%n    %s%n    %s%n",
                        row.path("store").asText(),
                        row.path("sku").asText(),
                        row.path("aspect").asText(),
                        terminal.coloured("red", row.path("code").asText()),
                        row.path("troubledAt").asText(),
                        row.path("words").asText(),
                        row.path("nextTry").isTextual()
                                ? row.path("remedy").asText() + "; tried again at "
                                        + row.path("nextTry").asText()
                                : row.path("remedy").asText());
            }
            if (rows.isEmpty()) {
                System.out.println("nothing is in trouble");
            }
            return rows.isEmpty() ? 0 : 1;
        }
    }

    /** Writes everything again. */
    @Command(
            name = "resync",
            mixinStandardHelpOptions = true,
            description = "Writes everything a store shall show again, behind what changes meanwhile, and follows it.")
    static final class Resync implements Callable<Integer> {

        @Mixin
        private Home home;

        @Option(names = "--store", required = true, description = "configured name of the store")
        private String store;

        @Option(names = "--no-wait", description = "ask for it and do not follow it")
        private boolean noWait;

        @Override
        public Integer call() throws InterruptedException {
            DaemonApi daemon = DaemonApi.of(home, home.settings());
            JsonNode progress = daemon.send("POST", BASE + "/" + checked(store) + "/resync", "");
            if (noWait) {
                System.out.printf(
                        "%,d values of %s are written again; follow it with 'publish status'%n",
                        progress.path("resyncTotal").asLong(), store);
                return 0;
            }
            boolean interactive = Terminal.now().interactive();
            long told = -1;
            while (open(progress) > 0) {
                TimeUnit.MILLISECONDS.sleep(500);
                progress = daemon.send("GET", BASE + "/" + store + "/progress", "");
                long tenths = 10
                        * progress.path("resyncShown").asLong()
                        / Math.max(1, progress.path("resyncTotal").asLong());
                if (interactive) {
                    System.err.printf("\r%s %s \u001b[K", bar(progress), words(progress));
                } else if (tenths != told) {
                    told = tenths;
                    System.out.printf(
                            "%,d of %,d, %s%n",
                            progress.path("resyncShown").asLong(),
                            progress.path("resyncTotal").asLong(),
                            words(progress));
                }
            }
            if (interactive) {
                System.err.print("\r\u001b[K");
            }
            System.out.printf(
                    "%s: written %,d of %,d; %s%n",
                    store,
                    progress.path("resyncShown").asLong(),
                    progress.path("resyncTotal").asLong(),
                    words(progress));
            return progress.path("troubled").asLong() == 0 ? 0 : 1;
        }

        /** What is neither shown nor in trouble. */
        private static long open(JsonNode progress) {
            long missing = progress.path("resyncTotal").asLong()
                    - progress.path("resyncShown").asLong();
            return progress.path("due").asLong() == 0 ? 0 : missing;
        }

        private static String bar(JsonNode progress) {
            long total = Math.max(1, progress.path("resyncTotal").asLong());
            int done = (int) (BAR * progress.path("resyncShown").asLong() / total);
            return "[" + "#".repeat(done) + ".".repeat(BAR - done) + "] "
                    + 100 * progress.path("resyncShown").asLong() / total + " %";
        }
    }
}
