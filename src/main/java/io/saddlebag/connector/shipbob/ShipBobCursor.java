package io.saddlebag.connector.shipbob;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a poll stands, as a text the ledger can keep. Between two passes it is one moment: everything changed until then was
 * read. Within a pass it names the next page, so a crash in the middle of a long catch-up goes on where it was.
 *
 * @param since the moment the pass started from
 * @param feed which of the two feeds is read, empty between passes
 * @param page next page, from 1
 * @param newest newest change seen in this pass
 * @param asOf ShipBob's clock at the start of this pass
 */
record ShipBobCursor(Instant since, Optional<Feed> feed, int page, Instant newest, Instant asOf) {

    /**
     * The two ways to ask for what changed. ShipBob keeps carrier scans apart from other updates and does not say that one
     * implies the other, so both are read.
     */
    enum Feed {
        UPDATED("LastUpdateStartDate"),
        TRACKED("LastTrackingUpdateStartDate");

        private final String filter;

        Feed(String filter) {
            this.filter = filter;
        }

        String filter() {
            return filter;
        }
    }

    static ShipBobCursor at(Instant since) {
        return new ShipBobCursor(since, Optional.empty(), 1, since, since);
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if it is none
     */
    static ShipBobCursor parse(String text) {
        String[] parts = text.split("\\|", -1);
        try {
            Instant since = Instant.parse(parts[0]);
            if (parts.length == 1) {
                return at(since);
            }
            if (parts.length == 5) {
                return new ShipBobCursor(
                        since,
                        Optional.of(Feed.valueOf(parts[1])),
                        Integer.parseInt(parts[2]),
                        Instant.parse(parts[3]),
                        Instant.parse(parts[4]));
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is no cursor of a ShipBob poll", e);
        }
        throw new IllegalArgumentException("'" + text + "' is no cursor of a ShipBob poll");
    }

    String text() {
        return feed.map(f -> since + "|" + f.name() + "|" + page + "|" + newest + "|" + asOf)
                .orElseGet(since::toString);
    }

    /** The first page of a pass. */
    ShipBobCursor begun() {
        return new ShipBobCursor(since, Optional.of(Feed.UPDATED), 1, since, Instant.MAX);
    }

    /** After a page of the pass. */
    ShipBobCursor read(Optional<Instant> newestOfPage, Instant serverTime, boolean lastPage) {
        Instant seen = newestOfPage.filter(n -> n.isAfter(newest)).orElse(newest);
        Instant start = asOf.equals(Instant.MAX) ? serverTime : asOf;
        if (!lastPage) {
            return new ShipBobCursor(since, feed, page + 1, seen, start);
        }
        if (feed.equals(Optional.of(Feed.UPDATED))) {
            return new ShipBobCursor(since, Optional.of(Feed.TRACKED), 1, seen, start);
        }
        Instant end = seen.isAfter(start) ? start : seen;
        return at(end.isBefore(since) ? since : end);
    }
}
