package io.saddlebag.journey;

import io.saddlebag.order.KitLines;
import io.saddlebag.order.StatusPolicy;
import io.saddlebag.order.Tolerance;
import java.util.List;
import java.util.Set;

/**
 * What is decided per store.
 *
 * @param store configured name
 * @param erp configured name of the ERP its orders go to
 * @param warehouses configured names of the warehouses that may send them, the preferred one first
 * @param policy which statuses are due
 * @param tolerance how far totals may differ by rounding
 * @param kits which lines of a bundle count
 * @param completedStatus status set when everything has left
 * @param partlyStatus status set when some has left, empty to leave it
 * @param noShippingSkus items that no warehouse sends (services, downloads)
 * @param parksEdits whether an edit of an order that the ERP has is held for a person, or only noted
 */
public record StoreRules(
        String store,
        String erp,
        List<String> warehouses,
        StatusPolicy policy,
        Tolerance tolerance,
        KitLines kits,
        String completedStatus,
        String partlyStatus,
        Set<String> noShippingSkus,
        boolean parksEdits) {}
