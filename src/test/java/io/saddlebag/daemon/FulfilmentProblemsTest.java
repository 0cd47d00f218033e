package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.http.Fault;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.sandbox.shipbob.Automation;
import io.saddlebag.sandbox.shipbob.WebhookFaults;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Problems retailers report, from the ERP to the door, over the running daemon; the warehouse moves when a test says so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FulfilmentProblemsTest {

    private RunningDaemon running;

    @BeforeAll
    void start(@TempDir Path data) {
        running = RunningDaemon.start(
                data,
                SandboxPartners.Plan.instant().warehouse(Automation.off()),
                Map.of("saddlebag.poll.reread", "* * * * * ?"));
    }

    @AfterEach
    void mend() {
        running.partners().shipBob().webhookFaults(WebhookFaults.none());
        running.partners().shipBob().faults().clear();
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    void P26_billsAndDeliversAPartlyShippedOrderOncePerPieceAndTheWholeTaxOnce() {
        long id = place(3);
        BigDecimal total = new BigDecimal(inStore(id, "total"));
        eventually(() -> assertThat(state(id)).isEqualTo(OrderState.RELEASED));

        running.partners().shipBob().ship(reference(id), Map.of("TEE-M", 1));
        eventually(() -> assertThat(state(id)).isEqualTo(OrderState.PARTLY_SHIPPED));
        eventually(() -> assertThat(delivered(id)).isEqualByComparingTo("1"));
        assertThat(inStore(id, "status")).isEqualTo("processing");
        running.partners().shipBob().ship(reference(id));

        eventually(() -> assertThat(state(id)).isEqualTo(OrderState.COMPLETED));
        assertThat(delivered(id)).isEqualByComparingTo("3");
        assertThat(inStore(id, "status")).isEqualTo("completed");
        assertThat(deliveries(id)).hasSize(2).allMatch(delivery -> delivery.state()
                .equals("done"));
        assertThat(invoiced(id)).isEqualByComparingTo(total);
        assertThat(running.ledger().shipments(key(id)))
                .hasSize(2)
                .allMatch(Ledger.ShipmentRow::postedToErp)
                .allMatch(Ledger.ShipmentRow::shownInStore);
    }

    @Test
    void P27_findsShipmentsByThePollWhenNoWebhookOfTheWarehouseArrives() {
        running.partners().shipBob().webhookFaults(new WebhookFaults(1, 0, 0, 0, 0));
        long id = place(1);
        eventually(() -> assertThat(state(id)).isEqualTo(OrderState.RELEASED));

        running.partners().shipBob().ship(reference(id));

        eventually(() -> assertThat(state(id)).isEqualTo(OrderState.COMPLETED));
    }

    @Test
    void P28_takesADuplicateAtTheWarehouseForSuccessAfterALostAnswer() {
        running.partners()
                .shipBob()
                .faults()
                .add(Fault.of(Fault.Kind.RESET_AFTER_COMMIT)
                        .on("POST /[0-9-]+/order$")
                        .times(1));
        long id = place(1);

        eventually(() -> assertThat(state(id)).isEqualTo(OrderState.RELEASED));

        assertThat(running.partners().shipBob().orders(reference(id))).hasSize(1);
        assertThat(running.partners().shipBob().refusedDuplicates()).containsEntry(reference(id), 1);
        assertThat(running.trace(id))
                .anyMatch(event ->
                        event.step().equals("release") && event.outcome().equals("already-there"));
        assertThat(running.ledger().parked(Optional.of(key(id)), 10)).isEmpty();
    }

    @Test
    void P7_parksAnOrderThatIsDeletedForGoodAfterItWasPosted() {
        long id = place(1);
        eventually(() -> assertThat(state(id)).isEqualTo(OrderState.RELEASED));

        running.partners().store().delete(id);

        eventually(() -> assertThat(parkedCodes(id)).containsExactly("cancelled-after-posting"));
        assertThat(running.ledger().parked(Optional.of(key(id)), 10).get(0).cause())
                .contains("deleted");
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true); // one re-read more at least
        assertThat(running.ledger().parked(Optional.of(key(id)), 10))
                .singleElement()
                .satisfies(parked -> assertThat(parked.attempts()).isEqualTo(1));
    }

    @Test
    void P8_seesARefundAndItsDeletionAfterTheOrderWasPosted() throws Exception {
        long id = place(2);
        eventually(() -> assertThat(state(id)).isEqualTo(OrderState.RELEASED));
        long refund = running.partners().store().refund(id, BigDecimal.ONE);
        eventually(() -> assertThat(parkedCodes(id)).containsOnly("refunded-after-posting"));

        deleteRefund(id, refund);

        eventually(
                () -> assertThat(running.ledger().document(key(id)).orElse("")).contains("\"refunds\":[]"));
    }

    private void deleteRefund(long id, long refund) throws Exception {
        var store = running.partners().store();
        String credentials =
                store.options().consumerKey() + ":" + store.options().consumerSecret();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(store.url() + "/wp-json/wc/v3/orders/" + id + "/refunds/" + refund + "?force=true"))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .DELETE()
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    private long place(int pieces) {
        return running.partners().store().place(Basket.of("processing", "TEE-M", pieces));
    }

    private static String reference(long id) {
        return "main_order_" + id;
    }

    private static OrderKey key(long id) {
        return new OrderKey("main", String.valueOf(id));
    }

    private OrderState state(long id) {
        return running.order(id)
                .map(Ledger.OrderRow::state)
                .orElseThrow(() -> new AssertionError("the ledger does not know " + id));
    }

    private List<String> parkedCodes(long id) {
        return running.ledger().parked(Optional.of(key(id)), 10).stream()
                .map(Ledger.Parked::code)
                .toList();
    }

    private String inStore(long id, String field) {
        return running.partners()
                .store()
                .order(id)
                .orElse(JsonNodeFactory.instance.objectNode())
                .path(field)
                .asText();
    }

    private SandboxOdoo.SoldOrder inOdoo(long id) {
        return running.partners().odoo().orders().stream()
                .filter(order -> order.externalId().endsWith("." + reference(id)))
                .findFirst()
                .orElseThrow();
    }

    private BigDecimal delivered(long id) {
        return inOdoo(id).lines().stream()
                .filter(line -> line.sku().equals("TEE-M"))
                .map(SandboxOdoo.SoldLine::delivered)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private List<SandboxOdoo.Delivery> deliveries(long id) {
        return running.partners().odoo().deliveries().stream()
                .filter(delivery -> delivery.order() == inOdoo(id).id())
                .toList();
    }

    private BigDecimal invoiced(long id) {
        return running.partners().odoo().invoices().stream()
                .filter(invoice -> invoice.origin().equals(inOdoo(id).name()))
                .map(SandboxOdoo.Invoice::total)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(assertion);
    }
}
