package io.saddlebag.wiring;

import io.saddlebag.availability.Rules;
import io.saddlebag.availability.RulesFile;
import io.saddlebag.availability.RulesProblem;
import io.saddlebag.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code mappings/rules/availability.yaml}. Its mistakes matter where stock is published, and nowhere else. */
final class AvailabilityRules {

    private AvailabilityRules() {}

    /**
     * The rules.
     *
     * @param sources the configured ERPs and warehouses, as {@code erp.NAME} and {@code warehouse.NAME}
     * @param stores the configured stores
     * @param published those of them whose stock is published
     */
    static Rules read(Settings settings, Set<String> sources, Set<String> stores, Set<String> published) {
        Path file = settings.folder("saddlebag.mappings", "mappings")
                .resolve("rules")
                .resolve("availability.yaml");
        if (published.isEmpty() && !Files.exists(file)) {
            return nothing();
        }
        try {
            Rules rules = RulesFile.read(file, new RulesFile.Known(sources, stores));
            for (String store : published) {
                if (rules.channels().stream()
                        .noneMatch(channel -> channel.name().equals(store))) {
                    settings.problems()
                            .add("saddlebag.store." + store + ".publish has 'stock', and " + file
                                    + " names no channel '" + store + "': add it under 'channels'");
                }
            }
            return rules;
        } catch (RulesProblem e) {
            if (!published.isEmpty()) {
                e.problems().forEach(settings.problems()::add);
            }
            return nothing();
        }
    }

    private static Rules nothing() {
        return new Rules(new Rules.Said<>(0L, "default"), List.of(), List.of(), List.of(), Map.of());
    }
}
