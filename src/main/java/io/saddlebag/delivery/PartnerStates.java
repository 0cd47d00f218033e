package io.saddlebag.delivery;

import java.util.List;
import java.util.Optional;

/** Reads how the exchange with each partner stands, in this daemon. Cheap; safe with several threads. */
public interface PartnerStates {

    /** Every partner, by kind and name. */
    List<PartnerState> all();

    /**
     * One partner.
     *
     * @param partner its full name ({@code erp.odoo}), or its name alone as failures carry it
     */
    default Optional<PartnerState> find(String partner) {
        return all().stream()
                .filter(state -> state.partner().equals(partner) || state.name().equals(partner))
                .findFirst();
    }

    /** Whether no call goes out to a partner; the cheapest question. */
    default boolean stands(String partner) {
        return find(partner).filter(PartnerState::stands).isPresent();
    }
}
