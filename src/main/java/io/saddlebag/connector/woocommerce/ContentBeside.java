package io.saddlebag.connector.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The store replaces a product's pictures and categories as a whole by those it is told (REST API v3, products: {@code images},
 * {@code categories}). So what somebody put beside those of the ERP is told again: only what was written before is taken away.
 */
public final class ContentBeside {

    /** Lists of things with ids. */
    private static final List<String> LISTS = List.of("images", "categories");
    /** Where the store puts what has no category. */
    private static final String NOWHERE = "uncategorized";

    private ContentBeside() {}

    /** Whether content has lists, so that what an item shows has to be known. */
    public static boolean isNeeded(ObjectNode content) {
        return LISTS.stream().anyMatch(content::has);
    }

    /**
     * Content with what is to stay beside it.
     *
     * @param told what the item is to show
     * @param before what it was told the last time
     * @param shown what it shows
     */
    public static ObjectNode of(ObjectNode told, Optional<ObjectNode> before, JsonNode shown) {
        ObjectNode whole = told.deepCopy();
        for (String field : LISTS) {
            if (whole.path(field) instanceof ArrayNode list) {
                Set<Long> known = new HashSet<>();
                list.forEach(one -> known.add(id(one)));
                before.ifPresent(earlier -> earlier.path(field).forEach(one -> known.add(id(one))));
                for (JsonNode one : shown.path(field)) {
                    if (!one.path("slug").asText().equals(NOWHERE) && known.add(id(one))) {
                        list.addObject().put("id", id(one));
                    }
                }
            }
        }
        return whole;
    }

    private static long id(JsonNode one) {
        return one.path("id").asLong();
    }
}
