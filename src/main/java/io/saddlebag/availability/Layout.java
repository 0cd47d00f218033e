package io.saddlebag.availability;

import io.saddlebag.availability.Rules.Channel;
import io.saddlebag.availability.Rules.DropShip;
import io.saddlebag.availability.Rules.Kit;
import io.saddlebag.availability.Rules.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules, laid out for finding what depends on what. */
final class Layout {

    static final String ERP = "erp.";
    static final String WAREHOUSE = "warehouse.";

    /**
     * A channel with whom it shares.
     *
     * @param nodes that it sells from
     * @param rivals the channels that sell from one of its nodes, itself among them, in the file's order
     * @param stores names of the rivals: their orders draw from its pool
     * @param warehouses that send for it, as orders name them
     * @param erps the ERPs among the sources of its nodes
     */
    record Seller(
            int index,
            Channel channel,
            List<Node> nodes,
            List<Channel> rivals,
            Set<String> stores,
            Set<String> warehouses,
            List<String> erps) {}

    private final Rules rules;
    private final List<Seller> sellers;
    private final Set<String> stores;
    private final Set<String> warehouses;
    private final Map<Place, Optional<Node>> nodes = new HashMap<>();
    private final Map<String, List<Kit>> kitsWith = new HashMap<>();
    private final Set<String> supplied = new HashSet<>();
    private final Exemptions exemptions;

    Layout(Rules rules) {
        this.rules = rules;
        this.exemptions = new Exemptions(rules.exceptions());
        this.stores = rules.channels().stream().map(Channel::name).collect(Collectors.toSet());
        this.warehouses = warehouses(rules.nodes());
        Map<String, Node> byName =
                rules.nodes().stream().collect(Collectors.toMap(Node::name, node -> node, (one, other) -> one));
        List<Seller> all = new ArrayList<>();
        for (Channel channel : rules.channels()) {
            List<Node> own = channel.nodes().stream().map(byName::get).toList();
            List<Channel> rivals = rules.channels().stream()
                    .filter(other ->
                            other.nodes().stream().anyMatch(channel.nodes()::contains) || other.equals(channel))
                    .toList();
            all.add(new Seller(
                    all.size(),
                    channel,
                    own,
                    rivals,
                    rivals.stream().map(Channel::name).collect(Collectors.toSet()),
                    warehouses(own),
                    sources(own)
                            .filter(source -> source.startsWith(ERP))
                            .distinct()
                            .toList()));
        }
        this.sellers = List.copyOf(all);
        rules.kits().values().forEach(kit -> kit.pieces().keySet().forEach(piece -> kitsWith.computeIfAbsent(
                        piece, sku -> new ArrayList<>())
                .add(kit)));
        rules.nodes().stream()
                .filter(node -> node.dropShip().isPresent())
                .flatMap(node -> node.serves().skus().stream())
                .filter(sku -> !sku.endsWith("*"))
                .forEach(supplied::add);
    }

    private static Stream<String> sources(List<Node> nodes) {
        return nodes.stream().flatMap(node -> node.source().stream());
    }

    private static Set<String> warehouses(List<Node> nodes) {
        return sources(nodes)
                .filter(source -> source.startsWith(WAREHOUSE))
                .map(source -> source.substring(WAREHOUSE.length()))
                .collect(Collectors.toSet());
    }

    Rules rules() {
        return rules;
    }

    List<Seller> sellers() {
        return sellers;
    }

    Optional<Seller> seller(String channel) {
        return sellers.stream()
                .filter(seller -> seller.channel().name().equals(channel))
                .findFirst();
    }

    /** Whether a store is one of the channels. */
    boolean sells(String store) {
        return stores.contains(store);
    }

    /** Whether a warehouse's stock is counted by any node. */
    boolean counts(String warehouse) {
        return warehouses.contains(warehouse);
    }

    /** The node a place belongs to. */
    Optional<Node> node(Place place) {
        return nodes.computeIfAbsent(place, this::find);
    }

    private Optional<Node> find(Place place) {
        List<Node> ofSource = rules.nodes().stream()
                .filter(node -> node.source().filter(place.source()::equals).isPresent())
                .toList();
        return ofSource.stream()
                .filter(node -> node.locations().contains(place.location()))
                .findFirst()
                .or(() -> ofSource.stream()
                        .filter(node -> node.locations().isEmpty())
                        .findFirst());
    }

    Optional<Kit> kit(String sku) {
        return Optional.ofNullable(rules.kits().get(sku));
    }

    /** The kits a SKU is a piece of. */
    List<Kit> kitsWith(String sku) {
        return kitsWith.getOrDefault(sku, List.of());
    }

    /** SKUs known by the rules alone: kits, and what a supplier is named for. */
    Set<String> named() {
        Set<String> named = new TreeSet<>(supplied);
        named.addAll(rules.kits().keySet());
        return named;
    }

    boolean names(String sku) {
        return rules.kits().containsKey(sku) || supplied.contains(sku);
    }

    Exemptions exemptions() {
        return exemptions;
    }

    static boolean always(Node node) {
        return node.dropShip().filter(DropShip.ALWAYS::equals).isPresent();
    }
}
