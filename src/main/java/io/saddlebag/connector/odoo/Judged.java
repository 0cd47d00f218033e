package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.delivery.PartnerHttp;
import java.util.OptionalInt;

/**
 * An answer and what it means.
 *
 * @param outcome what it means
 * @param conflict whether another transaction was in the way, so that an immediate repeat may work
 * @param record index of the record that made Odoo reject a whole {@code load}, where it names one (facts: erp 29)
 */
record Judged(Outcome<JsonNode> outcome, boolean conflict, OptionalInt record) {

    /** Tells the way to Odoo what the answer means; another transaction in the way is no outage. */
    Judged toldTo(PartnerHttp http) {
        http.judged(conflict ? new Outcome.Done<>(true) : outcome);
        return this;
    }

    static Judged of(Outcome<JsonNode> outcome) {
        return new Judged(outcome, false, OptionalInt.empty());
    }
}
