package io.saddlebag.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.access.Permission;
import io.saddlebag.ledger.Actor;
import io.saddlebag.ledger.Ledger.Parked;
import io.saddlebag.ledger.ParkedMessages.Filter;
import io.saddlebag.ledger.ParkedMessages.Message;
import io.saddlebag.order.OrderKey;
import io.saddlebag.personal.MaskedDocument;
import io.saddlebag.recovery.Decision;
import io.saddlebag.recovery.ParkedDesk;
import io.saddlebag.recovery.ParkedWords;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Parked messages over HTTP. Changes need the caller's name in {@code by}.
 *
 * <ul>
 *   <li>{@code GET /api/v1/parked?store=&order=&step=&code=&category=&open=&before=&limit=}: without payloads, oldest first
 *   <li>{@code GET /api/v1/parked/{id}}: with original, edited document, headers and history; what the
 *       documents say of people is masked without the scope {@code see-personal-data}
 *   <li>{@code PUT /api/v1/parked/{id}/document?by=}: the body is sent instead of the original when it is replayed; 422 with
 *       {@code violations} where it is not of the queue's contract; 403 without {@code see-personal-data}, which would send
 *       the mask
 *   <li>{@code POST /api/v1/parked/{id}/replay}, {@code {"by"}}: 202, it is sent within a second or two
 *   <li>{@code POST /api/v1/parked/{id}/skip}, {@code {"by","reason"}}
 *   <li>{@code POST /api/v1/parked/replay}, {@code {"by","store","order","step","code","category","limit","perSecond"}}: all that fit; at least
 *       one of the filters, or {@code "all":true}; those that cannot be are counted in {@code leftOut}, the first with why in
 *       {@code notReplayed}
 * </ul>
 *
 * 400 for a code or category that does not exist, 404 for an unknown message, 409 for one that does not wait any more.
 */
public final class ParkedApi extends ApiPart {

    private static final long LARGEST = 10_000_000;
    private static final double FASTEST = 10_000;
    private static final int MOST_NAMED = 100;
    private static final int ALL = 1_000_000;

    private final ParkedDesk desk;
    private final double perSecond;

    /**
     * Serves a desk.
     *
     * @param perSecond pace of a replay by filter that names none
     */
    public ParkedApi(ParkedDesk desk, double perSecond) {
        this.desk = desk;
        this.perSecond = perSecond;
    }

    @Override
    void mount(ApiPaths paths) {
        paths.get("/api/v1/parked", Permission.SEE_PARKED, this::list);
        paths.get("/api/v1/parked/:id", Permission.SEE_PARKED, this::show);
        paths.put("/api/v1/parked/:id/document", Permission.EDIT_PARKED, LARGEST, this::edit);
        paths.post("/api/v1/parked/replay", Permission.REPLAY_PARKED, this::replayAll);
        paths.post("/api/v1/parked/:id/replay", Permission.REPLAY_PARKED, this::replay);
        paths.post("/api/v1/parked/:id/skip", Permission.EDIT_PARKED, this::skip);
    }

    private void list(ApiCall call) {
        Filter filter = new Filter(
                call.param("order").map(ParkedApi::order),
                call.param("store"),
                call.param("step"),
                call.param("code"),
                call.param("category"),
                call.flag("open", true),
                call.param("before").map(ParkedApi::instant),
                call.limit());
        known(filter);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("parked");
        desk.list(filter).forEach(parked -> list.add(row(parked)));
        call.answer(200, answer);
    }

    private static void known(Filter filter) {
        ParkedWords.problem(filter.code(), filter.category()).ifPresent(problem -> {
            throw new ApiCall.BadRequest(problem);
        });
    }

    private void show(ApiCall call) {
        desk.find(call.path("id"))
                .ifPresentOrElse(message -> call.answer(200, whole(message, seesPeople(call))), () -> unknown(call));
    }

    private static boolean seesPeople(ApiCall call) {
        return Door.access(call.context()).may(Permission.SEE_PERSONAL_DATA);
    }

    private void edit(ApiCall call) {
        Actor by = call.actor(call.param("by").orElse(""));
        Optional<Message> shown = seesPeople(call) ? Optional.empty() : desk.find(call.path("id"));
        Unmasked edit = shown.map(message -> Unmasked.of(call.text(), message.document()))
                .orElseGet(() -> new Unmasked(call.text(), List.of()));
        decided(
                call,
                edit.wrong().isEmpty()
                        ? desk.edit(
                                call.path("id"),
                                edit.document(),
                                call.param("why").orElse(""),
                                by)
                        : new Decision.Refused(edit.wrong()),
                200,
                "edited");
    }

    private void replay(ApiCall call) {
        decided(call, desk.replay(call.path("id"), call.actor(call.json())), 202, "replayed");
    }

    private void skip(ApiCall call) {
        JsonNode request = call.json();
        decided(
                call,
                desk.skip(call.path("id"), request.path("reason").asText(""), call.actor(request)),
                200,
                "skipped");
    }

    private void replayAll(ApiCall call) {
        JsonNode request = call.json();
        Filter filter = new Filter(
                text(request, "order").map(ParkedApi::order),
                text(request, "store"),
                text(request, "step"),
                text(request, "code"),
                text(request, "category"),
                true,
                Optional.empty(),
                text(request, "limit").map(ApiCall::limit).orElse(ALL));
        known(filter);
        boolean narrow = filter.order().isPresent()
                || filter.store().isPresent()
                || filter.step().isPresent()
                || filter.code().isPresent()
                || filter.category().isPresent();
        if (!narrow && !request.path("all").asBoolean(false)) {
            throw new ApiCall.BadRequest("name at least one of order, store, step, code, category, or \"all\":true");
        }
        double pace = request.path("perSecond").asDouble(perSecond);
        if (!(pace > 0 && pace <= FASTEST)) {
            throw new ApiCall.BadRequest("'perSecond' must be a number above 0");
        }
        ParkedDesk.Replayed replayed = desk.replay(filter, pace, call.actor(request));
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("status", "replayed")
                .put("messages", replayed.messages())
                .put("perSecond", pace)
                .put("leftOut", replayed.leftOut().size());
        ArrayNode why = answer.putArray("notReplayed");
        replayed.leftOut().entrySet().stream()
                .limit(MOST_NAMED)
                .forEach(one -> why.addObject().put("id", one.getKey()).put("why", one.getValue()));
        call.answer(202, answer);
    }

    private static void decided(ApiCall call, Decision decision, int status, String word) {
        if (decision instanceof Decision.Taken) {
            call.answer(
                    status,
                    JsonNodeFactory.instance.objectNode().put("status", word).put("id", call.path("id")));
        } else if (decision instanceof Decision.Settled settled) {
            call.error(409, "not-waiting", "the message does not wait any more: " + settled.how());
        } else if (decision instanceof Decision.Refused refused) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            answer.put("error", "refused").put("message", String.join("; ", refused.why()));
            ArrayNode violations = answer.putArray("violations");
            refused.why().forEach(violations::add);
            call.answer(422, answer);
        } else {
            unknown(call);
        }
    }

    private static void unknown(ApiCall call) {
        call.error(404, "unknown-message", "no parked message has this id; closed ones are kept for a while only");
    }

    private static Optional<String> text(JsonNode request, String field) {
        return Optional.of(request.path(field).asText("")).filter(value -> !value.isBlank());
    }

    private static OrderKey order(String text) {
        try {
            return OrderKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ApiCall.BadRequest("'order' must be store:id");
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new ApiCall.BadRequest("'before' must be an instant such as 2026-11-23T00:00:00Z");
        }
    }

    private static ObjectNode row(Parked parked) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", parked.id())
                .put("order", parked.order().map(OrderKey::toString).orElse(null))
                .put("step", parked.step())
                .put("category", parked.category())
                .put("code", parked.code())
                .put("cause", parked.cause())
                .put("remedy", parked.remedy())
                .put("attempts", parked.attempts())
                .put("parkedAt", parked.parkedAt().toString())
                .put("open", parked.open())
                .put("closedBecause", parked.closedBecause().orElse(null));
    }

    private static ObjectNode whole(Message message, boolean people) {
        ObjectNode json = row(message.parked());
        json.put("closedAt", message.closedAt().map(Instant::toString).orElse(null))
                .put("replayDue", message.replayDue().map(Instant::toString).orElse(null))
                .put("queue", message.parked().queue())
                .put("route", message.parked().route())
                .put(
                        "original",
                        people
                                ? message.parked().payload()
                                : MaskedDocument.of(message.parked().payload()))
                .put(
                        "edited",
                        message.edited()
                                .map(edited -> people ? edited : MaskedDocument.of(edited))
                                .orElse(null));
        ObjectNode headers = json.putObject("headers");
        message.parked().headers().forEach(headers::put);
        ArrayNode history = json.putArray("history");
        message.history().forEach(remark -> history.addObject()
                .put("at", remark.at().toString())
                .put("action", remark.action())
                .put("by", remark.actor())
                .put("detail", remark.detail()));
        return json;
    }
}
