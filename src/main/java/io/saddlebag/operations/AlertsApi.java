package io.saddlebag.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.access.Permission;
import io.saddlebag.alert.AlertDesk;
import io.saddlebag.ledger.AlertLedger.Alert;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Alerts over HTTP.
 *
 * <ul>
 *   <li>{@code GET /api/v1/alerts?open=&limit=}: open ones, the longest open first; with {@code open=false} resolved ones
 *       too, the latest first; and the channels that do not take what they are told
 *   <li>{@code POST /api/v1/alerts/{id}/ack}, {@code {"by","note"}}: no reminders any more; 404 unknown, 409 resolved or acknowledged
 *   <li>{@code POST /api/v1/alerts/test}: sends a test through every channel and answers what each did
 * </ul>
 */
public final class AlertsApi extends ApiPart {

    private final AlertDesk desk;

    /** Serves a desk. */
    public AlertsApi(AlertDesk desk) {
        this.desk = desk;
    }

    @Override
    void mount(ApiPaths paths) {
        paths.get("/api/v1/alerts", Permission.SEE_ALERTS, this::list);
        paths.post("/api/v1/alerts/test", Permission.HANDLE_ALERTS, this::test);
        paths.post("/api/v1/alerts/:id/ack", Permission.HANDLE_ALERTS, this::acknowledge);
    }

    private void list(ApiCall call) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("alerts");
        desk.list(call.flag("open", true), call.limit()).forEach(alert -> list.add(row(alert)));
        ObjectNode failing = answer.putObject("failingChannels");
        desk.failing().forEach(failing::put);
        call.answer(200, answer);
    }

    private void acknowledge(ApiCall call) {
        JsonNode request = call.json();
        switch (desk.acknowledge(
                call.path("id"),
                call.actor(request),
                request.path("note").asText("").strip())) {
            case DONE ->
                call.answer(
                        200,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("status", "acknowledged")
                                .put("id", call.path("id")));
            case SETTLED -> call.error(409, "not-open", "the alert is resolved, or somebody has acknowledged it");
            case UNKNOWN ->
                call.error(404, "unknown-alert", "no alert has this id; resolved ones are kept for a while only");
        }
    }

    private void test(ApiCall call) {
        List<AlertDesk.Tried> tried = desk.test(call.caller(call.json()));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("channels");
        tried.forEach(one -> list.addObject()
                .put("channel", one.channel())
                .put("taken", one.taken())
                .put("words", one.words()));
        call.answer(200, answer);
    }

    private static ObjectNode row(Alert alert) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", alert.id())
                .put("rule", alert.rule())
                .put("subject", alert.subject())
                .put("severity", alert.severity())
                .put("open", alert.isOpen())
                .put("what", alert.what())
                .put("since", alert.since().toString())
                .put("firstSeen", alert.firstSeen().toString())
                .put("lastSeen", alert.lastSeen().toString())
                .put("times", alert.times())
                .put("size", alert.size());
        ArrayNode orders = json.putArray("orders");
        alert.orders().forEach(orders::add);
        ObjectNode held = json.putObject("held");
        alert.held().forEach((currency, sum) -> held.put(currency, sum.toPlainString()));
        json.put("action", alert.action())
                .put("command", alert.command())
                .put("openedAt", time(alert.openedAt()))
                .put("reminders", alert.reminders())
                .put("acknowledgedAt", time(alert.acknowledgedAt()))
                .put("acknowledgedBy", alert.acknowledgedBy())
                .put("resolvedAt", time(alert.resolvedAt()))
                .put("resolvedBecause", alert.resolvedBecause());
        return json;
    }

    private static String time(Optional<Instant> at) {
        return at.map(Instant::toString).orElse(null);
    }
}
