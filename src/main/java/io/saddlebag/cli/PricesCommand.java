package io.saddlebag.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.ledger.Audit;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Prices.Filter;
import io.saddlebag.ledger.Prices.Hold;
import io.saddlebag.ledger.Prices.Price;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prices that wait for a person, and what is known of one. */
@Command(
        name = "prices",
        mixinStandardHelpOptions = true,
        description = "Shows prices, and decides about changes that are held.",
        subcommands = {
            PricesCommand.Held.class,
            PricesCommand.Show.class,
            PricesCommand.Problems.class,
            PricesCommand.Approve.class,
            PricesCommand.Refuse.class
        })
final class PricesCommand implements Callable<Integer> {

    @Mixin
    private Home home;

    @Override
    public Integer call() {
        return home.read(ledger -> {
            list(ledger, new Filter(Optional.empty(), Optional.empty(), Optional.empty(), 100));
            return 0;
        });
    }

    private static void list(Ledger ledger, Filter filter) {
        List<Hold> held = ledger.prices().held(filter);
        held.forEach(PricesCommand::print);
        System.out.println(
                held.isEmpty()
                        ? "no price change is held"
                        : held.size() + " held" + (held.size() < filter.limit() ? "" : "; --limit N shows more")
                                + "; 'prices approve ID' or 'prices refuse ID' decides");
        int problems = ledger.prices().troubles(filter.store(), 1000).size();
        if (problems > 0) {
            System.out.println(problems + (problems == 1 ? " item has" : " items have")
                    + " no price that can be told: 'prices problems'");
        }
    }

    private static void print(Hold hold) {
        System.out.printf(
                "%s  %s  %s %s  %s -> %s%n",
                hold.id(),
                Moment.text(hold.heldAt()),
                hold.store(),
                hold.sku(),
                PriceWords.of(hold.before()),
                PriceWords.of(hold.after()));
        hold.reasons().forEach(reason -> System.out.println("    " + reason.code() + ": " + reason.words()));
    }

    /** Lists what waits. */
    @Command(
            name = "held",
            mixinStandardHelpOptions = true,
            description = "Lists price changes that wait for a person, the oldest first.")
    static final class Held implements Callable<Integer> {

        @Mixin
        private Home home;

        @Mixin
        private Which which;

        @Option(names = "--limit", defaultValue = "100", description = "how many at most (default: 100)")
        private int limit;

        @Override
        public Integer call() {
            return home.read(ledger -> {
                list(ledger, which.filter(limit));
                return 0;
            });
        }
    }

    /** Which held changes. */
    static final class Which {

        @Option(names = "--store", paramLabel = "NAME", description = "of this store")
        private String store;

        @Option(names = "--reason", paramLabel = "CODE", description = "held for this reason, such as mass-change")
        private String reason;

        @Option(names = "--sku", paramLabel = "BEGINNING", description = "whose SKU begins so")
        private String sku;

        Filter filter(int limit) {
            return new Filter(Optional.ofNullable(store), Optional.ofNullable(reason), Optional.ofNullable(sku), limit);
        }

        boolean isGiven() {
            return store != null || reason != null || sku != null;
        }
    }

    /** Shows an item's price. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows the price of a SKU in a store, what was held of it, and its audit trail.")
    static final class Show implements Callable<Integer> {

        @Mixin
        private Home home;

        @Parameters(index = "0", paramLabel = "SKU")
        private String sku;

        @Option(names = "--store", paramLabel = "NAME", defaultValue = "main", description = "default: main")
        private String store;

        @Override
        public Integer call() {
            return home.read(ledger -> {
                Price price = ledger.prices()
                        .find(store, sku)
                        .orElseThrow(
                                () -> new Problem("nothing is known of the price of " + sku + " in store " + store));
                System.out.printf(
                        "%s %s: %s%n",
                        store, sku, price.value().isEmpty() ? "no price yet" : PriceWords.of(price.value()));
                price.decidedAt()
                        .ifPresent(at -> System.out.printf("  since %s, %s%n", Moment.text(at), price.because()));
                if (!price.code().isEmpty()) {
                    System.out.printf("  %s: %s%n    -> %s%n", price.code(), price.words(), price.remedy());
                }
                for (Hold hold : ledger.prices().history(store, sku, 1)) {
                    if (hold.endedAt().isEmpty()) {
                        print(hold);
                    }
                }
                for (Audit.Chained entry : ledger.audit().find("price/" + store + "/" + sku, Optional.empty(), 20)) {
                    AuditCommand.print(entry);
                }
                return 0;
            });
        }
    }

    /** Lists items without a price. */
    @Command(
            name = "problems",
            mixinStandardHelpOptions = true,
            description = "Lists items whose price cannot be told, with what to do; exit code 1 if there is any.")
    static final class Problems implements Callable<Integer> {

        @Mixin
        private Home home;

        @Option(names = "--store", paramLabel = "NAME", description = "of this store")
        private String store;

        @Option(names = "--limit", defaultValue = "100", description = "how many at most (default: 100)")
        private int limit;

        @Override
        public Integer call() {
            List<Price> troubles = home.read(ledger -> ledger.prices().troubles(Optional.ofNullable(store), limit));
            for (Price price : troubles) {
                System.out.printf(
                        "%s %s  %s: %s%n    -> %s%n",
                        price.store(), price.sku(), price.code(), price.words(), price.remedy());
            }
            System.out.println(troubles.isEmpty() ? "every price can be told" : troubles.size() + " without a price");
            return troubles.isEmpty() ? 0 : 1;
        }
    }

    /** Publishes held changes. */
    @Command(
            name = "approve",
            mixinStandardHelpOptions = true,
            description =
                    "Publishes a held change: exactly the one that is shown. With a filter instead of an ID: all that"
                            + " match.")
    static final class Approve implements Callable<Integer> {

        @Mixin
        private Decision decision;

        @Override
        public Integer call() throws InterruptedException {
            return decision.send("approve", "approved");
        }
    }

    /** Refuses held changes. */
    @Command(
            name = "refuse",
            mixinStandardHelpOptions = true,
            description = "Refuses a held change: the old price stays. With a filter instead of an ID: all that match.")
    static final class Refuse implements Callable<Integer> {

        @Mixin
        private Decision decision;

        @Override
        public Integer call() throws InterruptedException {
            return decision.send("refuse", "refused");
        }
    }

    /** What is decided, by whom and why. */
    static final class Decision {

        @Mixin
        private Home home;

        @Mixin
        private Author author;

        @Mixin
        private Which which;

        @Parameters(arity = "0..1", paramLabel = "ID", description = "its id, or the beginning of it")
        private String id;

        @Option(
                names = "--why",
                paramLabel = "WORDS",
                required = true,
                description = "the reason; it stands in the trail")
        private String why;

        int send(String verb, String done) throws InterruptedException {
            if ((id == null) == !which.isGiven()) {
                throw new Problem("name one change by its ID, or many by --store, --reason or --sku");
            }
            ObjectNode body = author.signed().put("why", why);
            if (id == null) {
                ObjectNode filter = body.putObject("filter");
                Filter wanted = which.filter(1);
                wanted.store().ifPresent(store -> filter.put("store", store));
                wanted.reason().ifPresent(reason -> filter.put("reason", reason));
                wanted.skuPrefix().ifPresent(sku -> filter.put("sku", sku));
            } else {
                String whole = home.read(ledger ->
                        Ids.only(ledger.prices().startingWith(id), "price change", id, "'prices held' lists them"));
                body.put("id", whole);
            }
            JsonNode answer =
                    DaemonApi.of(home, home.settings()).send("POST", "/api/v1/prices/" + verb, body.toString());
            System.out.println(
                    id == null
                            ? answer.path("decided").asInt() + " " + done
                                    + (answer.path("left").asInt() == 0
                                            ? ""
                                            : ", " + answer.path("left").asInt() + " were decided meanwhile")
                            : done + " by " + author.name() + ": "
                                    + answer.path("sku").asText() + " "
                                    + PriceWords.of(answer.path("after").toString()));
            return 0;
        }
    }
}
