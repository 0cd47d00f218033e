package io.saddlebag.pace;

import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.ledger.PartnerPauses;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls a partner allows in a day. Counted in the ledger, where a restart does not forget them and several daemons share
 * them; a few are taken at a time, so that not every call waits for the disk. What a crash leaves unused of those counts as used:
 * the quota is never exceeded. Safe with several threads.
 *
 * @throws LedgerUnavailable from {@link #take}, where the ledger cannot be written
 */
final class DailyQuota {

    private static final Logger LOG = LoggerFactory.getLogger(DailyQuota.class);
    private static final long LARGEST_BLOCK = 50;

    private final PartnerPauses ledger;
    private final String partner;
    private final long most;
    private final LocalTime resets;
    private final Clock clock;
    private Instant begun = Instant.EPOCH;
    private long left;
    private boolean usedUp;

    /**
     * A quota.
     *
     * @param most calls a day
     * @param resets when it begins anew, UTC
     */
    DailyQuota(PartnerPauses ledger, String partner, long most, LocalTime resets, Clock clock) {
        this.ledger = ledger;
        this.partner = partner;
        this.most = most;
        this.resets = resets;
        this.clock = clock;
    }

    /** Takes one call; false if none is left until {@link #resetsAt}. */
    synchronized boolean take() {
        Instant window = window(clock.instant());
        if (!window.equals(begun)) {
            begun = window;
            left = 0;
            usedUp = false;
        }
        if (left == 0 && !usedUp) {
            left = ledger.take(partner, begun, Math.max(1, Math.min(LARGEST_BLOCK, most / 100)), most);
            usedUp = left == 0;
        }
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }

    long most() {
        return most;
    }

    /** When the present day's quota ends. */
    Instant resetsAt() {
        return at(window(clock.instant())).plusDays(1).toInstant();
    }

    /** Calls that are used, those of other daemons included. */
    synchronized long used() {
        Instant window = window(clock.instant());
        return Math.max(0, ledger.used(partner, window) - (window.equals(begun) ? left : 0));
    }

    /** Gives back what was taken and not used. */
    synchronized void close() {
        if (left > 0) {
            try {
                ledger.giveBack(partner, begun, left);
            } catch (LedgerUnavailable e) {
                LOG.warn("{} calls of {} count as used, though they were not made: {}", left, partner, e.getMessage());
            }
            left = 0;
        }
    }

    private Instant window(Instant now) {
        ZonedDateTime today = at(now).with(resets);
        return (today.toInstant().isAfter(now) ? today.minusDays(1) : today).toInstant();
    }

    private static ZonedDateTime at(Instant instant) {
        return instant.atZone(ZoneOffset.UTC);
    }
}
