package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.ledger.Publications.State;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.testing.Folders;
import io.saddlebag.testing.Said;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Stock from the ERP to the store and back: receipts raise what the store shows, orders lower it, and nothing comes back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SellableStockTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private Path home;
    private RunningDaemon running;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Path mappings = Files.createDirectories(folder.resolve("mappings"));
        Folders.copy(Path.of("mappings"), mappings);
        Files.writeString(
                mappings.resolve("rules").resolve("availability.yaml"),
                """
                nodes:
                  shop: {source: erp.odoo, location: WH, safety-stock: 3}
                channels:
                  main:
                """);
        running = RunningDaemon.start(
                folder.resolve("data"),
                SandboxPartners.Plan.instant(),
                Map.of(
                        "saddlebag.mappings", mappings.toString(),
                        "saddlebag.erp.odoo.stock", "true",
                        "saddlebag.poll.levels", "* * * * * ?",
                        "saddlebag.store.main.publish", "stock",
                        "saddlebag.poll.items", "* * * * * ?",
                        "saddlebag.poll.publish", "* * * * * ?"));
        home = running.home(folder.resolve("home"), Map.of("saddlebag.store.main.url", "http://127.0.0.1:1"));
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    void aReceiptRaisesAndAnOrderLowersWhatTheStoreShows() {
        count("HOOF-PICK", 40);
        eventually(() -> assertThat(shown("HOOF-PICK")).contains(37));

        running.partners().odoo().addStock("HOOF-PICK", "WH", new BigDecimal("12"));
        eventually(() -> assertThat(shown("HOOF-PICK")).contains(49));

        long order = running.partners().store().place(Basket.of("processing", "HOOF-PICK", 4));
        eventually(() -> assertThat(state(order)).contains(OrderState.COMPLETED));
        eventually(() -> assertThat(shown("HOOF-PICK")).contains(45));
        eventually(() -> assertThat(running.ledger()
                        .publications()
                        .find("main", "HOOF-PICK", Aspect.STOCK)
                        .orElseThrow()
                        .state())
                .isEqualTo(State.SHOWN));
    }

    @Test
    void explainTellsEveryInputAndWhatTheStoreShows() {
        count("GIRTH-120", 40);
        eventually(() -> assertThat(shown("GIRTH-120")).contains(37));

        JsonNode answer = Documents.parse(
                running.call("GET", "/api/v1/availability/main/girth-120", "").body());
        Said said = Said.by("explain", "GIRTH-120", "--home", home.toString());

        assertThat(answer.path("quantity").asLong()).isEqualTo(37);
        assertThat(answer.path("publication").path("shown").asText()).contains("37");
        assertThat(answer.path("steps"))
                .anySatisfy(step -> assertThat(step.path("amount").asLong()).isEqualTo(40))
                .anySatisfy(step -> {
                    assertThat(step.path("amount").asLong()).isEqualTo(-3);
                    assertThat(step.path("origin").asText()).contains("availability.yaml");
                });
        assertThat(said.text()).contains("GIRTH-120", "safety stock", "37", "the store shows it since");
        assertThat(Said.by("explain", "girth-120", "--store", "main", "--home", home.toString())
                        .code())
                .isZero();
        Said unknown = Said.by("explain", "GIRT-120", "--home", home.toString());
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.text()).contains("knows the SKU 'GIRT-120'; did you mean GIRTH-120?");
        assertThat(Said.by("explain", "TEE", "--home", home.toString()).text())
                .contains("did you mean TEE-L, TEE-M, TEE-S?");
        assertThat(running.call("GET", "/api/v1/availability/nowhere/GIRTH-120", "")
                        .statusCode())
                .isEqualTo(404);
    }

    /** A shopper buys what the store shows, over and over, while receipts make absolute writes go on. */
    @Test
    void p31NoSoldPieceComesBackWhileAbsoluteStockIsWritten() throws InterruptedException {
        count("LEADROPE", 63);
        eventually(() -> assertThat(shown("LEADROPE")).contains(60));
        AtomicInteger sold = new AtomicInteger();
        AtomicInteger received = new AtomicInteger(63);
        AtomicBoolean open = new AtomicBoolean(true);
        Thread receipts = new Thread(() -> {
            while (open.get()) {
                running.partners().odoo().addStock("LEADROPE", "WH", BigDecimal.ONE);
                received.incrementAndGet();
                await().pollDelay(Duration.ofMillis(150)).until(() -> true);
            }
        });
        receipts.start();

        for (int i = 0; i < 40; i++) {
            if (shown("LEADROPE").orElse(0) > 0) {
                running.partners().store().place(Basket.of("processing", "LEADROPE", 1));
                sold.incrementAndGet();
            }
        }
        open.set(false);
        receipts.join();

        assertThat(sold.get()).isEqualTo(40);
        eventually(() ->
                assertThat(shown("LEADROPE")).as(() -> explained("LEADROPE")).contains(received.get() - 40 - 3));
        eventually(() -> assertThat(running.ledger()
                        .publications()
                        .find("main", "LEADROPE", Aspect.STOCK)
                        .orElseThrow()
                        .state())
                .isEqualTo(State.SHOWN));
        assertThat(shown("LEADROPE")).contains(received.get() - 40 - 3);
    }

    private void count(String sku, int quantity) {
        BigDecimal before = running.partners().odoo().stock(sku, "WH");
        running.partners().odoo().addStock(sku, "WH", new BigDecimal(quantity).subtract(before));
    }

    private String explained(String sku) {
        return running.call("GET", "/api/v1/availability/main/" + sku, "").body();
    }

    private Optional<Integer> shown(String sku) {
        return running.partners().store().stock(sku);
    }

    private Optional<OrderState> state(long order) {
        return running.order(order).map(OrderRow::state);
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(LONG).untilAsserted(assertion);
    }
}
