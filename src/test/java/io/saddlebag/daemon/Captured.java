package io.saddlebag.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Something captured from a real WooCommerce 10.5: an exchange, a delivery, or the record of a measurement.
 *
 * @param file its name below {@code fixtures/woocommerce}
 * @param status HTTP status of the answer, 0 where there was none
 * @param body what the shop sent: the answer's or the delivery's body, or the record itself
 * @param headers of a delivery, as pairs; empty otherwise
 * @param url what was asked, empty where nothing was
 */
record Captured(String file, int status, byte[] body, List<String> headers, String url) {

    private static final Path ROOT = Path.of("src/test/resources/fixtures/woocommerce");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ORDER = Pattern.compile("/orders/([0-9]+)");

    static List<String> files(String... folders) {
        List<String> names = new ArrayList<>();
        for (String folder : folders) {
            try (Stream<Path> list = Files.list(ROOT.resolve(folder))) {
                list.map(path -> folder + "/" + path.getFileName()).sorted().forEach(names::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return names;
    }

    /** Reads a file, or one place in its body: {@code 03-orders/batch-update.json#/update/0}. */
    static Captured read(String name) {
        String[] parts = name.split("#", 2);
        try {
            byte[] bytes = Files.readAllBytes(ROOT.resolve(parts[0]));
            JsonNode file = parts[0].endsWith(".json") ? JSON.readTree(bytes) : MissingNode.getInstance();
            Captured whole = of(parts[0], file, bytes);
            return parts.length == 1 ? whole : whole.at(parts[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Captured of(String name, JsonNode file, byte[] bytes) throws IOException {
        if (file.has("response")) {
            JsonNode response = file.path("response");
            return new Captured(
                    name,
                    response.path("status").asInt(),
                    response.has("body_raw")
                            ? response.path("body_raw").asText().getBytes(StandardCharsets.UTF_8)
                            : JSON.writeValueAsBytes(response.path("body")),
                    List.of(),
                    file.path("request").path("url").asText());
        }
        if (file.has("body_raw")) {
            List<String> headers = new ArrayList<>();
            file.path("headers").forEach(pair -> pair.forEach(part -> headers.add(part.asText())));
            return new Captured(name, 0, file.path("body_raw").asText().getBytes(StandardCharsets.UTF_8), headers, "");
        }
        return new Captured(name, 0, bytes, List.of(), "");
    }

    private Captured at(String pointer) throws IOException {
        return new Captured(file + "#" + pointer, status, JSON.writeValueAsBytes(json().at(pointer)), headers, url);
    }

    /** The body; missing where it is no JSON. */
    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (IOException notJson) { // the record of a measurement
            return MissingNode.getInstance();
        }
    }

    /** Whether the body is a whole order. */
    boolean isOrder() {
        return isOrder(json());
    }

    static boolean isOrder(JsonNode json) {
        return json.hasNonNull("line_items") && json.hasNonNull("status") && json.hasNonNull("id");
    }

    /** The order the body names, or was asked for. */
    Optional<Long> order() {
        if (json().path("id").isIntegralNumber()) {
            return Optional.of(json().path("id").asLong());
        }
        Matcher asked = ORDER.matcher(url);
        return asked.find() ? Optional.of(Long.parseLong(asked.group(1))) : Optional.empty();
    }

    /** A header of a delivery, empty where it was not sent. */
    String header(String name) {
        for (int i = 0; i + 1 < headers.size(); i += 2) {
            if (headers.get(i).equalsIgnoreCase(name)) {
                return headers.get(i + 1);
            }
        }
        return "";
    }
}
