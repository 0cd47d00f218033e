package io.saddlebag.connector.shipbob;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.delivery.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderCancellationTest {

    private static final String CANCELLED = "{\"id\":900,\"reference_id\":\"main_order_7\",\"status\":\"Cancelled\"}";
    private static final String PICKED = "{\"id\":900,\"reference_id\":\"main_order_7\",\"status\":\"Processing\"}";

    private final ScriptedShipBob shipBob = new ScriptedShipBob();

    @AfterEach
    void stop() {
        shipBob.close();
    }

    @Test
    void cancelsAnOrder() {
        shipBob.then(200, "{\"order_id\":900,\"status\":\"Success\"}").then(200, CANCELLED);

        Outcome<WarehouseOrder> outcome = shipBob.connector().cancel(900);

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(shipBob.received.get(0).path()).isEqualTo("/2026-01/order/900:cancel");
    }

    @Test
    void findsAnOrderCancelledBeforeWhateverShipBobAnswers() {
        shipBob.then(422, "{\"order\":[\"Order is cancelled\"]}").then(200, CANCELLED);
        shipBob.then(200, "{\"order_id\":900,\"status\":\"Failure\"}").then(200, CANCELLED);
        ShipBob connector = shipBob.connector();

        assertThat(connector.cancel(900)).isInstanceOf(Outcome.AlreadyThere.class);
        assertThat(connector.cancel(900)).isInstanceOf(Outcome.AlreadyThere.class);
    }

    @Test
    void p29SaysThatItIsTooLateOncePickingBegan() {
        shipBob.then(
                        200,
                        "{\"status\":\"Failure\",\"canceled_shipment_results\":[{\"shipment_id\":31,\"is_success\":false,"
                                + "\"reason\":\"Shipment is picked\"}]}")
                .then(200, PICKED);

        Outcome<WarehouseOrder> outcome = shipBob.connector().cancel(900);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("too-late-to-cancel");
            assertThat(refused.reason()).contains("Shipment is picked");
        });
    }

    @Test
    void p29SaysThatItIsTooLateWhereShipBobRefusesOutright() {
        shipBob.then(422, "{\"canceled_shipment_results\":[],\"status\":\"Failure\"}")
                .then(200, PICKED);

        assertThat(shipBob.connector().cancel(900))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo("too-late-to-cancel"));
    }

    @Test
    void p29SaysThatOnlySomeShipmentsWereCancelled() {
        shipBob.then(200, "{\"status\":\"PartialSuccess\"}").then(200, PICKED);

        assertThat(shipBob.connector().cancel(900))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo("partly-cancelled"));
    }

    @Test
    void believesNoSuccessThatTheOrderDoesNotShow() {
        shipBob.then(200, "{\"status\":\"Success\"}").then(200, PICKED);

        assertThat(shipBob.connector().cancel(900)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void doesNotUnderstandAnAnswerWithoutAResult() {
        shipBob.then(200, "{}");

        assertThat(shipBob.connector().cancel(900)).isInstanceOf(Outcome.NotUnderstood.class);
    }

    @Test
    void passesOnThatTheOrderIsUnknown() {
        shipBob.then(404, "{\"message\":\"Resource not found\"}");

        assertThat(shipBob.connector().cancel(900))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo("not-found"));
    }
}
