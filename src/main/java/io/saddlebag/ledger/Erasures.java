package io.saddlebag.ledger;

import io.saddlebag.order.OrderKey;
import io.saddlebag.personal.Person;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Forgets who a customer is and keeps what he bought. What is erased of an order, closed messages' copies and parcels' numbers are
 * gone; where the e-mail address was stands a pseudonym, the same for all orders of an address.
 *
 * <p>All methods throw {@link LedgerUnavailable} where the database does not answer.
 */
public interface Erasures {

    /** What stands in the audit trail for an erasure. */
    String ERASED = "erased";

    /** What {@link #erase} would do; changes nothing. */
    Survey look(Person person);

    /**
     * Erases a person, unless one of his orders is still on its way or waits for somebody. Repeatable: what a crash left is done
     * by the next call. Remembers him by a keyed hash, for orders of before that are read later.
     *
     * @param actor who asked for it, for the audit trail
     */
    Erased erase(Person person, Actor actor);

    /** The pseudonym of the buyer of an order that was placed before he was erased; empty where he was not. */
    Optional<String> pseudonym(List<Person> buyer, Instant placedAt);

    /**
     * Erases, by itself, what orders hold of people that ended and did not change since a time, some at a time; remembers nobody.
     *
     * @return how many orders were looked at; less than {@code most} when all are done
     */
    int forget(Instant changedBefore, int most);

    /**
     * What is known of a person.
     *
     * @param orders that hold something of him, ended
     * @param erased that were erased before
     * @param onTheirWay that have not ended
     * @param waiting open parked messages: of his orders, or that name his address
     * @param accounts at stores, as {@code store:id}, that these orders were bought with
     * @param since when he was erased first, if he was
     */
    record Survey(
            List<OrderKey> orders,
            List<OrderKey> erased,
            List<OrderKey> onTheirWay,
            List<String> waiting,
            List<String> accounts,
            Optional<Instant> since) {
        /** Copies the lists. */
        public Survey {
            orders = List.copyOf(orders);
            erased = List.copyOf(erased);
            onTheirWay = List.copyOf(onTheirWay);
            waiting = List.copyOf(waiting);
            accounts = List.copyOf(accounts);
        }

        /** Whether something has to end first. */
        public boolean isTooEarly() {
            return !onTheirWay.isEmpty() || !waiting.isEmpty();
        }
    }

    /**
     * What was done.
     *
     * @param survey what there was
     * @param pseudonym what stands for the person now; empty where it was too early, and nothing was done
     * @param changed how many rows of which kind lost something
     * @param left what the database itself may still hold, in words; empty for nothing
     */
    record Erased(Survey survey, Optional<String> pseudonym, Map<String, Long> changed, String left) {
        /** Copies the counts. */
        public Erased {
            changed = Map.copyOf(changed);
        }
    }
}
