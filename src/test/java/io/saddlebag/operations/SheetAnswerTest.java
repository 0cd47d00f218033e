package io.saddlebag.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A table that is sent to a reader who is slow, or cannot be read to its end. */
class SheetAnswerTest {

    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aTableComesWholeInPages() throws Exception {
        AtomicInteger pages = new AtomicInteger(3);
        int port = serve(() -> pages.getAndDecrement() > 0 ? Optional.of("row\r\n") : Optional.empty());

        assertThat(read(port).body()).isEqualTo("head\r\nrow\r\nrow\r\nrow\r\n");
    }

    @Test
    void whoStopsReadingKeepsNoThread() throws Exception {
        String page = "x".repeat(100_000);
        int port = serve(() -> Optional.of(page));

        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            done.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void aTableThatCannotBeReadToItsEndIsNotTakenForTheWhole() throws Exception {
        AtomicInteger pages = new AtomicInteger(1);
        int port = serve(() -> {
            if (pages.getAndDecrement() > 0) {
                return Optional.of("row\r\n");
            }
            throw new IllegalStateException("the ledger is gone");
        });

        assertThatThrownBy(() -> read(port)).isInstanceOf(IOException.class);
        done.get(20, TimeUnit.SECONDS);
    }

    private int serve(Supplier<Optional<String>> pages) {
        HttpServer server = vertx.createHttpServer();
        server.requestHandler(request -> vertx.executeBlocking(() -> {
            new SheetAnswer(request.response(), Duration.ofMillis(300)).send("a.csv", "head\r\n", pages);
            done.complete(null);
            return null;
        }));
        return server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private static HttpResponse<String> read(int port) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
