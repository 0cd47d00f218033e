package io.saddlebag.cli;

import io.saddlebag.access.ApiTokens;
import io.saddlebag.access.Users;
import io.saddlebag.ledger.Actor;
import io.saddlebag.ledger.Audit;
import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.settings.Settings;
import io.saddlebag.wiring.AccessWiring;
import io.saddlebag.wiring.LedgerAccess;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;

/**
 * The people and tokens of a home. A change is made in the home's files, which a running daemon reads at the next request, and
 * then told to the audit trail; where there is no trail to tell it to, that is said, and the change stands.
 */
final class AccessFiles {

    @Mixin
    private Home home;

    @Mixin
    private Author author;

    Users users() {
        return AccessWiring.users(settings(), Clock.systemUTC());
    }

    ApiTokens tokens() {
        return AccessWiring.tokens(settings(), Clock.systemUTC());
    }

    /** Reads a file of the home. */
    <T> T read(Supplier<T> work) {
        try {
            return work.get();
        } catch (UncheckedIOException e) {
            throw new Problem(e.getMessage() + ": " + e.getCause()
                    + "; call this as the user the daemon runs as, whose files these are");
        }
    }

    /** Changes a file of the home; what the change returns is for the one who made it. */
    <T> T change(String what, String subject, String before, String after, Supplier<T> work) {
        T result = read(work);
        try {
            LedgerAccess.audit(
                    settings(),
                    Audit.Entry.by(new Actor(author.name(), "command line"), what, subject, before, after, ""));
        } catch (LedgerUnavailable e) {
            System.err.println("saddlebag: this is done, but not in the audit trail: " + e.getMessage());
        }
        return result;
    }

    /** Refuses a folder that is no home, where nobody would look for these files. */
    private Settings settings() {
        Settings settings = home.settings();
        Path data = settings.folder("saddlebag.data", "data");
        if (!Files.isDirectory(data) && !Files.isDirectory(settings.folder("saddlebag.routes", "routes"))) {
            throw home.notRun(settings, data);
        }
        return settings;
    }
}
