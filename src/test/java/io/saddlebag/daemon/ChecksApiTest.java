package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.sandbox.http.Fault;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Synchronous checks (REQUIREMENTS B10) through the API of a running daemon. */
class ChecksApiTest extends FieldProblems {

    @Test
    void B10_saysWhetherAnOrderWouldBePostedAndChangesNothing() {
        int before = running.partners().odoo().orderCount();

        JsonNode good = check("order", order("BULK-030"));
        JsonNode bad = check("order", order("NOBODY-KNOWS-IT"));

        assertThat(good.path("verdict").asText()).as(good.toString()).isEqualTo("ok");
        assertThat(good.path("source").asText()).isEqualTo("live");
        assertThat(good.path("details").path("decision").asText()).isEqualTo("post");
        assertThat(bad.path("verdict").asText()).isEqualTo("refused");
        assertThat(bad.path("details").path("problems").findValuesAsText("code"))
                .containsExactly("unknown-sku");
        assertThat(bad.path("details")
                        .path("problems")
                        .findValuesAsText("remedy")
                        .get(0))
                .isNotBlank();
        assertThat(running.partners().odoo().orderCount()).isEqualTo(before);
    }

    @Test
    void B10_readsAnOrderThatTheStoreHas() {
        long id = quiet.place(order -> order.put("status", "on-hold"));
        ObjectNode question = question().put("store", QuietStore.NAME).put("id", String.valueOf(id));

        JsonNode answer = check("order", question);

        assertThat(answer.path("verdict").asText()).as(answer.toString()).isEqualTo("ok");
        assertThat(answer.path("details").path("decision").asText()).isEqualTo("wait");
        assertThat(check("order", question.put("id", "999999")).path("verdict").asText())
                .isEqualTo("refused");
    }

    @Test
    void B10_answersStockPriceAndCustomer() {
        ObjectNode stock = question();
        stock.putArray("items")
                .add(question().put("sku", "BULK-030").put("quantity", 3))
                .add(question().put("sku", "NOBODY-KNOWS-IT").put("quantity", "1"));

        JsonNode levels = check("stock", stock);
        JsonNode price = check("price", question().put("sku", "BULK-030").put("currency", "eur"));
        JsonNode dearer = check(
                "price",
                question().put("sku", "BULK-030").put("currency", "EUR").put("price", "2.00"));
        JsonNode nobody = check("customer", question().put("email", "nobody@example.com"));

        assertThat(levels.path("verdict").asText()).isEqualTo("refused");
        assertThat(levels.path("details").path("items").findValuesAsText("ok")).containsExactly("true", "false");
        assertThat(price.path("verdict").asText()).isEqualTo("ok");
        assertThat(price.path("details").path("price").asText()).isEqualTo("1.00");
        assertThat(dearer.path("verdict").asText()).isEqualTo("refused");
        assertThat(dearer.path("reason").asText()).isEqualTo("the price is 1.00 EUR, not 2.00");
        assertThat(check("price", question().put("sku", "NOBODY-KNOWS-IT").put("currency", "EUR"))
                        .toString())
                .contains("no active product in Odoo has the SKU NOBODY-KNOWS-IT")
                .doesNotContain("exactly one");
        assertThat(nobody.path("details").path("known").asBoolean()).isFalse();
    }

    @Test
    void B10_aDeadErpCostsTheCallerItsLimitAtMostAndIsNamed() {
        ObjectNode stock = question().put("timeoutMillis", 500).put("fallback", "refused");
        stock.putArray("items").add(question().put("sku", "BULK-030").put("quantity", 7));
        running.partners().odoo().faults().add(Fault.latency(5_000, 0));
        try {
            JsonNode answer = check("stock", stock);

            assertThat(answer.path("verdict").asText()).isEqualTo("refused");
            assertThat(answer.path("source").asText()).isEqualTo("fallback");
            assertThat(answer.path("tookMillis").asLong()).isBetween(450L, 4_000L);
            assertThat(answer.path("reason").asText()).contains("no answer in 500 ms");
        } finally {
            running.partners().odoo().faults().clear();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    order    | {}
                    order    | {"store":"nowhere","order":{}}
                    order    | {"store":"quiet"}
                    order    | {"store":"quiet","id":"../../1"}
                    price    | {"sku":"A"}
                    price    | {"sku":"A","currency":"EURO"}
                    price    | {"sku":"A","currency":"EUR","quantity":0}
                    price    | {"sku":"A","currency":"EUR","price":"cheap"}
                    stock    | {"items":[]}
                    stock    | {"items":[{"sku":"A"}]}
                    stock    | {"items":[{"sku":"A","quantity":1e99}]}
                    stock    | {"erp":"sap","items":[{"sku":"A","quantity":1}]}
                    customer | {}
                    customer | {"email":"a@b.c","timeoutMillis":-1}
                    customer | {"email":"a@b.c","fallback":"perhaps"}
                    customer | [1,2]
                    order    | {"store":"quiet","id":"1","bogus":1}
                    price    | {"sku":"A","currency":"EUR","timeoutMilis":800}
                    stock    | {"items":[{"sku":"A","quantity":1,"qty":2}]}
                    customer | {"email":"a@b.c","Email":"d@e.f"}
                    """)
    void refusesAQuestionThatCannotBeAsked(String kind, String body) {
        HttpResponse<String> answer = running.call("POST", "/api/v1/checks/" + kind, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(Documents.parse(answer.body()).path("message").asText()).isNotBlank();
    }

    @Test
    void namesAKeyItDoesNotKnowAndThoseItDoes() {
        HttpResponse<String> answer = running.call(
                "POST", "/api/v1/checks/stock", "{\"items\":[{\"sku\":\"A\",\"quantity\":1}],\"timeoutMilis\":800}");

        assertThat(Documents.parse(answer.body()).path("message").asText())
                .isEqualTo("'timeoutMilis' is no key here; known are erp, store, items," + " timeoutMillis, fallback");
    }

    private static ObjectNode question() {
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode order(String sku) {
        ObjectNode order =
                (ObjectNode) Captured.read("03-orders/create-processing.json").json();
        ((ObjectNode) order.withArray("line_items").get(0)).put("sku", sku);
        ObjectNode question = question().put("store", QuietStore.NAME);
        question.set("order", order);
        return question;
    }

    private JsonNode check(String kind, ObjectNode question) {
        HttpResponse<String> answer = running.call("POST", "/api/v1/checks/" + kind, Documents.text(question));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Documents.parse(answer.body());
    }
}
