package io.saddlebag.availability;

import io.saddlebag.availability.Rules.Channel;
import io.saddlebag.availability.Rules.Exemption;
import io.saddlebag.availability.Rules.Node;
import io.saddlebag.settings.YamlBlock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Mistakes that show only when several rules are seen together. */
final class RulesCheck {

    private RulesCheck() {}

    /** A place is counted once. */
    static void places(YamlBlock block, Collection<Node> nodes) {
        Map<String, String> owners = new TreeMap<>();
        for (Node node : nodes) {
            if (node.source().isEmpty() || node.dropShip().isPresent()) {
                continue;
            }
            List<String> locations = node.locations().isEmpty() ? List.of("") : node.locations();
            for (String location : locations) {
                String owner = owners.putIfAbsent(node.source().get() + " " + location, node.name());
                if (owner != null) {
                    String what = location.isEmpty() ? "all of " + node.source().get() : "location " + location;
                    block.wrong(
                            node.name(),
                            "is " + what + ", and so is '" + owner + "': its stock would count twice;"
                                    + " give each 'location' names of its own");
                }
            }
        }
    }

    /** Together the channels of a node sell no more than there is. */
    static void shares(YamlBlock block, Collection<Channel> channels) {
        Map<String, Set<Channel>> byNode = new TreeMap<>();
        channels.forEach(
                channel -> channel.nodes().forEach(node -> byNode.computeIfAbsent(node, name -> new LinkedHashSet<>())
                        .add(channel)));
        Set<String> told = new LinkedHashSet<>();
        byNode.forEach((node, sharing) -> {
            String names = sharing.stream().map(Channel::name).collect(Collectors.joining(", "));
            if (sharing.size() < 2 || !told.add(names)) {
                return;
            }
            List<Channel> silent = sharing.stream()
                    .filter(channel -> channel.share().where().equals(RulesFile.DEFAULT))
                    .toList();
            silent.forEach(channel -> block.wrong(
                    channel.name(),
                    "has no 'share', but " + names + " all sell from node '" + node
                            + "': each would sell all of it; say what part each may, e.g. share: "
                            + 100 / sharing.size() + " %"));
            int sum = sharing.stream()
                    .mapToInt(channel -> channel.share().value())
                    .sum();
            if (silent.isEmpty() && sum > Pieces.WHOLE) {
                block.wrong(
                        sharing.iterator().next().name(),
                        "and the others that sell from node '" + node + "' (" + names + ") have shares of "
                                + NodeStock.percent(sum)
                                + " together: more would be sold than there is; lower them to 100 % at most");
            }
        });
    }

    /** An exception that fits nothing, or changes nothing, is one its author is mistaken about. */
    static void exception(YamlBlock block, Exemption exception) {
        if (exception.safetyStock().isEmpty()
                && exception.threshold().isEmpty()
                && exception.ringFence().isEmpty()
                && exception.cap().isEmpty()
                && exception.backorders().isEmpty()) {
            block.problem(
                    block.line(),
                    "the exception changes nothing; give it safety-stock, threshold, ring-fence, cap or backorders");
        }
        if (exception.scope().everything()) {
            block.problem(block.line(), "the exception fits every SKU; give it 'sku' or 'category', or use 'defaults'");
        }
        boolean channels = block.keys().contains("channel");
        boolean nodes = block.keys().contains("node");
        if (channels && exception.safetyStock().isPresent()) {
            block.wrong("safety-stock", "belongs to nodes, not to a 'channel'; make it an exception of its own");
        }
        if (exception.threshold().isPresent() && (channels || nodes)) {
            block.wrong(
                    "threshold",
                    "is the same for all channels and nodes; make it an exception of its own without them");
        }
        if (nodes
                && (exception.ringFence().isPresent()
                        || exception.cap().isPresent()
                        || exception.backorders().isPresent())) {
            block.wrong(
                    "node",
                    "says nothing to ring-fence, cap and backorders, which belong to channels; make two exceptions");
        }
    }
}
