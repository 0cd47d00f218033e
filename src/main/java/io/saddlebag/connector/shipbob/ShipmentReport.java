package io.saddlebag.connector.shipbob;

import java.util.ArrayList;
import java.util.List;

/**
 * Shipments out of one answer or webhook.
 *
 * @param events shipments of ours
 * @param foreign how many orders or shipments belong to somebody else: their reference is not of our form
 * @param problems what is ours and cannot be read, in words with order and shipment number; a person must look
 */
public record ShipmentReport(List<ShipmentEvent> events, int foreign, List<String> problems) {

    /** Nothing. */
    public static final ShipmentReport EMPTY = new ShipmentReport(List.of(), 0, List.of());

    /** Copies the collections. */
    public ShipmentReport {
        events = List.copyOf(events);
        problems = List.copyOf(problems);
    }

    ShipmentReport and(ShipmentReport other) {
        List<ShipmentEvent> all = new ArrayList<>(events);
        all.addAll(other.events);
        List<String> both = new ArrayList<>(problems);
        both.addAll(other.problems);
        return new ShipmentReport(all, foreign + other.foreign, both);
    }
}
