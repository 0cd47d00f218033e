package io.saddlebag.operations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.access.Permission;
import io.saddlebag.ledger.Drifts;
import io.saddlebag.ledger.Drifts.Drift;
import io.saddlebag.ledger.Drifts.Filter;

/**
 * {@code GET /api/v1/drifts?store=&field=&subject=&closed=true&limit=}: fields that a store shows otherwise than their owner says, open
 * ones first, then the newest.
 */
public final class DriftsApi extends ApiPart {

    private final Drifts drifts;

    /** Serves these. */
    public DriftsApi(Drifts drifts) {
        this.drifts = drifts;
    }

    @Override
    void mount(ApiPaths paths) {
        paths.get("/api/v1/drifts", Permission.SEE_STOCK_AND_PRICES, this::list);
    }

    private void list(ApiCall call) {
        Filter filter = new Filter(
                call.param("store"),
                call.param("field"),
                call.param("subject"),
                call.flag("closed", false),
                call.limit());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = answer.putArray("drifts");
        drifts.list(filter).forEach(drift -> rows.add(view(drift)));
        call.answer(200, answer);
    }

    private static ObjectNode view(Drift drift) {
        ObjectNode view = JsonNodeFactory.instance
                .objectNode()
                .put("id", drift.id())
                .put("store", drift.store())
                .put("subject", drift.subject())
                .put("field", drift.field())
                .put("expected", drift.expected())
                .put("found", drift.found())
                .put("policy", drift.policy())
                .put("firstAt", drift.firstAt().toString())
                .put("lastAt", drift.lastAt().toString())
                .put("times", drift.times())
                .put("closedBecause", drift.closedBecause());
        drift.closedAt().ifPresent(at -> view.put("closedAt", at.toString()));
        return view;
    }
}
