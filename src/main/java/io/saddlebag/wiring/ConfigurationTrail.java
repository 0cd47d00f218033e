package io.saddlebag.wiring;

import io.saddlebag.ledger.Actor;
import io.saddlebag.ledger.Audit;
import io.saddlebag.ledger.LedgerUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the audit trail with what routes, mappings and settings a daemon runs: by their digests, once for each load that differs
 * from the one before. What was changed is in the files' own history; that it was, and when it took effect, is here.
 */
final class ConfigurationTrail {

    static final String SUBJECT = "configuration";
    private static final int SHOWN = 4;
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationTrail.class);

    private ConfigurationTrail() {}

    static void note(Foundation base, Path routes) {
        try {
            String now = "routes " + digest(routes) + ", mappings "
                    + digest(base.settings.folder("saddlebag.mappings", "mappings")) + ", settings "
                    + digest(base.settings.home().resolve("application.properties"));
            Audit audit = base.ledger.audit();
            String before = audit.find(SUBJECT, Optional.empty(), 1).stream()
                    .map(entry -> entry.entry().after())
                    .findFirst()
                    .orElse("");
            if (!before.equals(now)) {
                audit.add(List.of(Audit.Entry.by(Actor.DAEMON, "loaded", SUBJECT, before, now, "at a start")));
            }
        } catch (IOException | UncheckedIOException | LedgerUnavailable e) {
            LOG.warn("the audit trail does not tell of this configuration: {}", e.getMessage());
        }
    }

    /** Too short to guess what is in a file from it. */
    private static String digest(Path place) throws IOException {
        MessageDigest digest = sha256();
        if (Files.exists(place)) {
            try (Stream<Path> walk = Files.walk(place)) {
                for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                    digest.update(place.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                    digest.update(Files.readAllBytes(file));
                }
            }
        }
        return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), SHOWN));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
