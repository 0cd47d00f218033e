package io.saddlebag.wiring;

import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.CategoryPolicies;
import io.saddlebag.delivery.CategoryPolicy;
import io.saddlebag.pace.PartnerLimits;
import io.saddlebag.pace.PauseRules;
import io.saddlebag.settings.Section;
import io.saddlebag.settings.Settings;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the settings say about failures: the policy of each category, the pace of each partner, and when one is paused. What is
 * wrong is reported through the sections.
 */
final class PaceSettings {

    /** By kind, then by name. */
    final Map<String, Map<String, PartnerLimits>> limits = new TreeMap<>();

    final PauseRules rules;
    final CategoryPolicies policies;

    private final Map<String, Map<Category, CategoryPolicy>> own = new HashMap<>();

    /**
     * Reads the settings.
     *
     * @param connections calls at once, by kind and name of each partner
     */
    PaceSettings(Settings settings, Map<String, Map<String, Integer>> connections) {
        connections.forEach((kind, partners) -> partners.forEach((name, most) -> {
            Section section = settings.section("saddlebag." + kind + "." + name);
            limits.computeIfAbsent(kind, k -> new TreeMap<>()).put(name, PartnerLimits.from(section, most));
            Map<Category, CategoryPolicy> policies = policies(section, "policy.", section.map("policy"));
            own.put(kind + "." + name, policies);
            own.putIfAbsent(name, policies);
        }));
        Section general = settings.section("saddlebag.policy");
        Map<String, String> words = new TreeMap<>();
        for (Category category : Category.values()) {
            general.find(category.word()).ifPresent(text -> words.put(category.word(), text));
        }
        policies = new CategoryPolicies(policies(general, "", words), own);
        rules = PauseRules.from(settings.section("saddlebag.pause"));
    }

    private static Map<Category, CategoryPolicy> policies(Section section, String prefix, Map<String, String> words) {
        Map<Category, CategoryPolicy> policies = new EnumMap<>(Category.class);
        words.forEach((word, text) -> {
            Optional<Category> category = Arrays.stream(Category.values())
                    .filter(known -> known.word().equals(word))
                    .findFirst();
            if (category.isEmpty()) {
                section.problem(
                        prefix + word,
                        "is no category; the categories are "
                                + Arrays.stream(Category.values())
                                        .map(Category::word)
                                        .collect(Collectors.joining(", ")));
                return;
            }
            Optional<CategoryPolicy> policy = CategoryPolicy.read(text);
            if (policy.isEmpty()) {
                section.problem(prefix + word, "must be park, wait, or wait with an end: wait 20 tries, wait 2h");
            } else if (nonsense(category.get(), policy.get()).isPresent()) {
                section.problem(
                        prefix + word, nonsense(category.get(), policy.get()).get());
            } else {
                policies.put(category.get(), policy.get());
            }
        });
        return policies;
    }

    private static Optional<String> nonsense(Category category, CategoryPolicy policy) {
        if (category == Category.AUTHENTICATION && !policy.endless()) {
            return Optional.of(
                    "must be wait: one key that is renewed mends all messages, parked ones would each need a person");
        }
        if (!category.heals() && policy.endless()) {
            return Optional.of(
                    "needs an end, such as wait 5 tries: this cause does not go away by waiting, and what waits"
                            + " holds up its order and one of the step's consumers");
        }
        return Optional.empty();
    }
}
