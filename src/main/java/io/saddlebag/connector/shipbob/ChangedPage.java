package io.saddlebag.connector.shipbob;

/**
 * One page of a poll.
 *
 * @param report the shipments on it
 * @param orders how many orders were on it, foreign ones included
 * @param next cursor to keep once the report is dealt with, and to ask with next
 * @param more whether the pass goes on; without more, wait until the next poll is due
 */
public record ChangedPage(ShipmentReport report, int orders, String next, boolean more) {}
