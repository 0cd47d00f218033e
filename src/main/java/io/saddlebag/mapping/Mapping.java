package io.saddlebag.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import com.schibsted.spt.data.jslt.filters.JsonFilter;
import com.schibsted.spt.data.jslt.impl.FileSystemResourceResolver;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One compiled mapping file. */
final class Mapping {

    private static final Pattern DECLARATION =
            Pattern.compile("^//\\s*transforms\\s+(\\S+)\\s*->\\s*(\\S+)\\s*$", Pattern.MULTILINE);
    private static final Pattern VALUE = Pattern.compile("'[^']*'|\"[^\"]*\"|[:,] .*$", Pattern.DOTALL);
    /** An absent value is left out; an empty text, list or object is a value. */
    private static final JsonFilter PRESENT = value -> !value.isNull();

    private final String name;
    private final Expression expression;
    private final List<Types> transforms;

    private Mapping(String name, Expression expression, List<Types> transforms) {
        this.name = name;
        this.expression = expression;
        this.transforms = transforms;
    }

    /** From which data type to which a mapping goes. */
    record Types(String from, String to) {
        @Override
        public String toString() {
            return from + " -> " + to;
        }
    }

    /**
     * Compiles a mapping.
     *
     * @param root directory from which imports are resolved
     * @param name {@code <system>/<document>}
     * @throws JsltException naming line and column
     */
    static Mapping compile(Path root, String name, String source) {
        Expression expression = new Parser(new StringReader(source))
                .withSource(name + ".jslt")
                .withFunctions(MappingFunction.all())
                .withObjectFilter(PRESENT)
                .withResourceResolver(new FileSystemResourceResolver(root.toFile()))
                .compile();
        List<Types> transforms = DECLARATION
                .matcher(source)
                .results()
                .map(m -> new Types(m.group(1), m.group(2)))
                .toList();
        return new Mapping(name, expression, transforms);
    }

    String name() {
        return name;
    }

    List<Types> transforms() {
        return transforms;
    }

    JsonNode apply(JsonNode input) {
        try {
            return expression.apply(input);
        } catch (Refused e) {
            throw new MappingFailed(where(e) + e.getMessage());
        } catch (JsltException e) {
            throw new MappingFailed(where(e) + withoutValues(e.getMessage()));
        } catch (StackOverflowError e) {
            throw new MappingFailed(name + ".jslt calls itself without end, or the document is nested too deeply");
        }
    }

    private String where(JsltException e) {
        return e.getSource() == null
                ? name + ".jslt: "
                : e.getSource() + ", line " + e.getLine() + ", column " + e.getColumn() + ": ";
    }

    /** The language's own messages may quote the document. */
    private static String withoutValues(String message) {
        Matcher value = VALUE.matcher(message == null ? "it failed" : message);
        return value.replaceAll(" …").strip();
    }
}
