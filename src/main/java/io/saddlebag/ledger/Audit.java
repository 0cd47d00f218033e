package io.saddlebag.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The audit trail: who did what to what, before, after, why. Entries are added and never changed; each holds the hash of
 * the one before it, so that a change, a gap and a shortened end are found by {@link #verify}. One chain, however many
 * daemons write.
 *
 * <p>Who can write the database can also write a new chain: keep the hash of {@link #head} somewhere else now and then, and
 * compare. All methods throw {@link LedgerUnavailable} where the database does not answer.
 */
public interface Audit {

    /** Who the daemon itself is, for what it decides by its rules. */
    String DAEMON = "saddlebag";

    /** The origin of what the daemon does by its rules. */
    String BY_ITSELF = "daemon";

    /** Adds entries, in their order. */
    void add(List<Entry> entries);

    /**
     * Entries, newest first.
     *
     * @param subject those whose subject begins so; empty for all
     * @param below those before this number; empty for the newest
     */
    List<Chained> find(String subject, Optional<Long> below, int limit);

    /**
     * Entries that fit, newest first. However long the trail is, one call looks at a bounded number of entries: it may find
     * none and yet tell where to go on.
     */
    Page search(Search search);

    /** Walks the whole chain; in pages, so that it may be long. */
    Verification verify();

    /** The last number and its hash. */
    Head head();

    /**
     * Something that was done.
     *
     * @param who a person, or {@link #DAEMON}
     * @param what a short word: published, held, approved …
     * @param subject what it was done to, from wide to narrow: {@code price/main/MUG}
     * @param before how it was, empty for nothing
     * @param after how it is
     * @param why in words; no personal data beside who
     * @param origin from where: a network address, {@code command line}, {@link #BY_ITSELF}; empty where nobody said
     */
    record Entry(String who, String what, String subject, String before, String after, String why, String origin) {

        /** What this actor did. */
        public static Entry by(Actor actor, String what, String subject, String before, String after, String why) {
            return new Entry(actor.who(), what, subject, before, after, why, actor.origin());
        }
    }

    /**
     * Which entries; empty parts match everything.
     *
     * @param subject a subject; or the beginning of some, where none is called exactly so
     * @param from first moment
     * @param to end, exclusive
     * @param below those before this number
     */
    record Search(
            Optional<String> who,
            Optional<String> what,
            String subject,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<Long> below,
            int limit) {

        /** The same from behind a number on. */
        public Search below(long seq) {
            return new Search(who, what, subject, from, to, Optional.of(seq), limit);
        }
    }

    /**
     * Entries that were found.
     *
     * @param more below which number to go on; empty where the trail has no earlier one that fits
     */
    record Page(List<Chained> entries, Optional<Long> more) {
        /** Copies the list. */
        public Page {
            entries = List.copyOf(entries);
        }
    }

    /** An entry in the chain. */
    record Chained(long seq, Instant at, Entry entry, String hash) {}

    /** The end of the chain; 0 and an empty hash before the first entry. */
    record Head(long seq, String hash) {}

    /**
     * What a walk found.
     *
     * @param entries how many are whole, from the first on
     * @param broken what is wrong, in words; empty for a whole chain
     */
    record Verification(long entries, Optional<String> broken, Head head) {}
}
