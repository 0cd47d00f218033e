package io.saddlebag.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.schibsted.spt.data.jslt.Function;
import java.util.List;

/**
 * One extension function of the mapping language.
 *
 * @param name as mappings call it
 * @param most most arguments, at least one is always needed
 * @param body what it does; gets no nulls, an absent value is a {@link NullNode}
 */
record MappingFunction(String name, int most, Body body) implements Function {

    /** What a function does. */
    interface Body {
        JsonNode of(List<JsonNode> arguments);
    }

    /** All extension functions. */
    static List<Function> all() {
        return List.of(
                new MappingFunction("text", 1, TextFunctions::text),
                new MappingFunction("first-text", 32, TextFunctions::firstText),
                new MappingFunction("plain", 1, TextFunctions::plain),
                new MappingFunction("html", 1, TextFunctions::html),
                new MappingFunction("flag", 1, ListFunctions::flag),
                new MappingFunction("list", 1, ListFunctions::list),
                new MappingFunction("pairs", 1, ListFunctions::pairs),
                new MappingFunction("pieces", 1, ListFunctions::pieces),
                new MappingFunction("decimal", 2, NumberFunctions::decimal),
                new MappingFunction("amount", 1, NumberFunctions::amount),
                new MappingFunction("whole", 1, NumberFunctions::whole),
                new MappingFunction("gmt", 1, TimeFunctions::gmt),
                new MappingFunction("latest", 32, TimeFunctions::latest),
                new MappingFunction("utc-text", 1, TimeFunctions::utcText),
                new MappingFunction("epoch", 1, TimeFunctions::epoch));
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public int getMinArguments() {
        return 1;
    }

    @Override
    public int getMaxArguments() {
        return most;
    }

    @Override
    public JsonNode call(JsonNode input, JsonNode[] arguments) {
        return body.of(List.of(arguments));
    }
}
