package io.saddlebag.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.ledger.Finance.Placed;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersion;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The sums of a day. */
class DaySheetTest {

    private static final LocalDate DAY = LocalDate.parse("2026-11-27");
    private static final int AT_ONCE = 1_000;

    @Test
    void aDayOfManyOrdersIsAddedUpWhollyAndItsFirstOrdersAreShown() {
        DaySheet sheet = DaySheet.of("main", DAY, last -> pageAfter(last, 2_500));

        assertThat(sheet.tooMany()).isFalse();
        assertThat(sheet.count()).isEqualTo(2_500);
        assertThat(sheet.lines())
                .containsExactly(
                        new DaySheet.Line("Sales with tax", 2_500, "29750.00 EUR"),
                        new DaySheet.Line("Tax", 2_500, "4750.00 EUR"),
                        new DaySheet.Line("Paid by card", 2_500, "29750.00 EUR"));
        assertThat(sheet.orders())
                .hasSize(200)
                .extracting(OrderRow::number)
                .startsWith("1")
                .endsWith("200");
    }

    @Test
    void moreThanAPageAddsUpHasNoSumsRatherThanWrongOnes() {
        DaySheet sheet = DaySheet.of("main", DAY, last -> pageAfter(last, DaySheet.MOST + 1));

        assertThat(sheet.tooMany()).isTrue();
        assertThat(sheet.lines()).isEmpty();
    }

    private static List<Placed> pageAfter(Optional<OrderRow> last, int all) {
        int from = last.map(row -> Integer.parseInt(row.number())).orElse(0);
        return IntStream.rangeClosed(from + 1, Math.min(all, from + AT_ONCE))
                .mapToObj(id ->
                        new Placed(row(id), "{\"total\":\"11.90\",\"totalTax\":\"1.90\",\"paymentMethod\":\"card\"}"))
                .toList();
    }

    private static OrderRow row(int id) {
        Instant at = DAY.atStartOfDay(java.time.ZoneOffset.UTC).toInstant().plusMillis(id);
        return new OrderRow(
                new OrderKey("main", String.valueOf(id)),
                String.valueOf(id),
                OrderState.COMPLETED,
                0,
                new OrderVersion(at, "h"),
                "completed",
                "EUR",
                "11.90",
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "none",
                Optional.empty(),
                at,
                at,
                Optional.of(at),
                at,
                Optional.empty());
    }
}
