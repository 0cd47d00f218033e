package io.saddlebag.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.contract.NotJson;
import io.saddlebag.personal.MaskedDocument;
import java.util.ArrayList;
import java.util.List;

/**
 * An edit by somebody who was shown a {@link MaskedDocument}: what he left masked is what it was. So the people who mend a SKU
 * need not see who bought it.
 *
 * @param document the edit with the masked values put back; the edit as it was where that is not possible
 * @param wrong why it is not possible, each with its JSON pointer; empty where it is
 */
public record Unmasked(String document, List<String> wrong) {

    /** Copies the reasons. */
    public Unmasked {
        wrong = List.copyOf(wrong);
    }

    /**
     * Puts back what was masked.
     *
     * @param edited what was typed
     * @param original what was masked for it
     */
    public static Unmasked of(String edited, String original) {
        JsonNode typed;
        JsonNode whole;
        try {
            typed = Documents.parse(edited);
            whole = Documents.parse(original);
        } catch (NotJson e) {
            return new Unmasked(edited, List.of("the document is " + e.getMessage()));
        }
        List<String> wrong = new ArrayList<>();
        JsonNode restored = restored(typed, MaskedDocument.of(whole), whole, "", wrong);
        return wrong.isEmpty() ? new Unmasked(Documents.text(restored), List.of()) : new Unmasked(edited, wrong);
    }

    private static JsonNode restored(JsonNode typed, JsonNode masked, JsonNode whole, String path, List<String> wrong) {
        if (typed.equals(masked)) {
            return whole; // untouched, whatever is in it
        }
        if (typed.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            typed.fields()
                    .forEachRemaining(field -> copy.set(
                            field.getKey(),
                            restored(
                                    field.getValue(),
                                    masked.path(field.getKey()),
                                    whole.path(field.getKey()),
                                    path + "/" + field.getKey(),
                                    wrong)));
            return copy;
        }
        if (typed.isArray()) {
            if (masked.isArray() && typed.size() != masked.size() && !masked.equals(whole)) {
                wrong.add(path + ": this list holds masked values, so only who may see personal data can add to it or"
                        + " take from it");
                return typed;
            }
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < typed.size(); i++) {
                copy.add(restored(typed.get(i), masked.path(i), whole.path(i), path + "/" + i, wrong));
            }
            return copy;
        }
        if (typed.isTextual() && typed.asText().contains(MaskedDocument.MASK)) {
            wrong.add(path + ": '" + MaskedDocument.MASK
                    + "' stands for a value you were not shown, and none stood here");
        }
        return typed;
    }
}
