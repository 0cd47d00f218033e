package io.saddlebag.operations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.access.Permission;
import io.saddlebag.availability.Explanation;
import io.saddlebag.ledger.Publications;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.ledger.Publications.PublicationRow;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What stores may sell, and how that comes about.
 *
 * <ul>
 *   <li>{@code GET /api/v1/availability/{channel}/{sku}}: one number with its steps, and what the store shows of it
 *   <li>{@code GET /api/v1/availability?sku=}: the same in every channel
 * </ul>
 *
 * 404 for a channel the rules do not name. A SKU nobody knows has 0, and says so.
 */
public final class AvailabilityApi extends ApiPart {

    private final BiFunction<String, String, Explanation> explain;
    private final List<String> channels;
    private final Predicate<String> knows;
    private final Function<String, List<String>> near;
    private final Publications publications;

    /**
     * Serves these.
     *
     * @param explain of a channel and a SKU
     * @param knows whether anything is known of a SKU
     * @param near SKUs that one nobody knows may have meant
     */
    public AvailabilityApi(
            BiFunction<String, String, Explanation> explain,
            List<String> channels,
            Predicate<String> knows,
            Function<String, List<String>> near,
            Publications publications) {
        this.explain = explain;
        this.channels = List.copyOf(channels);
        this.knows = knows;
        this.near = near;
        this.publications = publications;
    }

    @Override
    void mount(ApiPaths paths) {
        paths.get("/api/v1/availability", Permission.SEE_STOCK_AND_PRICES, this::all);
        paths.get("/api/v1/availability/:channel/:sku", Permission.SEE_STOCK_AND_PRICES, this::one);
    }

    private void all(ApiCall call) {
        String sku = call.param("sku").orElseThrow(() -> new ApiCall.BadRequest("'sku' must be there"));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("availability");
        channels.forEach(channel -> list.add(json(channel, sku)));
        call.answer(200, answer);
    }

    private void one(ApiCall call) {
        String channel = call.path("channel");
        if (!channels.contains(channel)) {
            call.error(
                    404,
                    "unknown-channel",
                    "rules/availability.yaml names no channel '" + channel + "'"
                            + (channels.isEmpty() ? "" : "; it names " + String.join(", ", channels)));
            return;
        }
        call.answer(200, json(channel, call.path("sku")));
    }

    private ObjectNode json(String channel, String sku) {
        Explanation explanation = explain.apply(channel, sku);
        ObjectNode json = json(explanation);
        ArrayNode lines = json.putArray("lines");
        explanation.lines().forEach(lines::add);
        boolean known = explanation.sellable().quantity() > 0 || knows.test(sku);
        json.put("known", known);
        if (!known) {
            ArrayNode others = json.putArray("near");
            near.apply(sku).forEach(others::add);
        }
        publications
                .find(channel, explanation.sellable().sku(), Aspect.STOCK)
                .ifPresent(row -> json.set("publication", json(row)));
        return json;
    }

    private static ObjectNode json(Explanation explanation) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("channel", explanation.sellable().channel())
                .put("sku", explanation.sellable().sku())
                .put("quantity", explanation.sellable().quantity())
                .put("backorders", explanation.sellable().backorders().name().toLowerCase(Locale.ROOT))
                .put("stale", explanation.sellable().stale())
                .put("at", explanation.at().toString());
        ArrayNode steps = json.putArray("steps");
        for (Explanation.Step step : explanation.steps()) {
            ObjectNode one = steps.addObject()
                    .put("part", step.part())
                    .put("label", step.label())
                    .put("amount", step.amount())
                    .put("total", step.total())
                    .put("origin", step.origin())
                    .put("remark", step.remark());
            step.asOf().ifPresent(asOf -> one.put("asOf", asOf.toString()));
        }
        if (!explanation.parts().isEmpty()) {
            ArrayNode parts = json.putArray("parts");
            explanation.parts().forEach(part -> parts.add(json(part)));
        }
        return json;
    }

    private static ObjectNode json(PublicationRow row) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("wished", row.wished())
                .put("because", row.because())
                .put("wishedAt", row.wishedAt().toString())
                .put("state", row.state().name().toLowerCase(Locale.ROOT))
                .put("code", row.code())
                .put("words", row.words())
                .put("remedy", row.remedy());
        row.shown().ifPresent(shown -> json.put("shown", shown));
        row.shownAt().ifPresent(at -> json.put("shownAt", at.toString()));
        return json;
    }
}
