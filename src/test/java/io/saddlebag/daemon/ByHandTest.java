package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.http.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What remedies tell a person to do by hand works: the order goes on by itself afterwards. */
class ByHandTest extends FieldProblems {

    @AfterEach
    void mend() {
        running.partners().shipBob().faults().clear();
        running.partners().odoo().faults().clear();
    }

    @Test
    void anOrderPlacedAtTheWarehouseUnderOurReferenceGoesOn() throws IOException, InterruptedException {
        running.partners().shipBob().faults().add(Fault.status(422, "").on("POST /.*order"));
        long id = running.partners().store().place(Basket.of("processing", "TEE-M", 2));
        eventually(() -> assertThat(running.ledger().parked(key("main", id), 10))
                .singleElement()
                .satisfies(parked ->
                        assertThat(parked.remedy()).contains("by hand, under the reference main_order_" + id)));
        running.partners().shipBob().faults().clear();

        post(
                running.partners().shipBob().url() + "/2026-01/order",
                """
                {"reference_id": "main_order_%d", "shipping_method": "Standard", "type": "DTC",
                 "recipient": {"name": "A", "address": {"address1": "B 5", "city": "Berlin", "country": "DE"}},
                 "products": [{"reference_id": "TEE-M", "name": "T-Shirt", "quantity": 2}]}
                """
                        .formatted(id),
                "sandbox-token");

        eventually(() -> assertThat(state("main", id)).isEqualTo(OrderState.COMPLETED));
        assertThat(parkedCodes("main", id)).containsExactly("unprocessable");
    }

    @Test
    void anInvoiceMadeInTheErpIsFoundAndClosesWhatWasParked() throws IOException, InterruptedException {
        running.partners()
                .odoo()
                .faults()
                .add(new Fault(
                        Fault.Kind.STATUS,
                        "sale.advance.payment.inv",
                        0,
                        1,
                        422,
                        "",
                        "{\"name\":\"odoo.exceptions.UserError\",\"message\":\"Not today\"}",
                        0,
                        0));
        long id = running.partners().store().place(Basket.of("processing", "TEE-M", 1));
        eventually(() -> assertThat(running.ledger().parked(key("main", id), 10))
                .singleElement()
                .satisfies(parked -> assertThat(parked.remedy()).contains("invoice the order in the ERP by hand")));
        running.partners().odoo().faults().clear();

        int order = inOdoo("main", id).get(0).id();
        String context = "\"context\":{\"active_model\":\"sale.order\",\"active_id\":%d,\"active_ids\":[%d]}"
                .formatted(order, order);
        String wizard = odoo(
                "sale.advance.payment.inv/create",
                "{\"vals_list\":[{\"advance_payment_method\":\"delivered\"}]," + context + "}");
        odoo("sale.advance.payment.inv/create_invoices", "{\"ids\":" + wizard + "," + context + "}");
        int draft = running.partners().odoo().invoices().stream()
                .filter(invoice -> invoice.state().equals("draft"))
                .findFirst()
                .orElseThrow()
                .id();
        odoo("account.move/action_post", "{\"ids\":[" + draft + "]}");

        eventually(() -> assertThat(state("main", id)).isEqualTo(OrderState.COMPLETED));
        assertThat(parkedCodes("main", id)).isEmpty();
    }

    private String odoo(String method, String json) throws IOException, InterruptedException {
        return post(running.partners().odoo().url() + "/json/2/" + method, json, "sandbox-key");
    }

    private static String post(String url, String json, String token) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .timeout(Duration.ofSeconds(20))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .header("shipbob_channel_id", "100001")
                                .header("X-Odoo-Database", "erp19")
                                .POST(HttpRequest.BodyPublishers.ofString(json))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body();
    }
}
