package io.saddlebag.personal;

import io.saddlebag.contract.Documents;
import io.saddlebag.contract.NotJson;
import io.saddlebag.order.Order;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a person may be told by in the words around an order: address, name, street, phone, tracking numbers. Sought only where
 * that order is told of, so that a name which is also a word changes nothing else.
 *
 * @param words of four letters at least
 */
public record Traces(Set<String> words) {

    private static final int SHORTEST = 4;

    /** Leaves out what is too short to be told from other words. */
    public Traces {
        words = words.stream()
                .map(String::strip)
                .filter(word -> word.length() >= SHORTEST && !Pseudonyms.is(word))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Those of an {@code order.v1}, its e-mail address and parcels' numbers. */
    public static Traces of(String document, String email, List<String> parcels) {
        Set<String> words = new LinkedHashSet<>(parcels);
        words.add(email);
        try {
            Order order = Documents.read(document, Order.class);
            words.add(order.customer().email());
            words.add(order.customer().vatNumber());
            words.add(order.customerNote());
            for (Order.Address address : List.of(order.billing(), order.shipping())) {
                Stream.of(
                                address.name(),
                                address.lastName(),
                                address.company(),
                                address.address1(),
                                address.email(),
                                address.phone())
                        .forEach(words::add);
            }
        } catch (NotJson e) { // then there is the address only
            return new Traces(words);
        }
        return new Traces(words);
    }

    /** The text without them, whole words only. */
    public String cleaned(String text) {
        if (words.isEmpty() || text.isEmpty()) {
            return Contacts.masked(text);
        }
        String any = words.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return Contacts.masked(Pattern.compile("(?iu)(?<![\\p{L}\\p{N}])(?:" + any + ")(?![\\p{L}\\p{N}])")
                .matcher(text)
                .replaceAll(Matcher.quoteReplacement(Contacts.MASK)));
    }
}
