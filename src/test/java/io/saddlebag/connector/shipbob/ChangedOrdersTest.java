package io.saddlebag.connector.shipbob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saddlebag.delivery.Outcome;
import io.saddlebag.sandbox.http.SandboxReply;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangedOrdersTest {

    private static final String START = ShipBob.cursorAt(Instant.parse("2026-11-24T06:00:00Z"));

    private final ScriptedShipBob shipBob = new ScriptedShipBob().set("page-size", "2");

    @AfterEach
    void stop() {
        shipBob.close();
    }

    @Test
    void p27ReadsBothFeedsToTheEndAndMovesToTheNewestChange() {
        page("Tue, 24 Nov 2026 07:00:00 GMT", row(1, "06:10:00"), row(2, "06:20:00"));
        page("Tue, 24 Nov 2026 07:00:05 GMT", row(3, "06:15:00"));
        page("Tue, 24 Nov 2026 07:00:06 GMT", row(2, "06:30:00"));
        ShipBob connector = shipBob.connector();

        ChangedPage first = read(connector, START);
        ChangedPage second = read(connector, first.next());
        ChangedPage third = read(connector, second.next());

        assertThat(shipBob.received)
                .extracting(r -> r.rawQuery())
                .containsExactly(
                        "LastUpdateStartDate=2026-11-24T05%3A55%3A00Z&SortOrder=Oldest&Page=1&Limit=2",
                        "LastUpdateStartDate=2026-11-24T05%3A55%3A00Z&SortOrder=Oldest&Page=2&Limit=2",
                        "LastTrackingUpdateStartDate=2026-11-24T05%3A55%3A00Z&SortOrder=Oldest&Page=1&Limit=2");
        assertThat(Stream.of(first, second, third).map(ChangedPage::more)).containsExactly(true, true, false);
        assertThat(Stream.of(first, second, third).map(p -> p.report().events().size()))
                .containsExactly(2, 1, 1);
        assertThat(third.next()).isEqualTo("2026-11-24T06:30:00Z");
    }

    @Test
    void neverMovesBeyondShipBobsClockAtTheStartOfThePass() {
        page("Tue, 24 Nov 2026 06:05:00 GMT", row(1, "06:10:00"), row(2, "06:59:00"));
        page("Tue, 24 Nov 2026 06:06:00 GMT");
        page("Tue, 24 Nov 2026 06:07:00 GMT");

        assertThat(pass(shipBob.connector(), START)).isEqualTo("2026-11-24T06:05:00Z");
    }

    @Test
    void staysWhereItIsWhenNothingChanged() {
        page("Tue, 24 Nov 2026 07:00:00 GMT");
        page("Tue, 24 Nov 2026 07:00:00 GMT");

        assertThat(pass(shipBob.connector(), START)).isEqualTo(START);
    }

    @Test
    void neverMovesBackForRowsOfTheOverlap() {
        page("Tue, 24 Nov 2026 07:00:00 GMT", row(1, "05:58:00"));
        page("Tue, 24 Nov 2026 07:00:00 GMT");

        assertThat(pass(shipBob.connector(), START)).isEqualTo(START);
    }

    @Test
    void goesOnAtTheSamePageAfterARestart() {
        page("Tue, 24 Nov 2026 07:00:00 GMT", row(1, "06:10:00"), row(2, "06:50:00"));
        page("Tue, 24 Nov 2026 09:00:00 GMT", row(3, "06:20:00"));
        page("Tue, 24 Nov 2026 09:00:00 GMT");
        String kept = read(shipBob.connector(), START).next();

        String end = pass(shipBob.connector(), kept);

        assertThat(shipBob.received.get(1).query("Page", "")).isEqualTo("2");
        assertThat(end).isEqualTo("2026-11-24T06:50:00Z");
    }

    @Test
    void keepsTheCursorWhenAPageCannotBeRead() {
        shipBob.then(429, "{\"message\":\"Rate limit is exceeded. Try again in 25 seconds.\"}");
        shipBob.then(200, "<html>maintenance</html>");
        shipBob.then(200, "{\"orders\":[]}");
        ShipBob connector = shipBob.connector();

        assertThat(connector.changedSince(START)).isInstanceOf(Outcome.RetryLater.class);
        assertThat(connector.changedSince(START)).isInstanceOf(Outcome.Unknown.class);
        assertThat(connector.changedSince(START)).isInstanceOf(Outcome.NotUnderstood.class);
    }

    @Test
    void countsForeignOrdersAndMovesOverThem() {
        page("Tue, 24 Nov 2026 07:00:00 GMT", row(1, "06:40:00").replace("main_order_1", "SHOPIFY-1"), "null");
        page("Tue, 24 Nov 2026 07:00:00 GMT");
        page("Tue, 24 Nov 2026 07:00:00 GMT");
        ShipBob connector = shipBob.connector();

        ChangedPage first = read(connector, START);

        assertThat(first.report().events()).isEmpty();
        assertThat(first.report().foreign()).isEqualTo(2);
        assertThat(pass(connector, first.next())).isEqualTo("2026-11-24T06:40:00Z");
    }

    @Test
    void doesNotTakeACappedPageForTheLastOne() {
        String rows = Stream.iterate(1, n -> n + 1)
                .limit(100)
                .map(n -> row(n, "06:10:00"))
                .collect(Collectors.joining(",", "[", "]"));
        shipBob.set("page-size", "250").then(200, rows);

        ChangedPage capped = read(shipBob.connector(), START);

        assertThat(capped.next()).contains("|UPDATED|2|");
    }

    @Test
    void readsOnAfterAShortPageThatAnnouncesAnother() {
        shipBob.then(SandboxReply.text(200, "application/json", "[" + row(1, "06:10:00") + "]")
                .with("next-page", "/2026-01/order?Page=2"));

        assertThat(read(shipBob.connector(), START).next()).contains("|UPDATED|2|");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "2026-11-24T06:00:00Z|", "2026-11-24T06:00:00Z|NEWS|1|x|y", "a|b|c|d|e|f"})
    void refusesACursorThatIsNone(String cursor) {
        ShipBob connector = shipBob.connector();

        assertThatThrownBy(() -> connector.changedSince(cursor))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cursor");
    }

    private static String pass(ShipBob connector, String cursor) {
        ChangedPage page = read(connector, cursor);
        while (page.more()) {
            page = read(connector, page.next());
        }
        return page.next();
    }

    private static ChangedPage read(ShipBob connector, String cursor) {
        return connector.changedSince(cursor).orThrow("north", "poll");
    }

    private void page(String date, String... rows) {
        shipBob.then(SandboxReply.text(200, "application/json", "[" + String.join(",", rows) + "]")
                .with("Date", date));
    }

    private static String row(int id, String time) {
        return ("{'id':" + id + ",'reference_id':'main_order_" + id + "','status':'Processing','created_date':"
                        + "'2026-11-20T00:00:00Z','shipments':[{'id':" + id + ",'status':'Processing','products':[],"
                        + "'last_update_at':'2026-11-24T" + time + "Z'}]}")
                .replace('\'', '"');
    }
}
