package io.saddlebag.connector.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.HttpCall;
import io.saddlebag.delivery.HttpResult;
import io.saddlebag.delivery.Outcome;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Polls for orders that changed, page by page.
 *
 * <p>Why nothing is lost: a pass asks for everything changed since the cursor less the overlap, with no upper bound, in the
 * order of creation. While it pages, orders can only join that set and push others back, so a row may come twice and none is
 * skipped; a row that joins on a page already read changed after the pass began, and the next pass starts no later than that:
 * its cursor is the newest change seen, but never later than ShipBob's own clock at the start of this pass. A pass ends at a
 * page shorter than ShipBob's usual page (50), not at one shorter than asked for, in case ShipBob caps the size; a header {@code
 * next-page} (ShipBob's FAQ) says that there is more whatever the page's length.
 */
final class ChangedOrders {

    private static final int USUAL_PAGE = 50;

    private final ShipBobApi api;
    private final ShipmentEvents events;

    ChangedOrders(ShipBobApi api, ShipmentEvents events) {
        this.api = api;
        this.events = events;
    }

    Outcome<ChangedPage> page(ShipBobCursor cursor) {
        ShipBobCursor now = cursor.feed().isPresent() ? cursor : cursor.begun();
        ShipBobSettings settings = api.settings();
        String from = now.since()
                .minus(settings.overlap())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        HttpCall call = api.get("poll-orders", "/order")
                .with(now.feed().orElseThrow().filter(), from)
                .with("SortOrder", "Oldest")
                .with("Page", Integer.toString(now.page()))
                .with("Limit", Integer.toString(settings.pageSize()));
        HttpResult result = api.send(call);
        return api.judge(result, rows -> read(rows, now, result));
    }

    private Outcome<ChangedPage> read(JsonNode rows, ShipBobCursor now, HttpResult result) {
        if (!rows.isArray()) {
            return ShipBobApi.odd("no list of orders");
        }
        ShipmentReport report = ShipmentReport.EMPTY;
        for (JsonNode row : rows) {
            report = report.and(events.ofOrder(row));
        }
        Optional<Instant> newest = StreamSupport.stream(rows.spliterator(), false)
                .flatMap(row -> ShipmentTimes.updatedOrder(row).stream())
                .max(Comparator.naturalOrder());
        boolean more = result instanceof HttpResult.Answer answer
                && answer.header("next-page").filter(v -> !v.isBlank()).isPresent();
        boolean last = rows.isEmpty()
                || (!more && rows.size() < Math.min(USUAL_PAGE, api.settings().pageSize()));
        ShipBobCursor next = now.read(newest, serverTime(result, api.clock()), last);
        return new Outcome.Done<>(
                new ChangedPage(report, rows.size(), next.text(), next.feed().isPresent()));
    }

    /** ShipBob's clock as its answer tells it, ours where it does not. */
    static Instant serverTime(HttpResult result, Clock clock) {
        return date(result).orElseGet(clock::instant);
    }

    static Optional<Instant> date(HttpResult result) {
        if (!(result instanceof HttpResult.Answer answer)) {
            return Optional.empty();
        }
        return answer.header("date").flatMap(text -> {
            try {
                return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant());
            } catch (DateTimeException notADate) {
                return Optional.empty();
            }
        });
    }
}
