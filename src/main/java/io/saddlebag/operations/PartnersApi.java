package io.saddlebag.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.access.Permission;
import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.PartnerState;
import io.saddlebag.ledger.Actor;
import io.saddlebag.ledger.PartnerPauses.Pause;
import io.saddlebag.pace.PartnerGates;
import java.time.Instant;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Partners over HTTP. Changes need the caller's name in {@code by}.
 *
 * <ul>
 *   <li>{@code GET /api/v1/partners}: how each stands, its pace, its quota, and how many messages wait for it
 *   <li>{@code GET /api/v1/partners/{kind}/{name}?limit=}: one, with its past pauses
 *   <li>{@code POST /api/v1/partners/{kind}/{name}/pause}, {@code {"by","reason"}}: 409 where a person has paused it already
 *   <li>{@code POST /api/v1/partners/{kind}/{name}/resume}, {@code {"by"}}: 409 where it is not paused
 * </ul>
 *
 * 404 for an unknown partner.
 */
public final class PartnersApi extends ApiPart {

    private static final int LONGEST_REASON = 500;

    private final PartnerGates gates;
    private final ToLongFunction<String> waiting;

    /**
     * Serves these gates.
     *
     * @param waiting how many messages wait for a partner, by its full name; negative where the buffer does not say
     */
    public PartnersApi(PartnerGates gates, ToLongFunction<String> waiting) {
        this.gates = gates;
        this.waiting = waiting;
    }

    @Override
    void mount(ApiPaths paths) {
        paths.get("/api/v1/partners", Permission.SEE_OPERATIONS, this::list);
        paths.get("/api/v1/partners/:kind/:name", Permission.SEE_OPERATIONS, this::show);
        paths.post("/api/v1/partners/:kind/:name/pause", Permission.PAUSE_PARTNERS, this::pause);
        paths.post("/api/v1/partners/:kind/:name/resume", Permission.PAUSE_PARTNERS, this::resume);
    }

    private void list(ApiCall call) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("partners");
        gates.all().forEach(state -> list.add(view(state)));
        call.answer(200, answer);
    }

    private void show(ApiCall call) {
        known(call).ifPresent(state -> {
            ObjectNode answer = view(state);
            ArrayNode history = answer.putArray("pauses");
            gates.history(state.partner(), call.limit()).forEach(pause -> history.add(view(pause)));
            call.answer(200, answer);
        });
    }

    private void pause(ApiCall call) {
        known(call).ifPresent(state -> {
            JsonNode request = call.json();
            Actor by = call.actor(request);
            String reason = text(request, "reason").orElseThrow(() -> new ApiCall.BadRequest("say why in 'reason'"));
            if (reason.length() > LONGEST_REASON) {
                throw new ApiCall.BadRequest("'reason' may have " + LONGEST_REASON + " characters");
            }
            if (gates.pause(state.partner(), reason, by)) {
                call.answer(200, view(gates.find(state.partner()).orElseThrow()));
            } else {
                call.error(
                        409,
                        "paused-already",
                        state.partner() + " is paused already, by " + state.by() + ": " + state.reason());
            }
        });
    }

    private void resume(ApiCall call) {
        known(call).ifPresent(state -> {
            if (gates.resume(state.partner(), call.actor(call.json()))) {
                call.answer(200, view(gates.find(state.partner()).orElseThrow()));
            } else {
                call.error(409, "not-paused", state.partner() + " is not paused");
            }
        });
    }

    private Optional<PartnerState> known(ApiCall call) {
        String partner = call.path("kind") + "." + call.path("name");
        Optional<PartnerState> found = gates.all().stream()
                .filter(state -> state.partner().equals(partner))
                .findFirst();
        if (found.isEmpty()) {
            call.error(404, "unknown-partner", "no partner is called '" + partner + "'");
        }
        return found;
    }

    private static Optional<String> text(JsonNode request, String field) {
        return Optional.of(request.path(field).asText("").strip()).filter(value -> !value.isEmpty());
    }

    private ObjectNode view(PartnerState state) {
        ObjectNode view = JsonNodeFactory.instance
                .objectNode()
                .put("kind", state.kind())
                .put("name", state.name())
                .put("state", state.condition().word())
                .put("since", state.since().toString())
                .put("reason", state.reason())
                .put("category", state.category().map(Category::word).orElse(null))
                .put("by", state.by())
                .put("nextTry", state.nextTry().map(Instant::toString).orElse(null))
                .put("connections", state.connections())
                .put("throttledLately", state.throttledLately());
        long messages = waiting.applyAsLong(state.partner());
        view.put("waiting", messages < 0 ? null : (Long) messages);
        view.put("rate", state.rate().isPresent() ? (Double) state.rate().getAsDouble() : null);
        view.put("fastest", state.most().isPresent() ? (Double) state.most().getAsDouble() : null);
        view.put("dailyQuota", state.quota().isPresent() ? (Long) state.quota().getAsLong() : null);
        view.put("quotaUsed", state.quota().isPresent() ? (Long) state.used() : null);
        view.put("quotaResets", state.resets().map(Instant::toString).orElse(null));
        return view;
    }

    private static ObjectNode view(Pause pause) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("forced", pause.forced())
                .put("since", pause.since().toString())
                .put("category", pause.category())
                .put("reason", pause.reason())
                .put("by", pause.by())
                .put("liftedAt", pause.liftedAt().map(Instant::toString).orElse(null))
                .put("liftedBy", pause.liftedBy())
                .put("liftedWhy", pause.liftedWhy());
    }
}
