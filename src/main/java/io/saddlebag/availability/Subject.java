package io.saddlebag.availability;

import io.saddlebag.availability.Exemptions.Fitting;
import io.saddlebag.availability.Rules.Node;
import java.util.List;
import java.util.Optional;

/**
 * One item, with what is the same for all channels.
 *
 * @param owners the nodes of its levels' places, in the levels' order
 */
record Subject(Item item, Fitting fitting, List<Optional<Node>> owners) {

    static Subject of(Item item, Layout layout) {
        Level[] levels = item.levels();
        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of Optionals: only these are put in
        Optional<Node>[] owners = new Optional[levels.length];
        for (int i = 0; i < levels.length; i++) {
            owners[i] = layout.node(levels[i].place());
        }
        return new Subject(item, layout.exemptions().of(item), List.of(owners));
    }

    boolean served(Node node) {
        return node.serves().fits(item.sku(), item.category());
    }
}
