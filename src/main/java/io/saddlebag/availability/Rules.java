package io.saddlebag.availability;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of sellable stock, as a person wrote them, with every default filled in. {@link RulesFile} reads and checks them.
 *
 * @param threshold pieces of each SKU that no channel sells
 * @param channels in the file's order; an earlier one's ring-fence is served first
 * @param exceptions in the file's order: for each setting the first that fits and says something counts
 * @param kits by SKU
 */
public record Rules(
        Said<Long> threshold,
        List<Node> nodes,
        List<Channel> channels,
        List<Exemption> exceptions,
        Map<String, Kit> kits) {

    /** Copies the collections. */
    public Rules {
        nodes = List.copyOf(nodes);
        channels = List.copyOf(channels);
        exceptions = List.copyOf(exceptions);
        kits = Map.copyOf(kits);
    }

    /**
     * A setting, and where it was said.
     *
     * @param where file and line, or {@code default}
     */
    public record Said<T>(T value, String where) {}

    /**
     * A number of pieces, or a part of something.
     *
     * @param pieces whole pieces, 0 if it is a part
     * @param part hundredths of a percent, 0 to 10,000; 0 if it is pieces
     */
    public record Portion(long pieces, int part) {}

    /**
     * Which SKUs are meant: those named or those of a category named; a {@code *} at the end of a name stands for any rest. With
     * neither every SKU is.
     */
    public record Scope(List<String> skus, List<String> categories) {

        /** Copies the lists. */
        public Scope {
            skus = List.copyOf(skus);
            categories = List.copyOf(categories);
        }

        /** True if nothing is left out. */
        public boolean everything() {
            return skus.isEmpty() && categories.isEmpty();
        }

        /** Whether an item is meant. */
        public boolean fits(String sku, String category) {
            return everything() || any(skus, sku) || any(categories, category);
        }

        private static boolean any(List<String> names, String name) {
            for (String pattern : names) {
                if (pattern.endsWith("*")
                        ? name.regionMatches(0, pattern, 0, pattern.length() - 1)
                        : name.equals(pattern)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** A supplier who sends to the customer himself. FIXED: a number of pieces; ALWAYS: that many, however many are sold. */
    public enum DropShip {
        FIXED,
        ALWAYS
    }

    /**
     * A place, or several, that orders are sent from.
     *
     * @param source who reports its stock; empty if a supplier sends
     * @param locations of the source; empty for all of it that no other node names
     * @param dropShip if a supplier sends
     * @param quantity pieces of each SKU the supplier has; 0 if none
     * @param serves the SKUs it has
     * @param safetyStock pieces, or a part of what is on hand, that are not sold
     * @param inTransit how far ahead incoming pieces count; empty: not at all
     * @param staleAfter how old a read may be
     * @param where file and line
     */
    public record Node(
            String name,
            Optional<String> source,
            List<String> locations,
            Optional<DropShip> dropShip,
            long quantity,
            Scope serves,
            Said<Portion> safetyStock,
            Said<Optional<Duration>> inTransit,
            Said<Duration> staleAfter,
            String where) {

        /** Copies the list. */
        public Node {
            locations = List.copyOf(locations);
        }

        /** The same, reported by a source. */
        Node from(Optional<String> other) {
            return new Node(
                    name, other, locations, dropShip, quantity, serves, safetyStock, inTransit, staleAfter, where);
        }
    }

    /**
     * Who sells: usually a store, by its name.
     *
     * @param nodes names of the nodes it sells from
     * @param share hundredths of a percent of what is not ring-fenced
     * @param ringFence pieces of each SKU kept for this channel
     * @param cap the most it is shown; empty: no limit
     * @param backorders whether it goes on selling at 0
     * @param stale what part of a node counts whose source was not read for too long: 10,000 all, 0 nothing
     * @param where file and line
     */
    public record Channel(
            String name,
            List<String> nodes,
            Said<Integer> share,
            Said<Long> ringFence,
            Optional<Said<Long>> cap,
            Said<Backorders> backorders,
            Said<Integer> stale,
            String where) {

        /** Copies the list. */
        public Channel {
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * What is different for some SKUs. An empty setting leaves it as it is.
     *
     * @param channels for these channels only; empty: for all
     * @param nodes for these nodes only; empty: for all
     */
    public record Exemption(
            Scope scope,
            List<String> channels,
            List<String> nodes,
            Optional<Said<Portion>> safetyStock,
            Optional<Said<Long>> threshold,
            Optional<Said<Long>> ringFence,
            Optional<Said<Long>> cap,
            Optional<Said<Backorders>> backorders) {

        /** Copies the lists. */
        public Exemption {
            channels = List.copyOf(channels);
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * An article sold as one and sent as several.
     *
     * @param pieces how many of which SKU, at least one each
     * @param where file and line
     */
    public record Kit(String sku, Map<String, Long> pieces, String where) {

        /** Copies the map. */
        public Kit {
            pieces = Map.copyOf(pieces);
        }
    }
}
