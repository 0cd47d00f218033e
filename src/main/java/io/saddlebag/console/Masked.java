package io.saddlebag.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.contract.NotJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Documents for people to read; without what tells who somebody is, for those who need not know. */
final class Masked {

    private static final String STARS = "***";

    /** Fields of {@code order.v1} and {@code fulfilment-request.v1} that hold personal data, or what buyers and plugins typed. */
    private static final Set<String> PERSONAL = Set.of(
            "email",
            "firstName",
            "lastName",
            "company",
            "address1",
            "address2",
            "city",
            "state",
            "postcode",
            "phone",
            "vatNumber",
            "transactionId",
            "customerNote",
            "note",
            "reason",
            "meta");

    private Masked() {}

    /** The document, indented; as it is where it is no JSON. */
    static String plain(String document) {
        try {
            return document.isEmpty() ? "" : Documents.parse(document).toPrettyString();
        } catch (NotJson e) {
            return document;
        }
    }

    /** The document, indented, its personal values as stars; nothing of it where it is no JSON. */
    static String masked(String document) {
        try {
            return document.isEmpty()
                    ? ""
                    : mask(Documents.parse(document), false).toPrettyString();
        } catch (NotJson e) {
            return "";
        }
    }

    private static JsonNode mask(JsonNode node, boolean personal) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                boolean all = personal || PERSONAL.contains(name);
                object.set(name, mask(object.get(name), all));
            }
            return object;
        }
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, mask(array.get(i), personal));
            }
            return array;
        }
        return personal && !node.isNull() && !node.asText("").isEmpty() ? TextNode.valueOf(STARS) : node;
    }
}
