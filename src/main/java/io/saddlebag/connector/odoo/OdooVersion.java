package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which Odoo answers.
 *
 * @param major main number, e.g. 19; {@code saas~18.2} counts as 18
 * @param text as Odoo says it
 */
record OdooVersion(int major, String text) {

    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,3})(\\.|$)");

    static Optional<OdooVersion> of(JsonNode answer) {
        String text = answer.path("server_version").asText("");
        Matcher number = NUMBER.matcher(text);
        return number.find() ? Optional.of(new OdooVersion(Integer.parseInt(number.group(1)), text)) : Optional.empty();
    }
}
