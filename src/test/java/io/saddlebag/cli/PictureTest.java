package io.saddlebag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.ledger.Ledger.Event;
import io.saddlebag.ledger.Ledger.Latency;
import io.saddlebag.order.OrderKey;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureTest {

    private static final List<String> HEAD = List.of("operations http://127.0.0.1:8081", "token " + "t".repeat(90));

    @ParameterizedTest
    @CsvSource({"80, 24", "120, 40", "200, 60", "60, 20", "40, 10", "20, 5"})
    void staysWithinTheTerminal(int columns, int rows) {
        Picture picture = new Picture(new Terminal(true, columns, rows), HEAD);

        List<String> lines = picture.draw(aBusyScene());

        assertThat(lines).hasSizeLessThan(rows);
        assertThat(lines).allSatisfy(line -> assertThat(
                        line.replaceAll("\033\\[[0-9]+m", "").length())
                .isLessThanOrEqualTo(columns));
    }

    @ParameterizedTest
    @CsvSource({"80, 24", "120, 40"})
    void showsStatesLatenciesAndTheNewestEventsFirst(int columns, int rows) {
        Picture picture = new Picture(new Terminal(false, columns, rows), HEAD);

        List<String> lines = picture.draw(aBusyScene());

        String text = String.join("\n", lines);
        assertThat(text)
                .contains(
                        "7 orders placed", "3.5 done per second", "completed", "order.to-erp.odoo 4", "due to posted");
        assertThat(text.indexOf("confirmed as S0,")).isPositive().isLessThan(text.indexOf("confirmed as S1,"));
    }

    private static Picture.Scene aBusyScene() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String state : List.of(
                "WAITING",
                "IGNORED",
                "CAPTURED",
                "POSTED",
                "RELEASED",
                "PARTLY_SHIPPED",
                "SHIPPED",
                "COMPLETED",
                "CANCELLED",
                "PARKED")) {
            counts.put(state, (long) counts.size());
        }
        Map<String, Latency> latencies = new LinkedHashMap<>();
        for (String leg :
                List.of("due to posted", "due to shipped", "post-order odoo", "show-in-store main", "e", "f")) {
            latencies.put(leg, new Latency(3, Duration.ofMillis(12), Duration.ofMillis(300), Duration.ofMillis(345)));
        }
        List<Event> events = IntStream.range(0, 60)
                .mapToObj(i -> new Event(
                        "e" + i,
                        new OrderKey("main", String.valueOf(i)),
                        Instant.EPOCH,
                        Instant.EPOCH.minusSeconds(i),
                        "post-order",
                        "odoo",
                        "done",
                        1,
                        Duration.ofMillis(5),
                        "",
                        "confirmed as S" + i + (i == 3 ? " 馬".repeat(100) : "")))
                .toList();
        return new Picture.Scene(
                Duration.ofSeconds(12), 7, counts, 3.5, Map.of("order.to-erp.odoo", 4L), List.of(), latencies, events);
    }
}
