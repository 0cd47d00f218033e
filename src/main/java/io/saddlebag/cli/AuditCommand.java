package io.saddlebag.cli;

import io.saddlebag.ledger.Audit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the audit trail and proves that it is whole. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Lists the audit trail, newest first.",
        subcommands = AuditCommand.Verify.class)
final class AuditCommand implements Callable<Integer> {

    @Mixin
    private Home home;

    @Option(
            names = "--subject",
            paramLabel = "WORDS",
            defaultValue = "",
            description = "a subject or the beginning of some, such as price/main/MUG")
    private String subject;

    @Option(names = "--limit", defaultValue = "100", description = "how many at most (default: 100)")
    private int limit;

    @Override
    public Integer call() {
        List<Audit.Chained> entries = home.read(ledger -> ledger.audit().find(subject, Optional.empty(), limit));
        entries.forEach(AuditCommand::print);
        if (entries.isEmpty()) {
            System.out.println("nothing stands there" + (subject.isEmpty() ? " yet" : " about " + subject));
        }
        return 0;
    }

    static void print(Audit.Chained entry) {
        System.out.printf(
                "%6d  %s  %s  %s  %s: %s -> %s%s%s%n",
                entry.seq(),
                Moment.text(entry.at()),
                entry.entry().who(),
                entry.entry().what(),
                entry.entry().subject(),
                PriceWords.of(entry.entry().before()),
                PriceWords.of(entry.entry().after()),
                entry.entry().why().isEmpty() ? "" : " (" + entry.entry().why() + ")",
                entry.entry().origin().isEmpty()
                        ? ""
                        : "  from " + entry.entry().origin());
    }

    /** Walks the chain. */
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Walks the whole trail and says whether an entry was changed, removed or cut off.")
    static final class Verify implements Callable<Integer> {

        @Mixin
        private Home home;

        @Override
        public Integer call() {
            Audit.Verification found = home.read(ledger -> ledger.audit().verify());
            if (found.broken().isPresent()) {
                throw new Problem("the audit trail is broken: " + found.broken().get() + "; " + found.entries()
                        + " entries before it are whole. Compare with a backup");
            }
            System.out.printf(
                    "%d entries, whole; the last one's hash is %s%n",
                    found.entries(),
                    found.head().hash().isEmpty() ? "none" : found.head().hash());
            return 0;
        }
    }
}
