package io.saddlebag.connector.odoo;

import io.saddlebag.order.Shipment;
import java.util.regex.Pattern;

/**
 * A shipment's mark in a transfer's note, a paragraph of its own.
 *
 * @param key the shipment's external key, of plain letters only
 */
record Mark(String key) {

    private static final Pattern ANY = Pattern.compile("<p>Saddlebag shipment \\[[^\\]<]*\\][^<]*</p>");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:-]{1,120}");

    static Mark of(Shipment shipment) {
        String key = shipment.external();
        return new Mark(PLAIN.matcher(key).matches() ? key : "sha-" + Customers.hash(key));
    }

    boolean isIn(String note) {
        return note.contains("Saddlebag shipment [" + key + "]");
    }

    /** The note with this mark instead of any other, and what a person wrote. */
    String addTo(String note, String tracking) {
        String words = tracking.replace("&", "&amp;").replace("<", "&lt;");
        return ANY.matcher(note).replaceAll("") + "<p>Saddlebag shipment [" + key + "]"
                + (words.isEmpty() ? "" : " " + words) + "</p>";
    }
}
