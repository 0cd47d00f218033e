package io.saddlebag.operations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.ledger.Reconciliations.Difference;
import io.saddlebag.ledger.Reconciliations.Found;
import io.saddlebag.ledger.Reconciliations.Run;
import io.saddlebag.order.OrderKey;
import io.saddlebag.recovery.reconciliation.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Runs and differences as the API shows them. */
final class ReconciliationViews {

    private ReconciliationViews() {}

    static ObjectNode run(Run run) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", run.id())
                .put("store", run.store())
                .put("from", run.from().toString())
                .put("to", run.to().toString())
                .put("by", run.askedBy())
                .put("state", run.state().name().toLowerCase(Locale.ROOT))
                .put("reason", run.reason())
                .put("askedAt", run.askedAt().toString())
                .put("startedAt", run.startedAt().map(Instant::toString).orElse(null))
                .put("endedAt", run.endedAt().map(Instant::toString).orElse(null))
                .put("compared", run.compared())
                .put("found", run.found())
                .put("opened", run.opened())
                .put("closed", run.closed());
    }

    static ObjectNode difference(Difference difference, Instant now) {
        Found found = difference.found();
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", found.id())
                .put("kind", found.kind())
                .put("meaning", Kind.of(found.kind()).map(Kind::words).orElse(""))
                .put("store", found.store())
                .put("order", found.order().map(OrderKey::toString).orElse(null))
                .put("system", found.system())
                .put("subject", found.subject())
                .put("amount", found.amount().toPlainString())
                .put("currency", found.currency())
                .put("detail", found.detail())
                .put("repair", found.repair())
                .put("parked", found.parked().orElse(null))
                .put("placedAt", found.aboutAt().toString())
                .put("firstSeen", difference.firstSeen().toString())
                .put("lastSeen", difference.lastSeen().toString())
                .put("ageSeconds", Duration.between(difference.firstSeen(), now).toSeconds())
                .put("state", difference.state().name().toLowerCase(Locale.ROOT))
                .put("closedAt", difference.closedAt().map(Instant::toString).orElse(null))
                .put("closedBecause", difference.closedBecause().orElse(null))
                .put(
                        "repairedAt",
                        difference.repairedAt().map(Instant::toString).orElse(null))
                .put("repairedBy", difference.repairedBy().orElse(null))
                .put("repairResult", difference.repairResult().orElse(null));
    }
}
