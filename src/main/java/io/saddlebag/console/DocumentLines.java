package io.saddlebag.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.contract.NotJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A document as a person reads and edits it: a line for each field, and which line a JSON pointer means. */
public final class DocumentLines {

    private static final String INDENT = "  ";

    private final Set<String> changed;
    private final List<Line> lines = new ArrayList<>();

    private DocumentLines(Set<String> changed) {
        this.changed = changed;
    }

    /** A line, and whether the other document differs there. */
    public record Line(String text, boolean changed) {}

    /** Its lines; those of a document that is no JSON as they are. */
    static List<Line> of(String document, List<String> changed) {
        try {
            DocumentLines made = new DocumentLines(Set.copyOf(changed));
            made.write(
                    "", "", "", Documents.parse(document), "", !changed.isEmpty() && changed.contains("the document"));
            return made.lines;
        } catch (NotJson e) {
            return document.lines()
                    .map(line -> new Line(line, !changed.isEmpty()))
                    .toList();
        }
    }

    /** What stands at a JSON pointer; empty where nothing does. */
    static String at(String document, String pointer) {
        try {
            JsonNode found =
                    pointer.startsWith("/") ? Documents.parse(document).at(pointer) : Documents.parse(document);
            return found.isMissingNode() ? "" : Documents.text(found);
        } catch (NotJson e) {
            return document;
        }
    }

    /** A document with a line for each field. */
    static String text(String document) {
        return of(document, List.of()).stream().map(Line::text).collect(Collectors.joining("\n"));
    }

    private void write(String path, String indent, String name, JsonNode node, String end, boolean differs) {
        boolean here = differs || changed.contains(path);
        if (!node.isContainerNode() || node.isEmpty()) {
            lines.add(new Line(indent + name + Documents.text(node) + end, here));
            return;
        }
        lines.add(new Line(indent + name + (node.isObject() ? "{" : "["), here));
        int left = node.size();
        if (node.isObject()) {
            for (var fields = node.fields(); fields.hasNext(); ) {
                var field = fields.next();
                String label = Documents.text(field.getKey()) + ": ";
                write(path + "/" + field.getKey(), indent + INDENT, label, field.getValue(), comma(--left), here);
            }
        } else {
            for (int i = 0; i < node.size(); i++) {
                write(path + "/" + i, indent + INDENT, "", node.get(i), comma(--left), here);
            }
        }
        lines.add(new Line(indent + (node.isObject() ? "}" : "]") + end, here));
    }

    private static String comma(int left) {
        return left > 0 ? "," : "";
    }

    /** The line of a pointer in a document as it was typed, or of what would hold it; 0 where neither is there. */
    static int line(String document, String pointer) {
        Map<String, Integer> places = places(document);
        String at = pointer;
        while (!at.isEmpty() && !places.containsKey(at)) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        return places.getOrDefault(at, 0);
    }

    private static Map<String, Integer> places(String document) {
        Map<String, Integer> places = new HashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(document)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                places.putIfAbsent(
                        parser.getParsingContext().pathAsPointer().toString(),
                        parser.currentTokenLocation().getLineNr());
            }
        } catch (IOException e) { // what was read until then is where it stands
            return places;
        }
        return places;
    }
}
