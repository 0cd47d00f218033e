package io.saddlebag.operations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.access.Permission;
import io.saddlebag.ledger.Audit;
import java.util.Optional;

/**
 * The audit trail over HTTP.
 *
 * <ul>
 *   <li>{@code GET /api/v1/audit?subject=&below=&limit=}: entries, newest first; {@code subject} is a subject or the beginning of
 *       some, {@code below} a number to go on behind
 *   <li>{@code GET /api/v1/audit/verify}: walks the chain; {@code whole} or what is broken
 * </ul>
 */
public final class AuditApi extends ApiPart {

    private final Audit audit;

    /** Serves a trail. */
    public AuditApi(Audit audit) {
        this.audit = audit;
    }

    @Override
    void mount(ApiPaths paths) {
        paths.get("/api/v1/audit", Permission.SEE_AUDIT, this::list);
        paths.get("/api/v1/audit/verify", Permission.SEE_AUDIT, this::verify);
    }

    private void list(ApiCall call) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("entries");
        audit.find(call.param("subject").orElse(""), call.param("below").map(AuditApi::number), call.limit())
                .forEach(entry -> list.addObject()
                        .put("seq", entry.seq())
                        .put("at", entry.at().toString())
                        .put("who", entry.entry().who())
                        .put("what", entry.entry().what())
                        .put("subject", entry.entry().subject())
                        .put("before", entry.entry().before())
                        .put("after", entry.entry().after())
                        .put("why", entry.entry().why())
                        .put("origin", entry.entry().origin())
                        .put("hash", entry.hash()));
        call.answer(200, answer);
    }

    private static Long number(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new ApiCall.BadRequest("'below' must be a number");
        }
        return Long.valueOf(text);
    }

    private void verify(ApiCall call) {
        Audit.Verification found = audit.verify();
        Optional<String> broken = found.broken();
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("whole", broken.isEmpty())
                .put("entries", found.entries())
                .put("last", found.head().seq())
                .put("hash", found.head().hash());
        broken.ifPresent(words -> answer.put("broken", words));
        call.answer(200, answer);
    }
}
