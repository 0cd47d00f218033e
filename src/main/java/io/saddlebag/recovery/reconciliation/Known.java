package io.saddlebag.recovery.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Ledger.CrossReference;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Reconciliations.OpenParked;
import io.saddlebag.ledger.Reconciliations.Surveyed;
import io.saddlebag.order.Lifecycle;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.Shipment;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the ledger knows of an order, as far as it is compared. Its document is read once and not kept. */
record Known(
        OrderRow row,
        Map<String, BigDecimal> refunds,
        List<KnownShipment> shipments,
        List<Asked> asked,
        List<OpenParked> parked) {

    /** A shipment, and whether its two further steps are recorded. */
    record KnownShipment(Shipment shipment, boolean booked, boolean shown) {
        boolean hasLeft() {
            return shipment.status().hasLeft();
        }

        List<String> tracking() {
            return Known.tracking(shipment);
        }
    }

    /** A request a warehouse acknowledged. */
    record Asked(String warehouse, String id, int part) {}

    static Known of(Surveyed surveyed) {
        JsonNode document = Documents.parse(surveyed.document());
        Map<String, BigDecimal> refunds = new HashMap<>();
        document.path("refunds")
                .forEach(refund -> refunds.put(
                        refund.path("id").asText(),
                        new BigDecimal(refund.path("total").asText("0")).abs()));
        return new Known(
                surveyed.row(),
                refunds,
                surveyed.shipments().stream()
                        .filter(row -> !row.document().isEmpty())
                        .map(row -> new KnownShipment(
                                Documents.read(row.document(), Shipment.class), row.postedToErp(), row.shownInStore()))
                        .toList(),
                surveyed.references().stream()
                        .filter(reference -> reference.kind().equals("fulfilment"))
                        .map(Known::asked)
                        .flatMap(Optional::stream)
                        .toList(),
                surveyed.parked());
    }

    private static Optional<Asked> asked(CrossReference reference) {
        String text = reference.externalId();
        int slash = text.lastIndexOf('/');
        return slash > 0 && text.substring(slash + 1).matches("[0-9]{1,6}")
                ? Optional.of(new Asked(
                        reference.system(), text.substring(0, slash), Integer.parseInt(text.substring(slash + 1))))
                : Optional.empty();
    }

    static List<String> tracking(Shipment shipment) {
        return shipment.parcels().stream()
                .map(Shipment.Parcel::trackingNumber)
                .filter(number -> !number.isBlank())
                .distinct()
                .sorted()
                .toList();
    }

    OrderKey key() {
        return row.key();
    }

    BigDecimal total() {
        return new BigDecimal(row.total());
    }

    BigDecimal refunded() {
        return refunds.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    boolean reached(OrderState state) {
        return Lifecycle.reached(row.state(), state);
    }
}
