package io.saddlebag.browser;

import io.saddlebag.access.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * A troubled shop and a browser to look at it with: one of each for all test classes of a run, opened by the first. Where the
 * machine has no Chromium, its tests are skipped.
 */
final class Office implements BeforeAllCallback {

    private Opened opened;

    @Override
    public void beforeAll(ExtensionContext context) {
        Assumptions.assumeTrue(
                Chromium.installed().isPresent(),
                "the console is not tried in a browser: PATH has none of " + Chromium.NAMES);
        opened = context.getRoot()
                .getStore(Namespace.GLOBAL)
                .getOrComputeIfAbsent(Office.class, any -> Opened.now(), Opened.class);
    }

    TroubledShop shop() {
        return opened.shop();
    }

    /** Somebody at the sign-in page. */
    Person stranger() {
        return new Person(opened.chromium(), opened.shop().address(), Person.Look.DESK);
    }

    Person enter(Role role) {
        return enter(role, Person.Look.DESK);
    }

    /** Somebody of this role, signed in. */
    Person enter(Role role, Person.Look look) {
        return new Person(opened.chromium(), opened.shop().address(), look).signIn(role);
    }

    private record Opened(Path data, TroubledShop shop, Chromium chromium) implements CloseableResource {

        static Opened now() {
            try {
                Path data = Files.createTempDirectory("saddlebag-browser");
                Chromium chromium = Chromium.start(Chromium.installed().orElseThrow());
                try {
                    return new Opened(data, TroubledShop.open(data), chromium);
                } catch (RuntimeException e) {
                    chromium.close();
                    throw e;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            chromium.close();
            shop.close();
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
