package io.saddlebag.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.access.Permission;
import io.saddlebag.ledger.Reconciliations.Difference;
import io.saddlebag.ledger.Reconciliations.DifferenceState;
import io.saddlebag.ledger.Reconciliations.Filter;
import io.saddlebag.ledger.Reconciliations.Run;
import io.saddlebag.order.OrderKey;
import io.saddlebag.recovery.Decision;
import io.saddlebag.recovery.reconciliation.Kind;
import io.saddlebag.recovery.reconciliation.ReconciliationDesk;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reconciliation over HTTP. Changes need the caller's name in {@code by}.
 *
 * <ul>
 *   <li>{@code GET /api/v1/reconciliation}: what is open by kind and currency, and each store's latest runs
 *   <li>{@code GET /api/v1/reconciliation/runs?store=&limit=}, {@code …/runs/{id}}
 *   <li>{@code POST /api/v1/reconciliation/runs}, {@code {"by","store","from","to"}}: compares orders placed in the window; without
 *       a store all of them, without a window the nightly one; 202 with the runs
 *   <li>{@code GET /api/v1/reconciliation/differences?store=&kind=&order=&state=&from=&to=&after=&limit=}: the oldest first, open ones
 *       unless {@code state} says {@code accepted}, {@code closed} or {@code all}; {@code after} is the id of the last one of the page before
 *   <li>{@code GET /api/v1/reconciliation/differences.csv}: the same filters, all of them
 *   <li>{@code GET /api/v1/reconciliation/differences/{id}}: one with its history
 *   <li>{@code POST /api/v1/reconciliation/differences/{id}/repair}, {@code {"by"}}; {@code …/accept}, {@code {"by","reason"}}
 *   <li>{@code POST /api/v1/reconciliation/differences/repair}, {@code {"by","kind","store","from","to"}}: all that fit; kind
 *       {@code all} means every kind
 * </ul>
 *
 * 404 for what is unknown, 409 for a difference that is not open any more, 422 where only a person can mend it.
 */
public final class ReconciliationApi extends ApiPart {

    private static final String BASE = "/api/v1/reconciliation";
    private static final int PAGE = 500;

    private final ReconciliationDesk desk;
    private final Clock clock;

    /** Serves a desk. */
    public ReconciliationApi(ReconciliationDesk desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    @Override
    void mount(ApiPaths paths) {
        paths.get(BASE, Permission.SEE_FINANCE, this::standing);
        paths.get(BASE + "/runs", Permission.SEE_FINANCE, this::runs);
        paths.post(BASE + "/runs", Permission.RECONCILE, this::ask);
        paths.get(BASE + "/runs/:id", Permission.SEE_FINANCE, this::run);
        paths.get(BASE + "/differences", Permission.SEE_FINANCE, this::list);
        paths.get(BASE + "/differences.csv", Permission.SEE_FINANCE, this::csv);
        paths.post(BASE + "/differences/repair", Permission.RECONCILE, this::repairAll);
        paths.get(BASE + "/differences/:id", Permission.SEE_FINANCE, this::show);
        paths.post(BASE + "/differences/:id/repair", Permission.RECONCILE, this::repair);
        paths.post(BASE + "/differences/:id/accept", Permission.RECONCILE, this::accept);
    }

    private void standing(ApiCall call) {
        ReconciliationDesk.Standing standing = desk.standing();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode open = answer.putArray("open");
        standing.open().forEach(one -> open.addObject()
                .put("kind", one.kind())
                .put("currency", one.currency())
                .put("count", one.count())
                .put("value", one.value().toPlainString())
                .put("oldest", one.oldest().toString()));
        ObjectNode stores = answer.putObject("stores");
        standing.stores().forEach((store, last) -> {
            ObjectNode json = stores.putObject(store);
            last.ended().ifPresent(run -> json.set("latest", ReconciliationViews.run(run)));
            last.complete().ifPresent(run -> json.set("latestComplete", ReconciliationViews.run(run)));
        });
        call.answer(200, answer);
    }

    private void runs(ApiCall call) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("runs");
        desk.runs(call.param("store"), call.limit()).forEach(run -> list.add(ReconciliationViews.run(run)));
        call.answer(200, answer);
    }

    private void run(ApiCall call) {
        desk.run(call.path("id"))
                .ifPresentOrElse(
                        run -> call.answer(200, ReconciliationViews.run(run)),
                        () -> call.error(404, "unknown-run", "no run has this id; old ones are kept for a while only"));
    }

    private void ask(ApiCall call) {
        JsonNode request = call.json();
        List<Run> runs;
        try {
            runs = desk.ask(
                    text(request, "store"),
                    text(request, "from").map(t -> instant("from", t)),
                    text(request, "to").map(t -> instant("to", t)),
                    call.actor(request).who());
        } catch (IllegalArgumentException e) {
            throw new ApiCall.BadRequest(e.getMessage());
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("status", "requested");
        ArrayNode list = answer.putArray("runs");
        runs.forEach(run -> list.add(ReconciliationViews.run(run)));
        call.answer(202, answer);
    }

    private void list(ApiCall call) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("differences");
        desk.differences(filter(call, call.limit()))
                .forEach(difference -> list.add(ReconciliationViews.difference(difference, clock.instant())));
        call.answer(200, answer);
    }

    private void csv(ApiCall call) {
        DifferenceSheet.send(call.context().response(), desk, filter(call, PAGE), clock);
    }

    private void show(ApiCall call) {
        Optional<Difference> found = desk.difference(call.path("id"));
        if (found.isEmpty()) {
            unknown(call);
            return;
        }
        ObjectNode json = ReconciliationViews.difference(found.get(), clock.instant());
        ArrayNode history = json.putArray("history");
        found.get().history().forEach(remark -> history.addObject()
                .put("at", remark.at().toString())
                .put("action", remark.action())
                .put("by", remark.actor())
                .put("detail", remark.detail()));
        call.answer(200, json);
    }

    private void repair(ApiCall call) {
        decided(call, desk.repair(call.path("id"), call.actor(call.json())), 202, "repairing");
    }

    private void accept(ApiCall call) {
        JsonNode request = call.json();
        decided(
                call,
                desk.accept(
                        call.path("id"),
                        call.actor(request),
                        request.path("reason").asText("")),
                200,
                "accepted");
    }

    private void repairAll(ApiCall call) {
        JsonNode request = call.json();
        String kind = text(request, "kind").orElseThrow(() -> new ApiCall.BadRequest("name a 'kind', or \"all\""));
        Filter filter = new Filter(
                text(request, "store"),
                Optional.of(kind).filter(word -> !word.equals("all")).map(ReconciliationApi::kind),
                Optional.empty(),
                Optional.of(DifferenceState.OPEN),
                text(request, "from").map(t -> instant("from", t)),
                text(request, "to").map(t -> instant("to", t)),
                Optional.empty(),
                PAGE);
        int asked = desk.repair(filter, call.actor(request));
        call.answer(
                202,
                JsonNodeFactory.instance.objectNode().put("status", "repairing").put("differences", asked));
    }

    private static void decided(ApiCall call, Decision decision, int status, String word) {
        if (decision instanceof Decision.Taken) {
            call.answer(
                    status,
                    JsonNodeFactory.instance.objectNode().put("status", word).put("id", call.path("id")));
        } else if (decision instanceof Decision.Settled settled) {
            call.error(409, "not-open", "the difference is not open any more: " + settled.how());
        } else if (decision instanceof Decision.Refused refused) {
            call.error(422, "refused", String.join("; ", refused.why()));
        } else {
            unknown(call);
        }
    }

    private static void unknown(ApiCall call) {
        call.error(404, "unknown-difference", "no difference has this id; closed ones are kept for a while only");
    }

    private Filter filter(ApiCall call, int limit) {
        return new Filter(
                call.param("store"),
                call.param("kind").map(ReconciliationApi::kind),
                call.param("order").map(ReconciliationApi::order),
                state(call.param("state").orElse("open")),
                call.param("from").map(text -> instant("from", text)),
                call.param("to").map(text -> instant("to", text)),
                call.param("after").map(id -> desk.difference(id)
                        .orElseThrow(() -> new ApiCall.BadRequest("'after' must be the id of a difference"))),
                limit);
    }

    private static String kind(String word) {
        return Kind.of(word)
                .map(Kind::word)
                .orElseThrow(() -> new ApiCall.BadRequest("'kind' must be one of " + Kind.all()));
    }

    private static Optional<DifferenceState> state(String word) {
        return switch (word) {
            case "all" -> Optional.empty();
            case "open", "accepted", "closed" -> Optional.of(DifferenceState.valueOf(word.toUpperCase(Locale.ROOT)));
            default -> throw new ApiCall.BadRequest("'state' must be open, accepted, closed or all");
        };
    }

    private static OrderKey order(String text) {
        try {
            return OrderKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ApiCall.BadRequest("'order' must be store:id");
        }
    }

    private static Instant instant(String field, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new ApiCall.BadRequest("'" + field + "' must be an instant such as 2026-11-23T00:00:00Z");
        }
    }

    private static Optional<String> text(JsonNode request, String field) {
        return Optional.of(request.path(field).asText("")).filter(value -> !value.isBlank());
    }
}
