package io.saddlebag.connector.odoo;

import java.util.List;
import java.util.Optional;

/**
 * Who Odoo knows under an e-mail address or VAT number.
 *
 * @param ids all that fit, companies and persons that belong to no other; empty for a new customer
 * @param blocked the message, where sales to one of them are blocked
 * @param warning the message, where there is a warning about one of them
 */
public record KnownCustomer(List<Long> ids, Optional<String> blocked, Optional<String> warning) {

    /** Copies the list. */
    public KnownCustomer {
        ids = List.copyOf(ids);
    }
}
