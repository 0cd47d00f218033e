package io.saddlebag.operations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.access.Permission;
import io.saddlebag.recovery.Catalogue;

/**
 * {@code GET /api/v1/parked/codes}: every code a parked message may have, one row each, with its category, what it means and what
 * to do.
 */
public final class CodesApi extends ApiPart {

    private final Catalogue catalogue;

    /** Serves a catalogue. */
    public CodesApi(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    void mount(ApiPaths paths) {
        paths.get("/api/v1/parked/codes", Permission.SEE_PARKED, this::list);
    }

    private void list(ApiCall call) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("codes");
        for (Catalogue.Entry entry : catalogue.entries()) {
            for (String code : entry.codes()) {
                list.addObject()
                        .put("code", code)
                        .put("category", entry.category())
                        .put("meaning", entry.meaning())
                        .put("action", entry.action());
            }
        }
        call.answer(200, answer);
    }
}
