package io.saddlebag.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.regex.Pattern;

/** Functions that make text. */
final class TextFunctions {

    private static final Pattern TAG = Pattern.compile("<(?:/?[a-zA-Z][^<>]*|!--[^<>]*--)>");
    private static final Pattern BREAK = Pattern.compile("\\r\\n|\\r|\\n");

    private TextFunctions() {}

    /**
     * {@code text(x)}: x as text; nothing, {@code null} and an empty list or object are {@code ""}; a number is written
     * plainly; a list or an object as JSON. Characters that PostgreSQL, XML or a terminal cannot take (NUL and other
     * controls but tab and line ends, halves of surrogate pairs) are dropped or replaced.
     */
    static JsonNode text(List<JsonNode> arguments) {
        return TextNode.valueOf(textOf(arguments.get(0)));
    }

    /** {@code first-text(a, b, …)}: the first whose text is not blank, stripped; else {@code ""}. */
    static JsonNode firstText(List<JsonNode> arguments) {
        return TextNode.valueOf(arguments.stream()
                .map(TextFunctions::textOf)
                .filter(t -> !t.isBlank())
                .findFirst()
                .orElse("")
                .strip());
    }

    /** {@code plain(x)}: the text of a piece of HTML: tags removed, entities decoded, outer blanks stripped. */
    static JsonNode plain(List<JsonNode> arguments) {
        String text = textOf(arguments.get(0));
        if (text.indexOf('<') >= 0) {
            text = TAG.matcher(text).replaceAll("");
        }
        if (text.indexOf('&') >= 0) {
            text = clean(Entities.decode(text));
        }
        return TextNode.valueOf(text.replace('\u00a0', ' ').strip());
    }

    /** {@code html(x)}: text made safe to stand in HTML, line ends as {@code <br/>}. */
    static JsonNode html(List<JsonNode> arguments) {
        String escaped = textOf(arguments.get(0))
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
        return TextNode.valueOf(BREAK.matcher(escaped).replaceAll("<br/>"));
    }

    static String textOf(JsonNode value) {
        if (value.isTextual()) {
            return clean(value.textValue());
        }
        if (value.isNumber()) {
            return NumberFunctions.plainOf(value);
        }
        if (value.isContainerNode()) {
            return value.isEmpty() ? "" : clean(value.toString());
        }
        return value.isNull() || value.isMissingNode() ? "" : value.asText();
    }

    private static String clean(String text) {
        int odd = 0;
        while (odd < text.length() && !isOdd(text, odd)) {
            odd++;
        }
        if (odd == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length()).append(text, 0, odd);
        for (int i = odd; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isOdd(text, i)) {
                out.append(c);
            } else if (Character.isSurrogate(c)) {
                out.append('\ufffd');
            }
        }
        return out.toString();
    }

    private static boolean isOdd(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
        }
        return c < ' ' && c != '\t' && c != '\n' && c != '\r';
    }
}
