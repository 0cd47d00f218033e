package io.saddlebag.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prices on their way from the ERP to the stores: what the ERP said, what a run would change, what is held for a person, what
 * was decided. A price is a small canonical JSON object, as {@link Publications.Wish} has it; an empty text is none.
 *
 * <p>Delivery guarantee: a write is on disk when its method returns, and may be repeated. What is decided, its wish for the
 * store and its entry in the audit trail are written together or not at all. All methods throw {@link LedgerUnavailable}
 * where the database does not answer.
 */
public interface Prices {

    /** Where a held change stands. */
    enum State {
        /** It waits for a person. */
        HELD,
        /** A person let it pass. */
        APPROVED,
        /** A person refused it. */
        REFUSED,
        /** Nobody decided in time. */
        EXPIRED,
        /** The ERP has another price by now. */
        SUPERSEDED
    }

    /** Keeps what an ERP says; the latest replaces an earlier one. */
    void keep(String erp, String run, List<Input> inputs);

    /** Ends a complete read: what it has not named, the ERP does not sell any more. How many these are. */
    int forgetUnread(String erp, String run);

    /** Inputs whose time has come, the longest overdue first. They stay due until they are kept again. */
    List<Input> due(String erp, Instant now, int limit);

    /** Has everything an ERP said worked out again, because the rules changed. How many. */
    int dueAll(String erp, Instant now);

    /** How SKUs of a store stand; those nothing is known of are absent. */
    Map<String, Standing> standing(String store, Collection<String> skus);

    /**
     * Takes what a run found out about SKUs of a store; nothing is published yet. A held change that the ERP has not any more
     * is superseded.
     */
    void propose(String store, String erp, String run, Found found);

    /** How much a run would change in a store. */
    Tally tally(String store, String run, Instant since);

    /** What a run would change, by SKU. What is settled is not named again. */
    List<Proposal> proposals(String store, String run, int limit);

    /** Publishes or holds what was proposed. */
    void settle(String store, String erp, List<Settlement> settlements);

    /**
     * Lets a held change pass: exactly this one.
     *
     */
    Decided approve(String id, int urgency, Actor actor, String why);

    /** Refuses a held change; the same price is not held again, another one is. */
    Decided refuse(String id, Actor actor, String why);

    /** Ends held changes nobody decided about. How many. */
    int expire(Instant now);

    /** Forgets held changes that ended before a time; the audit trail keeps what became of them. How many. */
    int forget(Instant endedBefore, int most);

    /** Held changes, the oldest first. */
    List<Hold> held(Filter filter);

    /** One, whatever became of it. */
    Optional<Hold> hold(String id);

    /** Ids that begin so. */
    List<String> startingWith(String beginning);

    /** What was held of an item, newest first. */
    List<Hold> history(String store, String sku, int limit);

    /** An item's price. */
    Optional<Price> find(String store, String sku);

    /** Items without a price, or whose price cannot be told any more, the oldest trouble first. */
    List<Price> troubles(Optional<String> store, int limit);

    /** How many SKUs of each store have no price that can be told, and since when the first has none. */
    List<Troubled> troubled();

    /** What an ERP said about an item. */
    Optional<Input> input(String erp, String sku);

    /** How many are held in each store and since when, for alerts and metrics. */
    List<Waiting> waiting();

    /**
     * Has the first prices of SKUs worked out and judged anew, because the store turned out to show one that they were not
     * compared with. What no store was shown yet is not written meanwhile; how many these are.
     */
    int reconsider(String store, Collection<String> skus);

    /** Has the store shown its price again, because it shows another one; false where there is none. */
    boolean correct(String store, String sku, int urgency, String because);

    /** What an ERP said, and when it must be looked at again. */
    record Input(String sku, String document, Optional<Instant> nextAt) {}

    /**
     * How a SKU stands.
     *
     * @param value its price, empty where none was decided
     * @param refused the price a person refused last, empty for none
     * @param held the price that waits for a person, empty for none
     */
    record Standing(String value, String refused, String held) {}

    /** Why something is held. */
    record Reason(String code, String words) {}

    /**
     * A price that is another than the one decided.
     *
     * @param before what the store shows, empty for nothing
     * @param reasons what speaks against it
     * @param changes whether it replaces a price the store shows
     */
    record Proposal(String sku, String before, String after, List<Reason> reasons, String because, boolean changes) {
        /** Copies the list. */
        public Proposal {
            reasons = List.copyOf(reasons);
        }
    }

    /** No price can be told. */
    record Trouble(String sku, String code, String words, String remedy) {}

    /**
     * What a run found out.
     *
     * @param proposals prices that are others
     * @param same SKUs whose price is the one decided, or the one refused
     * @param troubles SKUs without a price
     */
    record Found(List<Proposal> proposals, List<String> same, List<Trouble> troubles) {}

    /**
     * How much a run would change.
     *
     * @param changed prices it would replace
     * @param lately prices that were replaced since the asked time
     * @param skus SKUs with a price
     */
    record Tally(long changed, long lately, long skus) {}

    /**
     * What becomes of a proposal.
     *
     * @param reasons why it is held; empty to publish it
     * @param urgency of the wish
     * @param expiresAt until when it is held
     */
    record Settlement(Proposal proposal, List<Reason> reasons, int urgency, Instant expiresAt) {}

    /** A change that is or was held. */
    record Hold(
            String id,
            String store,
            String sku,
            String erp,
            String before,
            String after,
            List<Reason> reasons,
            String because,
            State state,
            Instant heldAt,
            Instant expiresAt,
            Optional<Instant> endedAt,
            String endedBy,
            String why) {}

    /** What came of a decision; the hold as it stands, absent where no hold has the id. */
    record Decided(boolean done, Optional<Hold> hold) {}

    /** An item's price, and what is wrong with it. */
    record Price(
            String store,
            String sku,
            String erp,
            String value,
            String because,
            Optional<Instant> decidedAt,
            String refused,
            String code,
            String words,
            String remedy,
            Optional<Instant> troubleAt) {}

    /** Which held changes; empty parts match everything. */
    record Filter(Optional<String> store, Optional<String> reason, Optional<String> skuPrefix, int limit) {}

    /** How many SKUs of a store are in trouble. */
    record Troubled(String store, long count, Instant oldest) {}

    /** How many wait in a store. */
    record Waiting(String store, long held, Instant oldest) {}
}
