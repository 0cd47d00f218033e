package io.saddlebag.sandbox.shipbob;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request ShipBob refuses; carries the status and the body of the answer. */
final class Refusal extends RuntimeException {

    private final int status;
    private final transient ObjectNode body;

    private Refusal(int status, ObjectNode body) {
        super("refused with " + status, null, false, false);
        this.status = status;
        this.body = body;
    }

    int status() {
        return status;
    }

    ObjectNode body() {
        return body;
    }

    /** A body of field names and messages, as ShipBob's validation answers. */
    static Refusal field(int status, String field, String message) {
        ObjectNode body = Json.object();
        body.putArray(field).add(message);
        return new Refusal(status, body);
    }

    /** A body of the gateway in front of the API (its shape is documented for 429). */
    static Refusal gateway(int status, String message) {
        return new Refusal(status, Json.object().put("statusCode", status).put("message", message));
    }

    static Refusal notFound(String what, Object id) {
        return gateway(404, what + " " + id + " not found");
    }

    /** Any other body. */
    static Refusal of(int status, ObjectNode body) {
        return new Refusal(status, body);
    }
}
