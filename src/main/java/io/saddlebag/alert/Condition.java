package io.saddlebag.alert;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that is so now. One condition of a rule and subject makes one alert, however often it is found.
 *
 * @param subject what it is about, of few values: a store, a partner, a queue, a code
 * @param size how many orders, messages or happenings
 * @param since when it began, as far as known
 * @param what in words, after the subject; never personal data, never a partner's own words
 * @param action what to do; empty for the rule's own
 * @param command what to run, may be empty
 * @param orders keys of the first few orders
 * @param held value of the orders, by currency
 */
public record Condition(
        Rule rule,
        String subject,
        long size,
        Instant since,
        String what,
        Optional<String> action,
        String command,
        List<String> orders,
        Map<String, BigDecimal> held) {
    /** Copies the collections. */
    public Condition {
        orders = List.copyOf(orders);
        held = Map.copyOf(held);
    }

    /** A condition without orders, with the rule's own action. */
    public static Condition of(Rule rule, String subject, long size, Instant since, String what, String command) {
        return new Condition(rule, subject, size, since, what, Optional.empty(), command, List.of(), Map.of());
    }

    /** The same, about these orders. */
    public Condition about(List<String> keys, Map<String, BigDecimal> value) {
        return new Condition(rule, subject, size, since, what, action, command, keys, value);
    }

    /** The same, with another action. */
    public Condition doing(String other) {
        return new Condition(
                rule,
                subject,
                size,
                since,
                what,
                Optional.of(other).filter(text -> !text.isBlank()),
                command,
                orders,
                held);
    }
}
