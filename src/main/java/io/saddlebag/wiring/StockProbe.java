package io.saddlebag.wiring;

import io.saddlebag.availability.Rules;
import io.saddlebag.connector.odoo.OdooSettings;
import io.saddlebag.delivery.Finding;
import io.saddlebag.delivery.Finding.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Whether what a store sells from is read at all: while a source of it is not, nothing is published. */
final class StockProbe {

    private static final String WHAT = "stock";

    private final Partners partners;

    StockProbe(Partners partners) {
        this.partners = partners;
    }

    /** What is to be said of a store; nothing where its stock is not published. */
    List<Finding> of(String store) {
        if (!partners.publishing.get(store).stock()) {
            return List.of();
        }
        TreeSet<String> unread = new TreeSet<>();
        for (Rules.Channel channel : partners.availability.channels()) {
            if (channel.name().equals(store)) {
                partners.availability.nodes().stream()
                        .filter(node -> channel.nodes().contains(node.name()))
                        .flatMap(node -> node.source().stream())
                        .filter(source -> !isRead(source))
                        .forEach(unread::add);
            }
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(
                unread.isEmpty()
                        ? new Finding(WHAT, Status.OK, "every source the store sells from is read", "")
                        : new Finding(
                                WHAT,
                                Status.FAIL,
                                "rules/availability.yaml has the store sell from " + String.join(" and ", unread)
                                        + ", whose stock is not read, so nothing is published",
                                "set saddlebag." + unread.first()
                                        + ".stock=true, or take its node out of the store's channel"));
        takenTwice(store).ifPresent(findings::add);
        return findings;
    }

    /** Where what the warehouse sends is taken from a place of the ERP that the store sells from as well. */
    private Optional<Finding> takenTwice(String store) {
        String warehouse = partners.stores.get(store).warehouse();
        String erp = partners.stores.get(store).erp();
        List<Rules.Node> nodes = partners.availability.channels().stream()
                .filter(channel -> channel.name().equals(store))
                .flatMap(channel -> partners.availability.nodes().stream()
                        .filter(node -> channel.nodes().contains(node.name())))
                .toList();
        if (warehouse.isEmpty() || from("warehouse." + warehouse, nodes).isEmpty()) {
            return Optional.empty();
        }
        OdooSettings settings = partners.erps.get(erp);
        Optional<String> code =
                Optional.ofNullable(settings.warehouses().get(warehouse)).or(settings::warehouse);
        String place = code.orElse("the warehouse Odoo posts orders to");
        return from("erp." + erp, nodes).stream()
                .filter(node -> code.isEmpty() || counts(node, code.get()))
                .findFirst()
                .map(node -> new Finding(
                        "stock taken twice",
                        Status.WARN,
                        "what warehouse." + warehouse + " sends is taken from " + place + " of erp." + erp
                                + " too, and the store sells from both (node " + node.name()
                                + "): it shows too few pieces",
                        "name the ERP's warehouse that mirrors it: " + "saddlebag.erp." + erp + ".warehouse."
                                + warehouse + "=CODE, one that no node of the store counts"));
    }

    private static List<Rules.Node> from(String source, List<Rules.Node> nodes) {
        return nodes.stream()
                .filter(node -> node.source().filter(source::equals).isPresent())
                .toList();
    }

    /** A node without a place of its own counts what no other node of its source names. */
    private boolean counts(Rules.Node node, String place) {
        return node.locations().contains(place)
                || node.locations().isEmpty()
                        && from(node.source().orElse(""), partners.availability.nodes()).stream()
                                .noneMatch(other -> other.locations().contains(place));
    }

    private boolean isRead(String source) {
        String name = source.substring(source.indexOf('.') + 1);
        return source.startsWith("erp.")
                ? partners.erps.containsKey(name)
                        && partners.erps.get(name).stock().wanted()
                : partners.warehouses.containsKey(name)
                        && partners.warehouses.get(name).stock();
    }
}
