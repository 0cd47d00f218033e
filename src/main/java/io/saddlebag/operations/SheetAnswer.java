package io.saddlebag.operations;

import io.saddlebag.ledger.LedgerUnavailable;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table of any length as CSV (RFC 4180), written page by page as it is read, so that memory holds one. Whoever stops reading is
 * let go, so that he keeps no thread; where the rest cannot be read the connection breaks off, so that nobody takes a part for
 * the whole.
 */
public final class SheetAnswer {

    private static final Logger LOG = LoggerFactory.getLogger(SheetAnswer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpServerResponse response;
    private final Duration patience;

    SheetAnswer(HttpServerResponse response, Duration patience) {
        this.response = response;
        this.patience = patience;
    }

    /**
     * Sends a table; to be called by a thread that may wait.
     *
     * @param response of which nothing was sent
     * @param file the name a browser saves it by
     * @param head the first line
     * @param pages the next lines, until there are none
     */
    public static void send(HttpServerResponse response, String file, String head, Supplier<Optional<String>> pages) {
        new SheetAnswer(response, PATIENCE).send(file, head, pages);
    }

    void send(String file, String head, Supplier<Optional<String>> pages) {
        response.setChunked(true)
                .putHeader("Content-Type", "text/csv; charset=utf-8")
                .putHeader("Content-Disposition", "attachment; filename=\"" + file + "\"")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff");
        try {
            boolean read = write(head);
            for (Optional<String> page = pages.get(); read && page.isPresent(); page = pages.get()) {
                read = write(page.get());
            }
            if (read) {
                response.end();
            }
        } catch (LedgerUnavailable e) {
            LOG.warn("{} breaks off, the ledger does not answer: {}", file, e.getMessage());
            response.reset();
        } catch (RuntimeException e) {
            LOG.error("{} breaks off", file, e);
            response.reset();
        }
    }

    /** Whether somebody reads on. */
    private boolean write(String text) {
        if (response.closed()) {
            return false;
        }
        try {
            response.write(text)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            LOG.info("a table breaks off: nobody read on for {} s", patience.toSeconds());
            response.reset();
        } catch (ExecutionException e) {
            LOG.debug("the reader of a table left", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response.reset();
        }
        return false;
    }
}
