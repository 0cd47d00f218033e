package io.saddlebag.ledger;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Key figures by day. They are counted in the transaction of the step they measure, so that a repeated step counts once and
 * nothing is ever counted over all orders. A day is a day of UTC; what took time counts on the day it ended.
 *
 * <p>All methods throw {@link LedgerUnavailable} where the database does not answer.
 */
public interface Figures {

    /** What is measured. Durations are kept in steps of 7 %, so a percentile is at most that much too long. */
    enum Figure {
        /** Orders that became due: paid, or to be sent without payment; by store. */
        DUE(false, "orders that became due, by store"),
        /** From due to being in the ERP, by store. */
        POSTING(true, "from due to being in the ERP, by store"),
        /** From being in the ERP to the warehouse's acknowledgement, by store. */
        ACKNOWLEDGEMENT(true, "from being in the ERP to the warehouse's acknowledgement, by store"),
        /** From due to the last parcel's departure, by store. */
        SHIPPING(true, "from due until everything has left, by store"),
        /** From the ledger's first sight of a shipment's last news to the store showing it, by store. */
        PROPAGATION(true, "from the warehouse's report of a shipment to the store showing it, by store"),
        /** From due to done: shipped, invoiced and shown, by store. */
        COMPLETION(true, "from due until it is shipped, invoiced and shown in the store, by store"),
        /** Messages that were parked, by category. */
        PARKED(false, "messages that were parked for a person, by category"),
        /** From being parked to being closed, by category. */
        REPAIR(
                true,
                "from being parked until it went on, was sent again or skipped, by category; its mean is the MTTR"),
        /** From a difference's discovery until it was gone or accepted, by kind; what is open today is the backlog. */
        DIFFERENCE(
                true, "from the discovery of a difference between the systems until it was gone or accepted, by kind"),
        /** Published stock that was read again in the store, by store. */
        CHECKED(false, "levels of stock that were read again in the store after they were written, by store"),
        /** Of these, how many the store did not show as written, and sales did not explain; by store. */
        DEVIATING(false, "of these, levels that were not as written though no sale explains it, by store");

        private final boolean timed;
        private final String meaning;

        Figure(boolean timed, String meaning) {
            this.timed = timed;
            this.meaning = meaning;
        }

        /** Whether it is a duration, and not only a count. */
        public boolean isTimed() {
            return timed;
        }

        /** What it says, in words. */
        public String meaning() {
            return meaning;
        }

        /** {@code posting}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is made of two counts of a day. */
    enum Share {
        /** Messages that were parked, for each order that became due. */
        FAILURE(Figure.PARKED, Figure.DUE, false, "messages that were parked for a person, per 100 orders due"),
        /** Levels of stock that the store showed as they were written. */
        ACCURACY(
                Figure.DEVIATING,
                Figure.CHECKED,
                true,
                "inventory accuracy: of 100 published levels read again, how many the store showed as written");

        private final Figure part;
        private final Figure whole;
        private final boolean rest;
        private final String meaning;

        Share(Figure part, Figure whole, boolean rest, String meaning) {
            this.part = part;
            this.whole = whole;
            this.rest = rest;
            this.meaning = meaning;
        }

        /** What it is a share of: days without any have no share. */
        public Figure whole() {
            return whole;
        }

        /** What is counted. */
        public Figure part() {
            return part;
        }

        /** What it says, in words. */
        public String meaning() {
            return meaning;
        }

        /** {@code failure}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** In percent. */
        public double percent(long parts, long wholes) {
            double share = 100.0 * parts / wholes;
            return rest ? 100 - share : share;
        }
    }

    /** Each day's value in a span, oldest first; of one subject, or of all together. Days without any are absent. */
    List<Day> days(Figure figure, Optional<String> subject, LocalDate from, LocalDate to);

    /** A span's value as a whole, by subject. */
    List<Sum> sums(Figure figure, LocalDate from, LocalDate to);

    /**
     * One day.
     *
     * @param spread of a duration; zeros for a count
     */
    record Day(LocalDate day, long count, Spread spread) {}

    /** One subject in a span. */
    record Sum(String subject, long count, Spread spread) {}

    /** How durations are spread. */
    record Spread(Duration mean, Duration p50, Duration p95, Duration p99) {}
}
