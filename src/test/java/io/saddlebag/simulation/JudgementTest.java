package io.saddlebag.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.ledger.Step;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersion;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.shipbob.Channel;
import io.saddlebag.sandbox.shipbob.SandboxShipBob;
import io.saddlebag.sandbox.shipbob.ShipBobOptions;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The judge finds what is missing and what is there twice, whatever the ledger believes. */
class JudgementTest {

    private static final Instant T0 = Instant.parse("2026-11-24T10:00:00Z");

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private SandboxPartners partners;
    private SandboxShipBob twoChannels;
    private Ledger ledger;
    private long id;

    @BeforeEach
    void anOrderNobodyWorkedOn() {
        partners = SandboxPartners.start(SandboxPartners.Plan.instant());
        twoChannels = SandboxShipBob.start(
                vertx,
                0,
                ShipBobOptions.defaults()
                        .with(o -> o.channels(new Channel(100_001, "one", true), new Channel(100_002, "two", true))));
        ledger = LedgerFactory.open(LedgerSettings.sqlite(folder.resolve("ledger.db")));
        id = partners.store().place(1).get(0);
    }

    @AfterEach
    void close() {
        ledger.close();
        partners.close();
        twoChannels.close();
        vertx.close();
    }

    @Test
    void anOrderTheLedgerNeverSawIsLost() {
        Judgement.Findings findings = Judgement.of(partners, ledger).findings(Map.of(id, Habit.KEEPS));

        assertThat(findings.lost()).containsExactly("main:" + id + ": never captured");
        assertThat(findings.captured()).isZero();
    }

    @Test
    void anOrderTheLedgerCallsDoneIsLostIfNoPartnerHasIt() {
        know(OrderState.COMPLETED);

        Judgement.Findings findings = Judgement.of(partners, ledger).findings(Map.of(id, Habit.KEEPS));

        assertThat(findings.captured()).isEqualTo(1);
        assertThat(findings.lost())
                .hasSize(2)
                .anyMatch(w -> w.contains("not in the ERP"))
                .anyMatch(w -> w.contains("not at the warehouse"));
    }

    @Test
    void anOrderThatWaitsForAPersonIsNamedByItsCode() {
        know(OrderState.CAPTURED);
        park("unknown-sku");

        Judgement.Findings findings = Judgement.of(partners, ledger).findings(Map.of(id, Habit.KEEPS));

        assertThat(findings.lost()).isEmpty();
        assertThat(findings.parked()).containsExactly(Map.entry("unknown-sku", 1));
    }

    @Test
    void anOrderTwiceAtTheWarehouseIsDoubledEvenIfItIsParked() throws Exception {
        know(OrderState.POSTED);
        park("other-lines");
        send("100001");
        send("100002");
        Trio trio = new Trio("main", partners.store(), partners.odoo(), twoChannels, Trio.Manners.usual());

        Judgement.Findings findings = new Judgement(trio, ledger).findings(Map.of(id, Habit.KEEPS));

        assertThat(findings.doubled()).containsExactly("main:" + id + ": 2 times at the warehouse");
    }

    @Test
    void aCancelledOrderNobodyCancelledIsDifferent() {
        know(OrderState.CANCELLED);
        Judgement judgement = Judgement.of(partners, ledger);

        assertThat(judgement.findings(Map.of(id, Habit.CANCELS)).different()).isEmpty();
        assertThat(judgement.findings(Map.of(id, Habit.KEEPS)).different())
                .containsExactly("main:" + id + ": cancelled, which nobody asked for");
    }

    private void know(OrderState state) {
        ledger.record(Step.of(key())
                .seen(new Step.Seen(
                        new OrderVersion(T0, "hash"), "1", "processing", "EUR", "10.00", "a@example.com", T0, "{}"))
                .moveTo(state));
    }

    private void park(String code) {
        ledger.park(new Ledger.Parked(
                code,
                Optional.of(key()),
                "order.to-erp.odoo",
                "orders-to-odoo",
                "order.to-erp.odoo",
                "business",
                code,
                "cause",
                "remedy",
                "{}",
                1,
                T0,
                true,
                Optional.empty(),
                Map.of()));
    }

    private io.saddlebag.order.OrderKey key() {
        return new io.saddlebag.order.OrderKey("main", String.valueOf(id));
    }

    private void send(String channel) throws IOException, InterruptedException {
        ObjectNode order = JsonNodeFactory.instance
                .objectNode()
                .put("reference_id", key().external())
                .put("shipping_method", "Standard")
                .put("type", "DTC");
        ObjectNode recipient = order.putObject("recipient").put("name", "Ada Lovelace");
        recipient
                .putObject("address")
                .put("address1", "1 Square")
                .put("city", "London")
                .put("country", "GB");
        order.putArray("products")
                .addObject()
                .put("reference_id", "TEE-S")
                .put("name", "Tee")
                .put("quantity", 1);
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(twoChannels.url() + "/2026-01/order"))
                                .header("Authorization", "Bearer sandbox-token")
                                .header("shipbob_channel_id", channel)
                                .POST(HttpRequest.BodyPublishers.ofString(order.toString()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }
}
