package io.saddlebag.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WooSignatureTest {

    private static final Path FIXTURES = Path.of("src/test/resources/fixtures/woocommerce/08-webhooks");
    private static final String SECRET = "bench-webhook-secret";
    private static final String BODY = "{\"id\":385}";
    private static final String GOOD = "xIGRP9tv7dL9EMRIdBSBIkhui85Qb+SyhDP2cOCHPMg=";

    private final WooSignature signature = new WooSignature(List.of(SECRET));

    @Test
    void p5AcceptsEveryCapturedDeliveryAndNoneOfThemWithOneByteMore() throws IOException {
        List<JsonNode> deliveries = captured();

        assertThat(deliveries).hasSizeGreaterThan(18).allSatisfy(d -> {
            byte[] body = d.get("body_raw").asText().getBytes(StandardCharsets.UTF_8);
            assertThat(signature.verify(body, header(d))).isTrue();
            assertThat(signature.verify((d.get("body_raw").asText() + " ").getBytes(StandardCharsets.UTF_8), header(d)))
                    .isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "xIGRP9tv7dL9EMRIdBSBIkhui85Qb-SyhDP2cOCHPMg=",
                "xIGRP9tv7dL9EMRIdBSBIkhui85Qb+SyhDP2cOCHPMg",
                "xIGRP9tv7dL9EMRIdBSBIkhui85Qb+SyhDP2cOCHPMh=",
                " xIGRP9tv7dL9EMRIdBSBIkhui85Qb+SyhDP2cOCHPMg=",
                "sha256=xIGRP9tv7dL9EMRIdBSBIkhui85Qb+SyhDP2cOCHPMg=",
                "xIGR",
                "ü"
            })
    void p5RefusesAnySignatureThatIsNotExactlyTheRightOne(String wrong) {
        assertThat(signature.verify(BODY.getBytes(StandardCharsets.UTF_8), wrong))
                .isFalse();
        assertThat(signature.verify(BODY.getBytes(StandardCharsets.UTF_8), GOOD))
                .isTrue();
    }

    @Test
    void p5AcceptsThePreviousSecretWhileItIsExchanged() {
        WooSignature both = new WooSignature(List.of("the-new-secret-of-it", SECRET));
        WooSignature onlyNew = new WooSignature(List.of("the-new-secret-of-it"));

        assertThat(both.verify(BODY.getBytes(StandardCharsets.UTF_8), GOOD)).isTrue();
        assertThat(onlyNew.verify(BODY.getBytes(StandardCharsets.UTF_8), GOOD)).isFalse();
    }

    @Test
    void verifiesInManyThreadsAtOnce() {
        AtomicInteger good = new AtomicInteger();

        IntStream.range(0, 4000).parallel().forEach(i -> {
            String body = i % 2 == 0 ? BODY : BODY + i;
            if (signature.verify(body.getBytes(StandardCharsets.UTF_8), GOOD)) {
                good.incrementAndGet();
            }
        });

        assertThat(good).hasValue(2000);
    }

    static List<JsonNode> captured() throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(FIXTURES)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                collect(json.readTree(file.toFile()), found);
            }
        }
        return found;
    }

    private static void collect(JsonNode node, List<JsonNode> found) {
        if (node.has("body_raw") && !header(node).isEmpty()) {
            found.add(node);
        }
        node.forEach(child -> collect(child, found));
    }

    static String header(JsonNode delivery) {
        for (JsonNode header : delivery.path("headers")) {
            if (header.path(0).asText().equalsIgnoreCase("X-WC-Webhook-Signature")) {
                return header.get(1).asText();
            }
        }
        return "";
    }
}
