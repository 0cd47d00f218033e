package io.saddlebag.connector.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the store shall show of an order.
 *
 * @param note a note to add, unless one with its marker stands there
 * @param status a status to set, if the present one may be replaced
 * @param meta metadata to set by key: texts, numbers, or whole JSON values
 * @param items members to put into metadata that holds a list, as plugins keep trackings
 * @param echo a hash of this update; written as {@code _saddlebag_echo} with every change, so that the store's report of
 *     the change can be told from somebody else's
 */
public record StoreUpdate(
        Optional<Note> note, Optional<Status> status, Map<String, JsonNode> meta, List<Items> items, String echo) {

    /** The key under which {@link #echo} is kept. */
    public static final String ECHO = "_saddlebag_echo";

    /** Copies the collections. */
    public StoreUpdate {
        meta = Map.copyOf(meta);
        items = List.copyOf(items);
    }

    /**
     * An order note.
     *
     * @param text what it says, plain text
     * @param forCustomer whether the buyer sees it, and is told by e-mail
     * @param marker part of the text that no other note has, such as a tracking number: letters, digits and {@code . _ / : -}
     */
    public record Note(String text, boolean forCustomer, String marker) {

        private static final Pattern MARKER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._/:-]*");

        /**
         * Checks the marker.
         *
         * @throws IllegalArgumentException if it is not of its form or not in the text
         */
        public Note {
            if (!MARKER.matcher(marker).matches() || !text.contains(marker)) {
                throw new IllegalArgumentException("a note needs a marker that is part of its text");
            }
        }
    }

    /**
     * A change of status.
     *
     * @param to the wanted one
     * @param replaces those it may replace; any other is somebody's decision and stays
     */
    public record Status(String to, Set<String> replaces) {
        /** Copies the collection. */
        public Status {
            replaces = Set.copyOf(replaces);
        }
    }

    /**
     * Members of a list kept in metadata; others in it are left alone.
     *
     * @param key e.g. {@code _wc_shipment_tracking_items}
     * @param identity the field that tells members apart, e.g. {@code tracking_number}
     * @param once fields that keep the value a member was first written with, e.g. {@code date_shipped}
     * @param members JSON objects
     */
    public record Items(String key, String identity, Set<String> once, List<JsonNode> members) {
        /** Copies the collections. */
        public Items {
            once = Set.copyOf(once);
            members = List.copyOf(members);
        }

        /** A list whose members are written whole. */
        public Items(String key, String identity, List<JsonNode> members) {
            this(key, identity, Set.of(), members);
        }
    }
}
