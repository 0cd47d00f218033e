package io.saddlebag.cli;

import io.saddlebag.ledger.Products.Listing;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Items of the ERPs in the stores: how many stand where, and which need a person. */
@Command(
        name = "products",
        mixinStandardHelpOptions = true,
        description = "Items of the ERPs in the stores: how many stand where, and which need a person.",
        subcommands = {ProductsCommand.Status.class, ProductsCommand.Troubles.class})
final class ProductsCommand {

    private ProductsCommand() {}

    /** How many stand where. */
    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "Prints how many items are drafts, shown, hidden, left out and in trouble, by store.")
    static final class Status implements Callable<Integer> {

        @Mixin
        private Home home;

        @Override
        public Integer call() {
            return home.read(ledger -> {
                var counts = ledger.products().counts();
                counts.forEach(count -> System.out.printf(
                        "%s: %,d %s%n",
                        count.store(),
                        count.count(),
                        count.state().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
                if (counts.isEmpty()) {
                    System.out.println("no item was brought to a store yet");
                }
                return 0;
            });
        }
    }

    /** What needs a person. */
    @Command(
            name = "troubles",
            mixinStandardHelpOptions = true,
            description = "Lists items that need a person, the longest in trouble first: why, and what to do.")
    static final class Troubles implements Callable<Integer> {

        @Mixin
        private Home home;

        @Option(names = "--store", description = "configured name of the store (default: all)")
        private String store;

        @Option(names = "--limit", defaultValue = "100", description = "rows at most (default: ${DEFAULT-VALUE})")
        private int limit;

        @Override
        public Integer call() {
            return home.read(ledger -> {
                List<Listing> troubled = ledger.products().listings(Optional.ofNullable(store), true, limit);
                troubled.forEach(item -> System.out.printf(
                        "%s  %s %s  %s: %s%n    %s%n",
                        Moment.text(item.changedAt()),
                        item.store(),
                        item.sku(),
                        item.code(),
                        item.words(),
                        item.remedy()));
                System.out.println(
                        troubled.isEmpty()
                                ? "no item is in trouble"
                                : troubled.size() + " in trouble"
                                        + (troubled.size() < limit ? "" : "; --limit N shows more"));
                return 0;
            });
        }
    }
}
