package io.saddlebag.wiring;

import io.saddlebag.availability.Rules;
import io.saddlebag.delivery.Finding;
import io.saddlebag.delivery.Finding.Status;
import java.util.List;
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
        return unread.isEmpty()
                ? List.of(new Finding(WHAT, Status.OK, "every source the store sells from is read", ""))
                : List.of(new Finding(
                        WHAT,
                        Status.FAIL,
                        "rules/availability.yaml has the store sell from " + String.join(" and ", unread)
                                + ", whose stock is not read, so nothing is published",
                        "set saddlebag." + unread.first()
                                + ".stock=true, or take its node out of the store's channel"));
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
