package io.saddlebag.connector.shipbob;

import static io.saddlebag.connector.shipbob.ScriptedShipBob.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.order.FulfilmentRequest;
import io.saddlebag.sandbox.http.Fault;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderCreationTest {

    private static final String DUPLICATE =
            "{\"reference_id\":[\"Order with reference id main_order_7 already exists\"]}";
    private static final FulfilmentRequest REQUEST = Requests.aRequest("7");
    private static final JsonNode BODY = Requests.bodyOf(REQUEST);

    private final ScriptedShipBob shipBob = new ScriptedShipBob();

    @AfterEach
    void stop() {
        shipBob.close();
    }

    @Test
    void createsAnOrderInOurChannelWithTheMethodOfTheSettings() {
        shipBob.set("shipping-method.flat_rate", "Ground").set("fulfillment-center", "8");
        shipBob.then(201, held("Processing", "4711", 2, 1));

        Outcome<Acknowledged> outcome = shipBob.connector().createOrder(REQUEST, BODY);

        assertThat(outcome)
                .isEqualTo(new Outcome.Done<>(new Acknowledged(900, "main_order_7", "Processing", List.of(31L))));
        var sent = shipBob.received.get(0);
        assertThat(sent.method() + " " + sent.path()).isEqualTo("POST /2026-01/order");
        assertThat(sent.header("Authorization")).isEqualTo("Bearer pat-secret");
        assertThat(sent.header("shipbob_channel_id")).isEqualTo("4711");
        JsonNode body = json(sent.text());
        assertThat(body.path("shipping_method").asText()).isEqualTo("Ground");
        assertThat(body.path("location_id").asInt()).isEqualTo(8);
        assertThat(body.path("products").toString())
                .isEqualTo(BODY.path("products").toString());
    }

    @Test
    void p28TakesADuplicateForDoneAfterLookingItUp() {
        shipBob.then(422, DUPLICATE).then(200, "[" + held("Processing", "4711", 2, 1) + "]");

        Outcome<Acknowledged> outcome = shipBob.connector().createOrder(REQUEST, BODY);

        assertThat(outcome)
                .isEqualTo(
                        new Outcome.AlreadyThere<>(new Acknowledged(900, "main_order_7", "Processing", List.of(31L))));
        assertThat(shipBob.received.get(1).query("ReferenceIds", "")).isEqualTo("main_order_7");
    }

    @Test
    void p28LooksUpEvery422AsItsWordsMayChange() {
        shipBob.then(422, "{\"message\":\"Client Error\"}").then(200, "[" + held("Processing", "4711", 2, 1) + "]");

        assertThat(shipBob.connector().createOrder(REQUEST, BODY)).isInstanceOf(Outcome.AlreadyThere.class);
    }

    @Test
    void p28RefusesADuplicateWithOtherLines() {
        shipBob.then(422, DUPLICATE).then(200, "[" + held("Processing", "4711", 3, 1) + "]");

        Outcome<Acknowledged> outcome = shipBob.connector().createOrder(REQUEST, BODY);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("other-lines");
            assertThat(refused.reason()).contains("1 × MUG, 3 × TEE", "1 × MUG, 2 × TEE");
        });
    }

    @Test
    void p28RefusesADuplicateThatIsCancelled() {
        shipBob.then(422, DUPLICATE).then(200, "[" + held("Cancelled", "4711", 2, 1) + "]");

        assertThat(refusal(shipBob.connector().createOrder(REQUEST, BODY))).isEqualTo("cancelled-at-warehouse");
    }

    @Test
    void p28RefusesWhereTwoLiveOrdersHaveTheReference() {
        String one = held("Processing", "4711", 2, 1);
        shipBob.then(422, DUPLICATE).then(200, "[" + one + "," + one + "]");

        assertThat(refusal(shipBob.connector().createOrder(REQUEST, BODY))).isEqualTo("several-orders");
    }

    @Test
    void p28TriesAgainWhereTheDuplicateIsNotShownYet() {
        String other = held("Processing", "999", 2, 1);
        String similar = held("Processing", "4711", 2, 1).replace("main_order_7", "main_order_77");
        shipBob.then(422, DUPLICATE).then(200, "[" + other + "," + similar + "]");

        Outcome<Acknowledged> outcome = shipBob.connector().createOrder(REQUEST, BODY);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.RetryLater.class, later -> assertThat(later.category())
                .isEqualTo(Category.TRANSIENT));
    }

    @Test
    void passesOnARefusalThatIsNoDuplicate() {
        shipBob.then(422, "{\"products\":[\"No product with reference MUG\"]}").then(200, "[]");

        Outcome<Acknowledged> outcome = shipBob.connector().createOrder(REQUEST, BODY);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("unprocessable");
            assertThat(refused.reason()).contains("products: No product with reference MUG");
        });
    }

    @Test
    void doesNotKnowWhatBecameOfAnAnswerCutOff() {
        shipBob.server().faults().add(Fault.of(Fault.Kind.MALFORMED).times(1));
        shipBob.then(201, held("Processing", "4711", 2, 1));

        assertThat(shipBob.connector().createOrder(REQUEST, BODY)).isInstanceOf(Outcome.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "7",
                "{}",
                "{\"id\":null}",
                "{\"id\":900,\"reference_id\":\"main_order_8\",\"status\":\"Processing\"}",
                "{\"id\":\"900\",\"reference_id\":\"main_order_7\",\"status\":\"Processing\"}",
                "{\"id\":900,\"reference_id\":\"main_order_7\",\"status\":false}",
                "{\"id\":900,\"reference_id\":\"main_order_7\",\"status\":\"Processing\",\"shipments\":false}"
            })
    void doesNotKnowWhatBecameOfAnAnswerThatDoesNotNameTheOrder(String answer) {
        shipBob.then(201, answer);

        assertThat(shipBob.connector().createOrder(REQUEST, BODY)).isInstanceOf(Outcome.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "{'items':[]}", "[{'reference_id':'main_order_7'}]"})
    void doesNotUnderstandAnOddLookUp(String rows) {
        shipBob.then(422, DUPLICATE).then(200, rows.replace('\'', '"'));

        assertThat(shipBob.connector().createOrder(REQUEST, BODY)).isInstanceOf(Outcome.NotUnderstood.class);
    }

    @Test
    void sendsNothingWhereAShippingMethodOrTheReferenceIsMissing() {
        shipBob.set("shipping-method.default", "");
        shipBob.set("shipping-method.local_pickup", "Pickup");
        ShipBob connector = shipBob.connector();

        Outcome<Acknowledged> withoutMethod = connector.createOrder(REQUEST, BODY);
        Outcome<Acknowledged> withoutReference = connector.createOrder(REQUEST, json("{'products':[]}"));

        assertThat(withoutMethod).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.remedy())
                .contains("saddlebag.warehouse.north.shipping-method.flat_rate"));
        assertThat(withoutReference).isInstanceOf(Outcome.NotUnderstood.class);
        assertThat(shipBob.received).isEmpty();
    }

    private static String refusal(Outcome<?> outcome) {
        return ((Outcome.Refused<?>) outcome).code();
    }

    private static String held(String status, String channel, int tees, int mugs) {
        return ("{'id':900,'reference_id':'main_order_7','status':'" + status + "','channel':{'id':" + channel
                        + "},'products':[{'id':1,'reference_id':'TEE','quantity':" + tees
                        + "},{'id':2,'reference_id':'MUG','quantity':" + mugs + "}],'shipments':[{'id':31}]}")
                .replace('\'', '"');
    }
}
