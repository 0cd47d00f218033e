package io.saddlebag.house;

import io.saddlebag.settings.Settings;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules 4, 7 and 10 of the house: URIs, expressions, placeholders and log messages hold no data, code or secret. */
final class TextRules {

    private static final Pattern QUEUE = Pattern.compile(
            "activemq(-intake)?:\\{\\{saddlebag\\.queue\\.[a-z-]+}}(\\.[a-z]+)*(\\.(\\{\\{[a-zA-Z]+}}|\\$\\{variable\\.[a-zA-Z]+}))?");
    private static final Set<String> COMPONENTS =
            Set.of("activemq", "activemq-intake", "direct", "platform-http", "quartz");
    private static final Pattern CHOICE = Pattern.compile("\\$\\{variable\\.[A-Za-z]+} (==|!=) ('[a-z-]+'|true|false)");
    private static final Set<String> LANGUAGES = Set.of(
            "csimple",
            "datasonnet",
            "expression",
            "groovy",
            "hl7terser",
            "java",
            "joor",
            "jq",
            "js",
            "jsonpath",
            "language",
            "mvel",
            "ognl",
            "python",
            "script",
            "spel",
            "sql",
            "tokenize",
            "wasm",
            "xpath",
            "xquery",
            "xtokenize");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}]*)}}");
    private static final Pattern LOGGED =
            Pattern.compile("\\$\\{(?!variable\\.|header\\.OrderKey}|routeId}|exchangeId})");

    private final Set<String> settings;

    private TextRules(Set<String> settings) {
        this.settings = settings;
    }

    static List<RouteRule> all() {
        Properties defaults = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            defaults.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the default settings cannot be read", e);
        }
        TextRules rules = new TextRules(defaults.stringPropertyNames());
        return List.of(
                RouteRule.ofFlows(TextRules::uris),
                RouteRule.ofFlows(TextRules::sends),
                RouteRule.ofFlows(TextRules::expressions),
                RouteRule.ofFlows(TextRules::logs),
                RouteRule.ofFlows(rules::placeholders));
    }

    /** A replay goes back to the queue the message was parked at, whichever that was. */
    private static boolean isReplay(Flow flow, String uri) {
        return flow.id().equals("replay-parked-messages") && uri.equals("activemq-intake:${variable.queue}");
    }

    private static void uris(RouteFile file, Flow flow, Consumer<String> breach) {
        everyText(flow.top(), (key, value) -> {
            if (!"uri".equals(key)) {
                return;
            }
            String component = value.split(":")[0];
            if (value.contains("?")) {
                breach.accept("options stand under parameters, not in " + value);
            } else if (!COMPONENTS.contains(component)) {
                breach.accept("a flow talks to queues, clocks and the intake, and to partners through beans, not to "
                        + value);
            } else if (component.startsWith("activemq") && !QUEUE.matcher(value).matches() && !isReplay(flow, value)) {
                breach.accept("a queue is named by {{saddlebag.queue.…}}, then at most the partner's name: " + value);
            } else if (!component.startsWith("activemq") && value.contains("${")) {
                breach.accept("no data of a message in a URI: " + value);
            }
        });
    }

    private static void sends(RouteFile file, Flow flow, Consumer<String> breach) {
        for (Step step : flow.steps()) {
            if (!List.of("to", "toD", "wireTap").contains(step.kind())) {
                continue;
            }
            if (step.option("uri").isEmpty()) {
                breach.accept(step.told() + " names its target under uri");
            }
            if (step.option("uri").startsWith("activemq") && !"InOnly".equals(step.option("pattern"))) {
                breach.accept(step.told() + " sends with the pattern InOnly, or it waits for an answer");
            }
            if ("to".equals(step.kind()) == step.option("uri").contains("${")) {
                breach.accept(step.told() + ": toD is for a target with a variable, to for all others");
            }
        }
    }

    private static void expressions(RouteFile file, Flow flow, Consumer<String> breach) {
        everyKey(flow.top(), key -> {
            if (LANGUAGES.contains(key)) {
                breach.accept("no " + key + " in a flow; a decision lives in Java");
            }
        });
        everyText(flow.top(), (key, value) -> {
            if ("simple".equals(key)
                    && !"${body}".equals(value)
                    && !CHOICE.matcher(value).matches()) {
                breach.accept("a flow splits the body or compares one computed variable with one word, not: " + value);
            }
        });
    }

    private static void logs(RouteFile file, Flow flow, Consumer<String> breach) {
        for (Step step : flow.steps()) {
            if ("log".equals(step.kind())
                    && LOGGED.matcher(step.option("message")).find()) {
                breach.accept(step.told() + " logs more than order key and outcome: " + step.option("message"));
            }
        }
    }

    private void placeholders(RouteFile file, Flow flow, Consumer<String> breach) {
        Set<String> parameters = new HashSet<>();
        flow.parameters().forEach(parameter -> parameters.add(Flow.text(parameter, "name")));
        Set<String> used = new HashSet<>();
        everyText(flow.top(), (key, value) -> {
            Matcher matcher = PLACEHOLDER.matcher(value);
            while (matcher.find()) {
                String name = matcher.group(1);
                used.add(name);
                if (Settings.isSecret(name)) {
                    breach.accept("no secret in a flow: {{" + name + "}}");
                } else if (!settings.contains(name) && !(flow.isTemplate() && parameters.contains(name))) {
                    breach.accept("{{" + name + "}} is neither a setting with a default nor a parameter");
                }
            }
        });
        if (flow.isTemplate()) {
            parameters.removeAll(used);
            parameters.forEach(name -> breach.accept("the parameter '" + name + "' is never used"));
        }
    }

    private static void everyText(Object node, BiConsumer<String, String> use) {
        if (node instanceof List<?> list) {
            list.forEach(each -> everyText(each, use));
        } else if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (value instanceof Map || value instanceof List) {
                    everyText(value, use);
                } else {
                    use.accept(String.valueOf(key), String.valueOf(value));
                }
            });
        }
    }

    private static void everyKey(Object node, Consumer<String> use) {
        if (node instanceof List<?> list) {
            list.forEach(each -> everyKey(each, use));
        } else if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                use.accept(String.valueOf(key));
                everyKey(value, use);
            });
        }
    }
}
