package io.saddlebag.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderFilter;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.ledger.Step;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersion;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierFindsTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    private Path folder;

    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = LedgerFactory.open(LedgerSettings.sqlite(folder.resolve("ledger.db")));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void ordersFromBeforeAreFoundByWhatTheyHoldAndByTheirParcels() {
        earlier(1, "{\"lines\":[{\"sku\":\"MUG\"},{\"sku\":\"\"},{\"sku\":\"Bag\"}]}");
        earlier(2, "no JSON");
        ledger.record(Step.of(key(1))
                .shipment(new Step.ShipmentChange(
                        "s",
                        "east",
                        Optional.of("shipped"),
                        Optional.of(T0),
                        Optional.of("{\"parcels\":[{\"trackingNumber\":\"1Z 999\"}]}"),
                        Optional.empty(),
                        Optional.empty())));

        boolean more = new EarlierFinds(ledger).next();

        assertThat(more).isFalse();
        assertThat(found("mug")).containsExactly("main:1");
        assertThat(found("bag")).containsExactly("main:1");
        assertThat(found("1z999")).containsExactly("main:1");
    }

    @Test
    void goesOnAfterARestartAndIsDoneOnce() {
        for (int id = 1; id <= 501; id++) {
            earlier(id, "{\"lines\":[{\"sku\":\"MUG-" + id + "\"}]}");
        }

        assertThat(new EarlierFinds(ledger).next()).isTrue();
        assertThat(new EarlierFinds(ledger).next()).isFalse();
        earlier(502, "{\"lines\":[{\"sku\":\"MUG-502\"}]}");
        assertThat(new EarlierFinds(ledger).next()).isFalse();

        assertThat(found("mug-1")).containsExactly("main:1");
        assertThat(found("mug-501")).containsExactly("main:501");
        assertThat(found("mug-502"))
                .as("who writes an order now keeps its SKUs himself")
                .isEmpty();
    }

    private void earlier(int id, String document) {
        ledger.record(Step.of(key(id))
                .seen(new Step.Seen(
                        new OrderVersion(T0, "h"), "N", "processing", "EUR", "10.00", "a@b.example", T0, document))
                .moveTo(OrderState.CAPTURED));
    }

    private static OrderKey key(int id) {
        return new OrderKey("main", String.valueOf(id));
    }

    private List<String> found(String text) {
        return ledger
                .orders(new OrderFilter(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(text), Optional.empty(), 10))
                .stream()
                .map(row -> row.key().toString())
                .toList();
    }
}
