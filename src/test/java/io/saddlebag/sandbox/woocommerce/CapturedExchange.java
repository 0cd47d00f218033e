package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One captured exchange with the real shop. Items that the capture cut from a request are made up again. */
record CapturedExchange(String file, JsonNode whole) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ROOT = Path.of("src/test/resources/fixtures/woocommerce");
    private static final Pattern CUT = Pattern.compile("\\.\\.\\. (\\d+) more items cut from this capture");

    static CapturedExchange read(String file) {
        try {
            return new CapturedExchange(file, JSON.readTree(ROOT.resolve(file).toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> files(String... folders) {
        List<String> all = new ArrayList<>();
        for (String folder : folders) {
            try (Stream<Path> found = Files.list(ROOT.resolve(folder))) {
                found.map(p -> folder + "/" + p.getFileName()).sorted().forEach(all::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }

    String method() {
        return whole.at("/request/method").asText();
    }

    URI url() {
        return URI.create(whole.at("/request/url").asText().replace("<", "").replace(">", ""));
    }

    String requestHeader(String name) {
        return whole.at("/request/headers").path(name).asText("");
    }

    /** The request's body as sent; empty if there was none. */
    Optional<String> requestBody() {
        JsonNode body = whole.at("/request/body");
        if (body.isNull() || body.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(
                body.isTextual() ? body.asText() : filled(body.deepCopy()).toString());
    }

    int status() {
        return whole.at("/response/status").asInt();
    }

    JsonNode responseBody() {
        return whole.at("/response/body");
    }

    Optional<String> responseHeader(String name) {
        for (JsonNode header : whole.at("/response/headers")) {
            if (header.get(0).asText().equalsIgnoreCase(name)) {
                return Optional.of(header.get(1).asText());
            }
        }
        return Optional.empty();
    }

    static boolean cut(JsonNode item) {
        return item.isTextual() && CUT.matcher(item.asText()).matches();
    }

    private static JsonNode filled(JsonNode body) {
        for (JsonNode list : body) {
            if (list instanceof ArrayNode items && !items.isEmpty() && cut(items.get(items.size() - 1))) {
                Matcher cut = CUT.matcher(items.remove(items.size() - 1).asText());
                if (!cut.matches()) {
                    throw new IllegalStateException("not cut after all");
                }
                for (int more = Integer.parseInt(cut.group(1)); more > 0; more--) {
                    items.add(next((ObjectNode) items.get(items.size() - 1).deepCopy()));
                }
            }
        }
        return body;
    }

    private static ObjectNode next(ObjectNode item) {
        if (item.has("id")) {
            item.put("id", item.get("id").asLong() + 1);
        }
        if (item.has("sku")) {
            int number = Integer.parseInt(item.get("sku").asText().substring(5)) + 1;
            item.put("sku", String.format("BULK-%03d", number)).put("name", String.format("Bulk %03d", number));
        }
        return item;
    }

    @Override
    public String toString() {
        return file;
    }
}
