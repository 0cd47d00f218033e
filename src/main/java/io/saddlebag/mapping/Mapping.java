package io.saddlebag.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import com.schibsted.spt.data.jslt.filters.JsonFilter;
import com.schibsted.spt.data.jslt.impl.FileSystemResourceResolver;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** One compiled mapping file. */
final class Mapping {

    private static final Pattern DECLARATION =
            Pattern.compile("^//\\s*transforms\\s+(\\S+)\\s*->\\s*(\\S+)\\s*$", Pattern.MULTILINE);
    private static final Pattern FIRST_WORDS = Pattern.compile("^([a-zA-Z-]*).*$", Pattern.DOTALL);
    private static final String OWN_WORDS = "error: ";
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
        Expression expression = compile(root, name + ".jslt", new StringReader(source));
        List<Types> transforms = DECLARATION
                .matcher(source)
                .results()
                .map(m -> new Types(m.group(1), m.group(2)))
                .toList();
        return new Mapping(name, expression, transforms);
    }

    /**
     * Compiles a file that only has functions for others to import.
     *
     * @throws JsltException naming line and column
     */
    static void checkModule(Path root, String file) {
        compile(root, "import of " + file, new StringReader("import \"" + file + "\" as module null"));
    }

    private static Expression compile(Path root, String file, Reader source) {
        return new Parser(source)
                .withSource(file)
                .withFunctions(MappingFunction.all())
                .withObjectFilter(PRESENT)
                .withResourceResolver(new FileSystemResourceResolver(root.toFile()))
                .compile();
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

    /**
     * The language's own messages quote the document ("number(…) failed"): all that follows the first word is dropped.
     * What a mapping says itself by {@code error("…")} is kept.
     */
    private static String withoutValues(String message) {
        String told = message == null ? "" : message;
        return told.startsWith(OWN_WORDS)
                ? told.substring(OWN_WORDS.length())
                : FIRST_WORDS.matcher(told).replaceFirst("$1") + " cannot work on this document";
    }
}
