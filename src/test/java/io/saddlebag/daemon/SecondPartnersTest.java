package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.sandbox.shipbob.Automation;
import io.saddlebag.sandbox.shipbob.PlacedOrder;
import io.saddlebag.sandbox.shipbob.SandboxShipBob;
import io.saddlebag.sandbox.shipbob.ShipBobOptions;
import io.saddlebag.sandbox.woocommerce.SandboxStore;
import io.saddlebag.testing.PartnerFiles;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecondPartnersTest {

    @Test
    void servesASecondStoreAndASecondWarehouseByOneMoreFileEachAndTheirKeys(@TempDir Path folder) {
        Vertx vertx = Vertx.vertx();
        ShipBobOptions options =
                ShipBobOptions.defaults().with(o -> o.token("second-token").automation(Automation.instant()));
        PartnerFiles files = PartnerFiles.copiedTo(folder.resolve("routes"))
                .add("main", "outlet")
                .add("shipbob", "tilburg");
        try (SandboxStore outlet = SandboxStore.start(vertx, 0, SandboxStore.Options.defaults());
                SandboxShipBob tilburg = SandboxShipBob.start(vertx, 0, options);
                RunningDaemon running = RunningDaemon.start(
                        folder.resolve("data"),
                        SandboxPartners.Plan.instant(),
                        keys(outlet, tilburg, options, files))) {
            SandboxStore main = running.partners().store();

            List<Long> toMain = place(main);
            List<Long> toOutlet = place(outlet);

            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(toMain).allSatisfy(id -> assertCompleted(running, "main", id, main));
                assertThat(toOutlet).allSatisfy(id -> assertCompleted(running, "outlet", id, outlet));
            });
            assertThat(toMain).as("the same order numbers in both stores").containsExactlyElementsOf(toOutlet);
            assertThat(running.partners().shipBob().orders())
                    .extracting(PlacedOrder::reference)
                    .containsExactlyInAnyOrderElementsOf(references("main", toMain));
            assertThat(tilburg.orders())
                    .extracting(PlacedOrder::reference)
                    .containsExactlyInAnyOrderElementsOf(references("outlet", toOutlet));
            assertThat(running.partners().odoo().orders())
                    .extracting(SandboxOdoo.SoldOrder::externalId)
                    .hasSize(6)
                    .doesNotHaveDuplicates();
        } finally {
            vertx.close();
        }
    }

    private static Map<String, String> keys(
            SandboxStore store, SandboxShipBob warehouse, ShipBobOptions options, PartnerFiles files) {
        Map<String, String> keys = new HashMap<>();
        keys.put("saddlebag.routes", files.folder());
        keys.put("saddlebag.store.outlet.url", store.url());
        keys.put("saddlebag.store.outlet.auth", "basic");
        keys.put("saddlebag.store.outlet.consumer-key", store.options().consumerKey());
        keys.put("saddlebag.store.outlet.consumer-secret", store.options().consumerSecret());
        keys.put("saddlebag.store.outlet.erp", "odoo");
        keys.put("saddlebag.store.outlet.warehouse", "tilburg");
        keys.put("saddlebag.warehouse.tilburg.url", warehouse.url());
        keys.put("saddlebag.warehouse.tilburg.token", options.token());
        keys.put("saddlebag.warehouse.tilburg.channel-id", "100001");
        keys.put("saddlebag.warehouse.tilburg.webhook-secret", options.webhookSecret());
        keys.put("saddlebag.warehouse.tilburg.shipping-method.default", "Standard");
        return keys;
    }

    private static List<Long> place(SandboxStore store) {
        return LongStream.rangeClosed(1, 3)
                .map(n -> store.place(Basket.of("processing", "TEE-M", (int) n)))
                .boxed()
                .toList();
    }

    private static List<String> references(String store, List<Long> ids) {
        return ids.stream().map(id -> store + "_order_" + id).toList();
    }

    private static void assertCompleted(RunningDaemon running, String name, long id, SandboxStore store) {
        assertThat(running.ledger()
                        .order(new OrderKey(name, String.valueOf(id)))
                        .map(Ledger.OrderRow::state))
                .contains(OrderState.COMPLETED);
        assertThat(store.order(id).orElseThrow().path("status").asText()).isEqualTo("completed");
    }
}
