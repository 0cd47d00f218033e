package io.saddlebag.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.ledger.ParkedMessages.Filter;
import io.saddlebag.order.OrderKey;
import io.saddlebag.recovery.ParkedWords;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which parked messages a command is about. */
final class ParkedFilter {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--store", description = "only orders of this store")
    private String store;

    @Option(names = "--order", description = "only this order, store:id")
    private String order;

    @Option(names = "--step", description = "only where the step begins so, as order.to-erp")
    private String step;

    @Option(names = "--code", description = "only this cause, as unknown-sku")
    private String code;

    @Option(names = "--category", description = "only this category, as business")
    private String category;

    boolean isNarrow() {
        return store != null || order != null || step != null || code != null || category != null;
    }

    /**
     * Refuses words that no parked message can have.
     *
     * @throws ParameterException naming those that it can
     */
    void check() {
        ParkedWords.problem(Optional.ofNullable(code), Optional.ofNullable(category))
                .ifPresent(problem -> {
                    throw new ParameterException(spec.commandLine(), problem);
                });
    }

    Filter of(boolean open, int limit) {
        return new Filter(
                Optional.ofNullable(order).map(ParkedFilter::key),
                Optional.ofNullable(store),
                Optional.ofNullable(step),
                Optional.ofNullable(code),
                Optional.ofNullable(category),
                open,
                Optional.empty(),
                limit);
    }

    private static OrderKey key(String text) {
        try {
            return OrderKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Problem("'" + text + "' is no order; write store:id, as main:38");
        }
    }

    /** The same for the API; what is not named is left out. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Optional.ofNullable(store).ifPresent(value -> json.put("store", value));
        Optional.ofNullable(order)
                .ifPresent(value -> json.put("order", key(value).toString()));
        Optional.ofNullable(step).ifPresent(value -> json.put("step", value));
        Optional.ofNullable(code).ifPresent(value -> json.put("code", value));
        Optional.ofNullable(category).ifPresent(value -> json.put("category", value));
        return json;
    }
}
