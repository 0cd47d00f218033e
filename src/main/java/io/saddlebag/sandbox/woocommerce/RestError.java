package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A refusal as WordPress writes it: {@code {code, message, data}}. Ends the request. */
final class RestError extends RuntimeException {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final int status;
    private final String code;
    private final transient JsonNode data;

    RestError(int status, String code, String message) {
        this(status, code, message, JSON.objectNode().put("status", status));
    }

    private RestError(int status, String code, String message, JsonNode data) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.data = data;
    }

    /** A business refusal of a refund: HTTP 500 and a bare number as data (facts 16). */
    static RestError ofRefund(String code, String message, int data) {
        return new RestError(500, code, message, IntNode.valueOf(data));
    }

    static RestError withData(int status, String code, String message, ObjectNode more) {
        ObjectNode data = JSON.objectNode().put("status", status);
        data.setAll(more);
        return new RestError(status, code, message, data);
    }

    static RestError noRoute() {
        return new RestError(404, "rest_no_route", "No route was found matching the URL and request method.");
    }

    static RestError missing(String parameter) {
        ObjectNode data = JSON.objectNode();
        data.putArray("params").add(parameter);
        return withData(400, "rest_missing_callback_param", "Missing parameter(s): " + parameter, data);
    }

    static RestError notOfType(String parameter, String path, String type) {
        String message = path + " is not of type " + type + ".";
        return invalid(
                parameter, message, "rest_invalid_type", JSON.objectNode().put("param", path));
    }

    static RestError invalid(String parameter, String message, String why) {
        return invalid(parameter, message, why, JSON.nullNode());
    }

    private static RestError invalid(String parameter, String message, String why, JsonNode detail) {
        ObjectNode data = JSON.objectNode();
        data.putObject("params").put(parameter, message);
        data.putObject("details")
                .putObject(parameter)
                .put("code", why)
                .put("message", message)
                .set("data", detail);
        return withData(400, "rest_invalid_param", "Invalid parameter(s): " + parameter, data);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    /** Refused so early, or so badly, that the answer does not say what the route allows (05-customers/unknown). */
    boolean beforeTheRoute() {
        return code.equals("wc_user_invalid_id") || code.equals("internal_server_error");
    }

    /** What PHP's fatal error handler writes (03-orders/create-qty-0). */
    static RestError fatal(String message) {
        ObjectNode data = JSON.objectNode();
        data.putObject("error")
                .put("type", 1)
                .put("message", message)
                .put("file", "/srv/shop/sandbox.php")
                .put("line", 1);
        return withData(
                500,
                "internal_server_error",
                "<p>There has been a critical error on this website.</p><p><a href=\"https://wordpress.org/documentation/article/faq-troubleshooting/\">Learn more about troubleshooting WordPress.</a></p>",
                data);
    }

    ObjectNode body() {
        ObjectNode body = JSON.objectNode().put("code", code).put("message", getMessage());
        body.set("data", data);
        if (code.equals("internal_server_error")) {
            body.putArray("additional_errors");
        }
        return body;
    }
}
