package io.saddlebag.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.intake.OrderPeek.Peek;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderPeekTest {

    private final OrderPeek peek = new OrderPeek();

    @Test
    void tellsWhatEveryCapturedOrderDeliveryIs() throws IOException {
        var kinds = WooSignatureTest.captured().stream()
                .filter(d -> d.get("headers").toString().contains("\"order\""))
                .collect(Collectors.groupingBy(
                        d -> peek.of(d.get("body_raw").asText().getBytes(StandardCharsets.UTF_8))
                                .getClass()
                                .getSimpleName(),
                        Collectors.counting()));

        assertThat(kinds)
                .containsOnlyKeys("Order", "IdOnly", "ErrorBody")
                .containsEntry("IdOnly", 1L)
                .containsEntry("ErrorBody", 2L);
    }

    @Test
    void readsTheIdWhateverStandsInside() {
        Peek found = of("{\"meta_data\":[{\"id\":1,\"key\":\"status\",\"value\":{\"id\":9}}],\"id\":464,"
                + "\"status\":\"pending\",\"line_items\":[{\"id\":3}],\"date_modified_gmt\":\"2026-11-23T18:10:45\"}");

        assertThat(found).isEqualTo(new Peek.Order("464"));
    }

    @Test
    void takesAnIdInQuotes() {
        assertThat(of("{\"id\":\"464\",\"status\":\"x\"} \n")).isEqualTo(new Peek.Order("464"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "webhook_id=8",
                "[{\"id\":1,\"status\":\"x\"}]",
                "null",
                "{\"id\":1,\"status\":\"x\"",
                "{\"id\":1,\"status\":\"x\"}{\"id\":2}",
                "{\"id\":1,\"status\":\"x\"} garbage",
                "{\"id\":1,\"id\":2,\"status\":\"x\"}",
                "{\"id\":0,\"status\":\"x\"}",
                "{\"id\":-5,\"status\":\"x\"}",
                "{\"id\":1.5,\"status\":\"x\"}",
                "{\"id\":null,\"status\":\"x\"}",
                "{\"id\":[1],\"status\":\"x\"}",
                "{\"id\":99999999999999999999,\"status\":\"x\"}",
                "{\"id\":\"1; drop\",\"status\":\"x\"}",
                "{\"id\":7,\"name\":\"no order\"}",
                "{\"status\":\"x\"}",
                "{\"code\":\"x\"}",
                "{\"id\":1,\"status\":\"x\",\"a\":\"\\u12\"}",
                "{\"id\":1,\"status\":\"x\",'a':1}",
                "{}"
            })
    void takesNothingElseForAnOrder(String body) {
        assertThat(of(body)).isInstanceOf(Peek.Unreadable.class);
    }

    @Test
    void survivesHostileBodies() {
        String deep = "{\"id\":1,\"status\":\"x\",\"a\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}";
        String longName = "{\"id\":1,\"" + "n".repeat(200_000) + "\":1}";
        String longId = "{\"id\":\"" + "9".repeat(1_000_000) + "\",\"status\":\"x\"}";
        String manyDigits = "{\"id\":" + "9".repeat(100_000) + ",\"status\":\"x\"}";
        byte[] utf16 = "{\"id\":1,\"status\":\"x\"}".getBytes(StandardCharsets.UTF_16LE);

        assertThat(of(deep)).isInstanceOf(Peek.Unreadable.class);
        assertThat(of(longName)).isInstanceOf(Peek.Unreadable.class);
        assertThat(of(longId)).isInstanceOf(Peek.Unreadable.class);
        assertThat(of(manyDigits)).isInstanceOf(Peek.Unreadable.class);
        assertThat(peek.of(utf16)).isInstanceOf(Peek.Unreadable.class);
    }

    @Test
    void readsAnOrderWithAsManyDifferentNamesAsAPluginMayInvent() {
        String meta =
                IntStream.range(0, 50_000).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(","));

        assertThat(of("{\"id\":1,\"status\":\"x\",\"m\":{" + meta + "}}")).isInstanceOf(Peek.Order.class);
    }

    private Peek of(String body) {
        return peek.of(body.getBytes(StandardCharsets.UTF_8));
    }
}
