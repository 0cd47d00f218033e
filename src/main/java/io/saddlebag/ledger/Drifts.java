package io.saddlebag.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What stores show and the owners of the fields did not say (REQUIREMENTS, section A): recorded, told, and where the policy says so
 * corrected.
 *
 * <p>Delivery guarantee: repeatable. A drift that is found again stays one row and is counted. All methods throw {@link
 * LedgerUnavailable} if the database cannot be reached or written.
 */
public interface Drifts {

    /**
     * Records that a field shows what its owner did not say.
     *
     * @return whether this was not known: it is new, or the field shows another value than before
     */
    boolean found(Found drift);

    /**
     * Closes the open drift of a field, because it shows again what it should, or somebody decided.
     *
     * @return whether there was one
     */
    boolean over(String store, String subject, String field, String because);

    /** Drifts that match, open ones first, then the newest first; at most {@code filter.limit()}. */
    List<Drift> list(Filter filter);

    /** How many are open of each store, field and policy. */
    List<Open> open();

    /**
     * What differs again and again: of the latest {@link #LOOKED_AT} drifts, those of the same field together; what began anew most
     * often comes first, then what was seen most often.
     */
    List<Repeated> repeated(int limit);

    /** Of how many drifts {@link #repeated} tells, those seen last. */
    int LOOKED_AT = 20_000;

    /** Deletes closed ones that are older, at most so many at once; how many. */
    int forget(Instant before, int most);

    /**
     * What was found.
     *
     * @param store the store's configured name
     * @param subject SKU or order id
     * @param field the field's word, e.g. {@code stock}
     * @param expected what the owner says, for a person
     * @param found what the store shows
     * @param policy what becomes of it: {@code report} or {@code correct}
     */
    record Found(
            String store, String subject, String field, String expected, String found, String policy, Instant at) {}

    /**
     * A drift.
     *
     * @param id stable while it is open
     * @param times how often it was seen
     * @param closedAt empty while it is open
     */
    record Drift(
            String id,
            String store,
            String subject,
            String field,
            String expected,
            String found,
            String policy,
            Instant firstAt,
            Instant lastAt,
            int times,
            Optional<Instant> closedAt,
            String closedBecause) {}

    /** Open drifts of one kind: how many, and since when the oldest. */
    record Open(String store, String field, String policy, long count, Instant oldest) {}

    /**
     * The drifts of one field together.
     *
     * @param begun how often it began to differ
     * @param times how often it was seen to
     * @param open whether it differs now
     */
    record Repeated(
            String store,
            String subject,
            String field,
            long begun,
            long times,
            boolean open,
            Instant firstAt,
            Instant lastAt) {}

    /** Which drifts to list; empty parts match everything. */
    record Filter(
            Optional<String> store, Optional<String> field, Optional<String> subject, boolean closedToo, int limit) {

        /** Every open one. */
        public static Filter open(int limit) {
            return new Filter(Optional.empty(), Optional.empty(), Optional.empty(), false, limit);
        }
    }
}
