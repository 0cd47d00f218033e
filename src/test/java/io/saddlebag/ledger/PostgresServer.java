package io.saddlebag.ledger;

import java.io.IOException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * One PostgreSQL server for all test classes of a run, started by the first that needs it; each test has a database of its own
 * with empty tables, which is dropped after it.
 */
final class PostgresServer implements BeforeAllCallback, AfterEachCallback {

    private PostgresPlace place;

    @Override
    public void beforeAll(ExtensionContext context) {
        place = context.getRoot()
                .getStore(Namespace.GLOBAL)
                .getOrComputeIfAbsent(PostgresServer.class, any -> new Running(PostgresPlace.start()), Running.class)
                .place();
    }

    LedgerSettings emptyDatabase() {
        return place.emptyTables();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        place.drop();
    }

    /** Stops with the run. */
    private record Running(PostgresPlace place) implements CloseableResource {
        @Override
        public void close() throws IOException {
            place.close();
        }
    }
}
