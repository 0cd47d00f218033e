package io.saddlebag.availability;

import io.saddlebag.availability.Rules.Exemption;
import io.saddlebag.availability.Rules.Said;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds the exceptions that fit an item, without asking each of thousands. */
final class Exemptions {

    private static final Fitting NONE = new Fitting(List.of());

    private final List<Exemption> all;
    private final Map<String, List<Integer>> bySku = new HashMap<>();
    private final Map<String, List<Integer>> byCategory = new HashMap<>();
    private final List<Integer> byPattern = new ArrayList<>();

    Exemptions(List<Exemption> all) {
        this.all = all;
        for (int i = 0; i < all.size(); i++) {
            Rules.Scope scope = all.get(i).scope();
            int number = i;
            if (scope.everything()
                    || patterns(scope.skus()).findAny().isPresent()
                    || patterns(scope.categories()).findAny().isPresent()) {
                byPattern.add(number);
            } else {
                scope.skus().forEach(sku -> bySku.computeIfAbsent(sku, k -> new ArrayList<>())
                        .add(number));
                scope.categories().forEach(category -> byCategory
                        .computeIfAbsent(category, k -> new ArrayList<>())
                        .add(number));
            }
        }
    }

    private static Stream<String> patterns(List<String> names) {
        return names.stream().filter(name -> name.endsWith("*"));
    }

    /** What fits an item, first things first. */
    Fitting of(Item item) {
        if (all.isEmpty()) {
            return NONE;
        }
        List<Integer> numbers = new ArrayList<>(bySku.getOrDefault(item.sku(), List.of()));
        numbers.addAll(byCategory.getOrDefault(item.category(), List.of()));
        for (int number : byPattern) {
            if (all.get(number).scope().fits(item.sku(), item.category())) {
                numbers.add(number);
            }
        }
        if (numbers.isEmpty()) {
            return NONE;
        }
        Collections.sort(numbers);
        List<Exemption> fitting = new ArrayList<>(numbers.size());
        numbers.forEach(number -> fitting.add(all.get(number)));
        return new Fitting(fitting);
    }

    /** The exceptions that fit one item. */
    record Fitting(List<Exemption> exceptions) {

        /** What a setting is: the first exception that says something, or the usual. */
        <T> Optional<Said<T>> first(String channel, String node, Function<Exemption, Optional<Said<T>>> setting) {
            for (Exemption exception : exceptions) {
                if (meant(exception.channels(), channel) && meant(exception.nodes(), node)) {
                    Optional<Said<T>> said = setting.apply(exception);
                    if (said.isPresent()) {
                        return said;
                    }
                }
            }
            return Optional.empty();
        }

        private static boolean meant(List<String> names, String name) {
            return names.isEmpty() || names.contains(name);
        }
    }
}
