package io.saddlebag.house;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Rule 2 of the house: every flow says what it is, and which error policy it goes by. */
final class DescriptionRules {

    private static final Pattern SECOND_SENTENCE = Pattern.compile("[.!?]\\s+\\p{Lu}");
    private static final int LONGEST = 120;

    private DescriptionRules() {}

    static List<RouteRule> all() {
        return List.of(
                RouteRule.ofFlows(DescriptionRules::described),
                RouteRule.ofFlows(DescriptionRules::parametersDescribed),
                DescriptionRules::policyExists,
                RouteRule.ofFlows(DescriptionRules::noPolicyOfItsOwn),
                RouteRule.ofFlows(DescriptionRules::intakeStrips));
    }

    private static void described(RouteFile file, Flow flow, Consumer<String> breach) {
        if (flow.isInstance()) {
            return;
        }
        if (flow.id().isEmpty()) {
            breach.accept("a " + flow.kind() + " without id");
        }
        sentence("the " + flow.kind(), Flow.text(flow.top(), "description"), breach);
        if (flow.isTemplate()) {
            sentence("the template's route", Flow.text(flow.route(), "description"), breach);
        }
        if (flow.flows() && Flow.text(flow.route(), "group").isEmpty()) {
            breach.accept("names no group");
        }
        if (flow.isTemplate() && flow.route().containsKey("id")) {
            breach.accept("a template's route has no id of its own; its instances give it");
        }
    }

    private static void sentence(String what, String description, Consumer<String> breach) {
        if (description.isBlank()) {
            breach.accept(what + " has no description");
        } else if (SECOND_SENTENCE.matcher(description).find()
                || description.endsWith(".")
                || description.contains("\n")
                || description.contains(": ")
                || description.length() > LONGEST
                || !Character.isUpperCase(description.charAt(0))) {
            breach.accept("the description of " + what + " is one sentence of at most " + LONGEST
                    + " characters, with a capital, without ': ' and without full stop; the rest is a note: "
                    + description);
        }
    }

    private static void parametersDescribed(RouteFile file, Flow flow, Consumer<String> breach) {
        if (!flow.isTemplate()) {
            return;
        }
        for (Map<?, ?> parameter : flow.parameters()) {
            if (Flow.text(parameter, "name").isEmpty()
                    || Flow.text(parameter, "description").isBlank()) {
                breach.accept("a template's parameter has a name and a description: " + parameter);
            }
        }
    }

    private static void policyExists(List<RouteFile> files, Consumer<String> breach) {
        Set<String> policies = new HashSet<>();
        files.forEach(file ->
                file.flows().stream().filter(Flow::isPolicy).map(Flow::id).forEach(policies::add));
        RouteRule.ofFlows((file, flow, said) -> {
                    if (flow.flows() && !policies.contains(flow.policy())) {
                        said.accept("routeConfigurationId names one of the error policies " + policies + ", not '"
                                + flow.policy() + "'");
                    }
                })
                .check(files, breach);
    }

    private static void noPolicyOfItsOwn(RouteFile file, Flow flow, Consumer<String> breach) {
        for (String key : List.of("onException", "errorHandler", "onCompletion", "intercept", "interceptFrom")) {
            if (!flow.isPolicy() && (flow.route().containsKey(key) || flow.top().containsKey(key))) {
                breach.accept("holds " + key + "; what happens on failure is one of the policies");
            }
        }
    }

    private static void intakeStrips(RouteFile file, Flow flow, Consumer<String> breach) {
        if (!flow.source().startsWith("platform-http:")) {
            return;
        }
        boolean strips = !flow.steps().isEmpty()
                && "removeHeaders".equals(flow.steps().get(0).kind())
                && "Camel*".equals(flow.steps().get(0).option("pattern"));
        if (!strips) {
            breach.accept("an intake first removes the headers Camel*");
        }
        if (!"intake".equals(flow.policy())) {
            breach.accept("an intake goes by the policy intake");
        }
    }
}
