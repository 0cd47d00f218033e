package io.saddlebag.connector.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * In what an item's content is another than it was told. The store writes numbers, mark-up and entities its own way, and adds
 * names to ids: what means the same is none; so are further categories, and further pictures behind the told ones. A field the store does not answer with is one it does not know.
 */
public final class ContentDifferences {

    /** What is compared. */
    static final String FIELDS =
            "id,parent_id,name,description,status,weight,categories,images,attributes,global_unique_id";

    private static final String NOTHING = "nothing";
    private static final int LONGEST = 200;

    private ContentDifferences() {}

    /**
     * One of them.
     *
     * @param field the store's word
     * @param told for a person
     * @param shown for a person
     */
    public record Difference(String field, String told, String shown) {}

    /** Those of an item. */
    public static List<Difference> of(ObjectNode told, JsonNode shown) {
        List<Difference> differences = new ArrayList<>();
        told.fields().forEachRemaining(entry -> {
            String field = entry.getKey();
            JsonNode is = shown.path(field);
            if (!is.isMissingNode() && !isSame(field, entry.getValue(), is)) {
                differences.add(new Difference(field, words(field, entry.getValue()), words(field, is)));
            }
        });
        return List.copyOf(differences);
    }

    private static boolean isSame(String field, JsonNode told, JsonNode is) {
        return switch (field) {
            case "categories" -> ids(is).containsAll(ids(told));
            case "images" -> ids(is).stream().limit(told.size()).toList().equals(ids(told));
            case "attributes" -> options(told).equals(options(is));
            case "weight" -> isSameNumber(told.asText(), is.asText());
            default -> plain(told.asText()).equals(plain(is.asText()));
        };
    }

    private static List<Long> ids(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(one -> one.path("id").asLong())
                .toList();
    }

    private static Map<String, Set<String>> options(JsonNode attributes) {
        Map<String, Set<String>> options = new TreeMap<>();
        for (JsonNode attribute : attributes) {
            Set<String> values = new TreeSet<>();
            attribute.path("options").forEach(option -> values.add(plain(option.asText())));
            options.put(plain(attribute.path("name").asText()).toLowerCase(Locale.ROOT), values);
        }
        return options;
    }

    private static boolean isSameNumber(String told, String is) {
        String number = "[0-9]{1,12}([.][0-9]{1,12})?";
        return told.matches(number) && is.matches(number)
                ? new BigDecimal(told).compareTo(new BigDecimal(is)) == 0
                : told.equals(is);
    }

    /** A text as a reader sees it. */
    private static String plain(String text) {
        return text.replaceAll("<[^>]*>", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#039;", "'")
                .replace("&#8217;", "'")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String words(String field, JsonNode value) {
        String words =
                switch (field) {
                    case "categories", "images" ->
                        StreamSupport.stream(value.spliterator(), false)
                                .map(one -> one.path("id").asText()
                                        + (one.hasNonNull("name")
                                                ? " (" + one.path("name").asText() + ")"
                                                : ""))
                                .collect(Collectors.joining(", "));
                    case "attributes" -> options(value).toString().replaceAll("[{}]", "");
                    default -> plain(value.asText());
                };
        return words.isEmpty() ? NOTHING : words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words;
    }
}
