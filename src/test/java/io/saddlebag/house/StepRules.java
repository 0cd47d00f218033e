package io.saddlebag.house;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Rules 3, 6 and 7 of the house: steps have names, and a flow holds order, timing and policy, nothing else. */
final class StepRules {

    private static final Pattern VERB_OBJECT = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)+");
    private static final Pattern ARGUMENTS = Pattern.compile(
            "[a-z][A-Za-z0-9]*(\\((\\$\\{exchange}|\\$\\{variable\\.[A-Za-z]+}|'[^'$]*')(, (\\$\\{variable\\.[A-Za-z]+}|'[^'$]*'))*\\))?");

    /** What a flow is made of. Not among them: doTry, setBody, setHeader, script, process, transform, marshal. */
    private static final Set<String> KINDS = Set.of(
            "aggregate",
            "bean",
            "choice",
            "delay",
            "filter",
            "log",
            "loop",
            "multicast",
            "removeHeaders",
            "resequence",
            "split",
            "stop",
            "throttle",
            "to",
            "toD",
            "transformDataType",
            "wireTap");

    private StepRules() {}

    static List<RouteRule> all() {
        return List.of(
                RouteRule.ofFlows(StepRules::kinds),
                RouteRule.ofFlows(StepRules::named),
                RouteRule.ofFlows(StepRules::prefixed),
                StepRules::unique,
                RouteRule.ofFlows(StepRules::beans),
                RouteRule.ofFlows(StepRules::splits));
    }

    private static void kinds(RouteFile file, Flow flow, Consumer<String> breach) {
        for (Step step : flow.steps()) {
            if (!KINDS.contains(step.kind())) {
                breach.accept(step.told() + " is none of the steps a flow is made of; a decision lives in Java, a"
                        + " translation in a mapping");
            }
        }
    }

    private static void named(RouteFile file, Flow flow, Consumer<String> breach) {
        for (Step step : flow.steps()) {
            if (!VERB_OBJECT.matcher(step.id()).matches()) {
                breach.accept(step.told() + " needs an id verb-object in lower case");
            }
        }
    }

    /** A template's own nodePrefixId would come out with a number behind it that changes from start to start. */
    private static void prefixed(RouteFile file, Flow flow, Consumer<String> breach) {
        if (flow.flows() && flow.route().containsKey("nodePrefixId")) {
            breach.accept("no nodePrefixId; the instances give a prefixId");
        }
        if (flow.isInstance() && !flow.prefix().equals(flow.id() + "-")) {
            breach.accept("an instance's prefixId is its routeId and '-', so that step ids are unique in the daemon");
        }
    }

    private static void unique(List<RouteFile> files, Consumer<String> breach) {
        Map<String, String> seen = new HashMap<>();
        for (RouteFile file : files) {
            for (Flow flow : file.flows()) {
                for (Step step : flow.steps()) {
                    String id = (flow.isTemplate() ? flow.id() + "-" : "") + step.id();
                    String other = seen.putIfAbsent(id, file.path() + " (" + flow.id() + ")");
                    if (other != null && !step.id().isEmpty()) {
                        breach.accept(
                                file.path() + ": " + flow.id() + ": the step id " + step.id() + " is also in " + other);
                    }
                }
            }
        }
    }

    private static void beans(RouteFile file, Flow flow, Consumer<String> breach) {
        for (Step step : flow.steps()) {
            if (!"bean".equals(step.kind())) {
                continue;
            }
            if (step.option("ref").isEmpty()) {
                breach.accept(step.told() + " names a bean by ref; types and scripts are not for flows");
            }
            if (!ARGUMENTS.matcher(step.option("method")).matches()) {
                breach.accept(step.told() + " calls a method with the exchange, variables and names only: "
                        + step.option("method"));
            }
        }
    }

    private static void splits(RouteFile file, Flow flow, Consumer<String> breach) {
        for (Step step : flow.steps()) {
            if ("split".equals(step.kind()) && !"true".equals(step.option("stopOnException"))) {
                breach.accept(step.told() + " needs stopOnException, or the failure of a part is forgotten");
            }
        }
    }
}
