package io.saddlebag.house;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Rules 1 and 5 of the house: what a route file holds and what it is called. */
final class FileRules {

    private static final Pattern FILE_NAME = Pattern.compile("[a-z][a-z0-9-]*\\.camel\\.yaml");
    private static final Pattern FROM_OR_TO =
            Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*-(from|to)-[a-z0-9]+(-[a-z0-9]+)*");
    private static final String CLOCK = "-clock";

    /** First words of flows named {@code <verb>-<things>}; a new verb is welcome here. */
    private static final Set<String> VERBS = Set.of(
            "plan",
            "alert",
            "archive",
            "cancel",
            "capture",
            "check",
            "close",
            "collect",
            "compute",
            "forget",
            "count",
            "decide",
            "export",
            "import",
            "match",
            "notify",
            "park",
            "prune",
            "publish",
            "reconcile",
            "record",
            "refresh",
            "release",
            "remind",
            "repair",
            "replay",
            "request",
            "return",
            "take",
            "watch");

    private FileRules() {}

    static List<RouteRule> all() {
        return List.of(
                FileRules::readable,
                FileRules::names,
                FileRules::oneFlow,
                RouteRule.ofFlows(FileRules::place),
                RouteRule.ofFlows(FileRules::words),
                FileRules::uniqueIds,
                FileRules::instances);
    }

    private static void readable(List<RouteFile> files, Consumer<String> breach) {
        files.forEach(file -> file.problems().forEach(problem -> breach.accept(file.path() + ": " + problem)));
    }

    private static void names(List<RouteFile> files, Consumer<String> breach) {
        for (RouteFile file : files) {
            String name = file.path().substring(file.path().lastIndexOf('/') + 1);
            if (!FILE_NAME.matcher(name).matches()) {
                breach.accept(file.path()
                        + ": a file name is lower-case words joined by '-', and its only dots are .camel.yaml");
            }
        }
    }

    private static void oneFlow(List<RouteFile> files, Consumer<String> breach) {
        for (RouteFile file : files) {
            if (file.isIn("partners") || file.flows().isEmpty()) {
                continue;
            }
            List<String> ids = file.flows().stream().map(Flow::id).toList();
            boolean companion = ids.size() == 2
                    && file.flows().stream().allMatch(Flow::isTemplate)
                    && ids.contains(file.name() + CLOCK);
            if (ids.size() != 1 && !companion) {
                breach.accept(
                        file.path() + ": one flow per file, a template may bring its '" + CLOCK + "'; found " + ids);
            }
            if (!ids.contains(file.name())) {
                breach.accept(file.path() + ": the file is named like its flow, here " + ids);
            }
        }
    }

    private static void place(RouteFile file, Flow flow, Consumer<String> breach) {
        String expected = file.isIn("policies")
                ? "routeConfiguration"
                : file.isIn("partners") ? "templatedRoute" : file.isIn("connectors") ? "routeTemplate" : "route";
        if (!flow.kind().equals(expected)) {
            breach.accept("a " + flow.kind() + " does not belong into this folder, which holds each " + expected);
        }
    }

    private static void words(RouteFile file, Flow flow, Consumer<String> breach) {
        if (flow.isPolicy() || flow.id().isEmpty()) {
            return;
        }
        String verb = flow.id().split("-")[0];
        boolean verbFirst = flow.id().contains("-") && VERBS.contains(verb);
        if (!verbFirst && !FROM_OR_TO.matcher(flow.id()).matches()) {
            breach.accept("an id is <things>-from-<system>, <things>-to-<system> or <verb>-<things>");
        }
    }

    private static void uniqueIds(List<RouteFile> files, Consumer<String> breach) {
        Map<String, String> seen = new HashMap<>();
        files.forEach(file -> file.flows().stream()
                .filter(flow -> !flow.id().isEmpty())
                .forEach(flow -> {
                    String space = flow.isTemplate() ? "template " : flow.isPolicy() ? "policy " : "route ";
                    String other = seen.putIfAbsent(space + flow.id(), file.path());
                    if (other != null) {
                        breach.accept(file.path() + ": " + flow.id() + " is also in " + other);
                    }
                }));
    }

    private static void instances(List<RouteFile> files, Consumer<String> breach) {
        Map<String, Flow> templates = new HashMap<>();
        files.forEach(
                file -> file.flows().stream().filter(Flow::isTemplate).forEach(flow -> templates.put(flow.id(), flow)));
        RouteRule.ofFlows((file, flow, said) -> {
                    if (flow.isInstance()) {
                        instance(flow, templates, said);
                    }
                })
                .check(files, breach);
    }

    private static void instance(Flow flow, Map<String, Flow> templates, Consumer<String> breach) {
        if (flow.id().isEmpty()) {
            breach.accept("an instance of " + Flow.text(flow.top(), "routeTemplateRef") + " without routeId");
        }
        Flow template = templates.get(Flow.text(flow.top(), "routeTemplateRef"));
        if (template == null) {
            breach.accept("there is no template '" + Flow.text(flow.top(), "routeTemplateRef") + "'");
            return;
        }
        Set<String> given = new HashSet<>();
        flow.parameters().forEach(parameter -> given.add(Flow.text(parameter, "name")));
        for (Map<?, ?> parameter : template.parameters()) {
            String name = Flow.text(parameter, "name");
            if (!given.remove(name) && !parameter.containsKey("defaultValue")) {
                breach.accept("gives no '" + name + "', which " + template.id() + " needs");
            }
        }
        given.forEach(name -> breach.accept(template.id() + " takes no parameter '" + name + "'"));
    }
}
