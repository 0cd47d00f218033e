package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.delivery.PartnerHttp;
import java.util.Set;

/**
 * An answer and what it means.
 *
 * @param outcome what it means
 * @param conflict whether another transaction was in the way, so that an immediate repeat may work
 * @param ofARecord whether a single record of a batch may be why, so that the others may work without it
 * @param records places of the records Odoo names, where it names any (facts: erp 29)
 */
record Judged(Outcome<JsonNode> outcome, boolean conflict, boolean ofARecord, Set<Integer> records) {

    Judged {
        records = Set.copyOf(records);
    }

    /** Tells the way to Odoo what the answer means; another transaction in the way is no outage. */
    Judged toldTo(PartnerHttp http) {
        http.judged(conflict ? new Outcome.Done<>(true) : outcome);
        return this;
    }

    static Judged of(Outcome<JsonNode> outcome) {
        return new Judged(outcome, false, false, Set.of());
    }
}
