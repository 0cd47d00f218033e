package io.saddlebag.order;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which store statuses make an order due, and which do not. A status nobody listed (plugins add their own) waits: it is
 * visible, and an operator decides. So does an order that is still being written: WooCommerce shows an order while it is
 * being created, with a total of 0.00 and some of its lines (facts: woocommerce 14).
 *
 * @param due posted to the ERP
 * @param waits seen, not due yet
 * @param ignored never posted
 * @param cancelled taken back, or never posted
 * @param settling how long after its last change an order whose amounts do not add up may still be half-made
 */
public record StatusPolicy(
        Set<String> due, Set<String> waits, Set<String> ignored, Set<String> cancelled, Duration settling) {

    private static final Duration USUAL_SETTLING = Duration.ofSeconds(60);

    /**
     * Copies the sets, in lower case and without a {@code wc-} prefix.
     *
     * @throws IllegalArgumentException with all problems, if there are any (see {@link #problems})
     */
    public StatusPolicy {
        due = names(due);
        waits = names(waits);
        ignored = names(ignored);
        cancelled = names(cancelled);
        List<String> problems = problems(due, waits, ignored, cancelled);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /**
     * The usual policy. A failed payment waits, because the buyer can try again; a refunded order that was never posted
     * is nobody's business any more.
     */
    public static StatusPolicy usual() {
        return new StatusPolicy(
                Set.of("processing", "completed"),
                Set.of("pending", "on-hold", "failed", "checkout-draft", "auto-draft", "draft", "new"),
                Set.of("refunded"),
                Set.of("cancelled", "trash"),
                USUAL_SETTLING);
    }

    /** What is wrong with four lists of statuses: one that stands in two lists, none due, an empty name. */
    public static List<String> problems(
            Collection<String> due,
            Collection<String> waits,
            Collection<String> ignored,
            Collection<String> cancelled) {
        Map<String, Collection<String>> lists = new LinkedHashMap<>();
        lists.put("due", due);
        lists.put("waits", waits);
        lists.put("ignored", ignored);
        lists.put("cancelled", cancelled);
        List<String> problems = new ArrayList<>();
        Map<String, String> seen = new LinkedHashMap<>();
        lists.forEach((list, statuses) -> names(statuses).forEach(status -> {
            if (status.isEmpty()) {
                problems.add("an empty status in the list '" + list + "'");
            }
            String other = seen.putIfAbsent(status, list);
            if (other != null) {
                problems.add("status '" + status + "' is in the lists '" + other + "' and '" + list + "'");
            }
        }));
        if (due.isEmpty()) {
            problems.add("no status is due, so no order would ever be posted");
        }
        return problems;
    }

    /** What to do with an order. */
    public sealed interface Decision {

        /** Post it. */
        record Due() implements Decision {}

        /** Not yet; the reason is for a person. */
        record Wait(String reason) implements Decision {}

        /** Never; the reason is for a person. */
        record Ignore(String reason) implements Decision {}

        /** Take it back where it was posted; the reason is for a person. */
        record Cancel(String reason) implements Decision {}
    }

    /**
     * Decides about an order. A due order whose amounts do not add up, and which has settled, is still {@code Due}: that
     * it must be parked is the proof's word, not the status's.
     *
     * @param proof what {@link TotalsProof} found
     */
    public Decision decide(Order order, TotalsProof.Result proof, Instant now) {
        String status = name(order.status());
        if (cancelled.contains(status)) {
            return new Decision.Cancel("the store says " + status);
        }
        if (ignored.contains(status)) {
            return new Decision.Ignore("orders that are " + status + " are not posted");
        }
        if (waits.contains(status)) {
            return new Decision.Wait("the store says " + status);
        }
        if (!due.contains(status)) {
            return new Decision.Wait("status " + status + " is in no list of the status policy");
        }
        if (order.lines().isEmpty() && order.total().signum() == 0) {
            return new Decision.Wait("the order has no lines yet");
        }
        if (!proof.proved() && now.isBefore(order.modifiedAt().plus(settling))) {
            return new Decision.Wait("the store may still be writing it: changed less than " + settling.toSeconds()
                    + " s ago, and its amounts do not add up yet");
        }
        return new Decision.Due();
    }

    private static Set<String> names(Collection<String> statuses) {
        Set<String> names = new LinkedHashSet<>();
        statuses.forEach(s -> names.add(name(s)));
        return Set.copyOf(names);
    }

    private static String name(String status) {
        String name = status.strip().toLowerCase(Locale.ROOT);
        return name.startsWith("wc-") ? name.substring(3) : name;
    }
}
