package io.saddlebag.recovery.reconciliation;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Ledger.Parked;
import io.saddlebag.ledger.ParkedMessages;
import io.saddlebag.ledger.Reconciliations;
import io.saddlebag.ledger.Reconciliations.Difference;
import io.saddlebag.ledger.Reconciliations.DifferenceState;
import io.saddlebag.ledger.Reconciliations.Filter;
import io.saddlebag.ledger.Reconciliations.Found;
import io.saddlebag.ledger.Reconciliations.OpenParked;
import io.saddlebag.ledger.Reconciliations.Run;
import io.saddlebag.ledger.Reconciliations.Surveyed;
import io.saddlebag.order.OrderKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One run over one store, day by day: the store's orders against the ledger's, the ledger's against the ERP's and the
 * warehouses', and what is in those under our name and not in the ledger. Memory holds a page of each and eight bytes for
 * each order of one day.
 *
 * <p>What changed within the grace is on its way and not compared, nor is an order that changed while it was compared.
 */
final class Comparison {

    private static final Duration SLICE = Duration.ofDays(1);
    private static final int PAGE = 200;
    private static final int PARKED_OF_ONE = 10;

    private final Ledger ledger;
    private final Reconciliations reconciliations;
    private final Partners partners;
    private final Rules rules;
    private final Run run;
    private final Instant quiet;
    private final Instant expected;
    private final Progress progress;
    private final StoreComparison store;
    private final PartnerSides sides;
    private final Strangers strangers;
    private final Ids moved = new Ids();
    private long early;

    /** Told after each page; may throw to end the run. */
    interface Progress {
        void compared(long more);
    }

    /**
     * Prepares a run.
     *
     * @param quiet what changed after then is on its way
     * @param expected orders placed before then are not expected in the ledger
     */
    Comparison(
            Ledger ledger,
            Partners partners,
            Rules rules,
            Run run,
            Instant quiet,
            Instant expected,
            Progress progress) {
        this.ledger = ledger;
        this.reconciliations = ledger.reconciliations();
        this.partners = partners;
        this.rules = rules;
        this.run = run;
        this.quiet = quiet;
        this.expected = expected;
        this.progress = progress;
        this.store = new StoreComparison(rules);
        this.sides = new PartnerSides(partners, rules);
        this.strangers = new Strangers(reconciliations, rules);
    }

    /** Compares everything; what a person should know of it. */
    String run() {
        Instant from = run.from();
        while (from.isBefore(run.to())) {
            Instant to = from.plus(SLICE).isBefore(run.to()) ? from.plus(SLICE) : run.to();
            slice(from, to);
            from = to;
        }
        List<String> remarks = new ArrayList<>();
        if (early > 0) {
            remarks.add(early + " order(s) of the store placed before " + expected
                    + " are not expected in the ledger (saddlebag.reconcile.since)");
        }
        sides.givenUp()
                .forEach(name ->
                        remarks.add("'" + name + "' is not configured any more, its side of orders is not compared"));
        return String.join("; ", remarks);
    }

    /** How many orders of the window are on their way, and so not judged. */
    long onTheirWay() {
        return moved.count();
    }

    /** Looks again at what is open of older orders: what was mended since is closed, however old it is. */
    void recheck() {
        Filter filter = new Filter(
                Optional.of(rules.store()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(DifferenceState.OPEN),
                Optional.empty(),
                Optional.of(run.from()),
                Optional.empty(),
                PAGE);
        List<Difference> page;
        do {
            page = reconciliations.differences(filter);
            Set<OrderKey> keys =
                    page.stream().flatMap(one -> one.found().order().stream()).collect(Collectors.toSet());
            if (!keys.isEmpty()) {
                recheck(keys);
                reconciliations.closeUnseen(run.id(), keys);
                progress.compared(keys.size());
                filter = filter.behind(page.get(page.size() - 1));
            }
        } while (page.size() == PAGE);
    }

    private void recheck(Set<OrderKey> keys) {
        Partners.Again again = partners.again(rules.store(), keys);
        Ids there = new Ids();
        again.orders().forEach(order -> there.add(order.key()));
        keep(listed(again.orders()));
        List<Surveyed> known = reconciliations.of(keys);
        keep(known(known, there));
        Set<OrderKey> unknown = new LinkedHashSet<>(keys);
        known.forEach(surveyed -> unknown.remove(surveyed.row().key()));
        if (!unknown.isEmpty()) {
            keepStrangersInErp(partners.inErp(
                    rules.erp(),
                    unknown.stream()
                            .map(key -> new Partners.Wanted(key, "", ""))
                            .toList()));
            for (String warehouse : rules.warehouses()) {
                keepStrangersAtWarehouse(partners.atWarehouse(
                        warehouse,
                        unknown.stream().map(key -> References.of(key, 1)).toList()));
            }
        }
    }

    private void slice(Instant from, Instant to) {
        Ids listed = new Ids();
        partners.placed(rules.store(), from, to, page -> {
            page.forEach(order -> listed.add(order.key()));
            keep(listed(page));
            progress.compared(page.size());
        });
        Optional<OrderRow> last = Optional.empty();
        List<Surveyed> page;
        do {
            page = reconciliations.placed(rules.store(), from, to, last, PAGE);
            if (!page.isEmpty()) {
                keep(known(page, listed));
                progress.compared(page.size());
                last = Optional.of(page.get(page.size() - 1).row());
            }
        } while (page.size() == PAGE);
        partners.dated(rules.erp(), rules.store(), from, to, this::keepStrangersInErp);
        for (String warehouse : rules.warehouses()) {
            partners.inserted(warehouse, rules.store(), from, to, this::keepStrangersAtWarehouse);
        }
    }

    private void keep(List<Found> found) {
        if (found.isEmpty()) {
            return;
        }
        // What moved while it was compared is on its way, too.
        Set<OrderKey> keys = found.stream().flatMap(one -> one.order().stream()).collect(Collectors.toSet());
        Set<OrderKey> moving = reconciliations.of(keys).stream()
                .filter(this::moves)
                .map(surveyed -> surveyed.row().key())
                .collect(Collectors.toSet());
        passOver(moving);
        reconciliations.found(
                run.id(),
                found.stream()
                        .filter(one -> one.order().filter(moving::contains).isEmpty())
                        .toList());
    }

    private void passOver(Collection<OrderKey> orders) {
        reconciliations.passedOver(run.id(), orders);
        orders.forEach(moved::add);
    }

    private void keepStrangersInErp(List<ErpOrder> orders) {
        keep(strangers.inErp(orders));
        progress.compared(orders.size());
    }

    private void keepStrangersAtWarehouse(List<HeldOrder> orders) {
        keep(strangers.atWarehouse(orders));
        progress.compared(orders.size());
    }

    /** What has waited for a person for longer than the grace is not on its way, however often it is tried again. */
    private boolean moves(Surveyed order) {
        return order.row().changedAt().isAfter(quiet)
                && order.parked().stream().noneMatch(parked -> parked.parkedAt().isBefore(quiet));
    }

    private List<Found> listed(List<StoreOrder> page) {
        Map<OrderKey, Known> known = new HashMap<>();
        reconciliations
                .of(page.stream().map(StoreOrder::key).toList())
                .forEach(surveyed -> known.put(surveyed.row().key(), Known.of(surveyed)));
        passOver(page.stream().filter(this::isYoung).map(StoreOrder::key).toList());
        List<Found> found = new ArrayList<>();
        for (StoreOrder order : page) {
            if (isYoung(order)) {
                continue;
            }
            Known here = known.get(order.key());
            if (here != null) {
                Differences differences = Differences.of(here);
                store.known(here, order, differences);
                found.addAll(told(differences, here));
            } else if (store.shouldBeKnown(order)) {
                found.addAll(unknown(order));
            }
        }
        return found;
    }

    private boolean isYoung(StoreOrder order) {
        return order.createdAt().filter(quiet::isBefore).isPresent()
                || order.modifiedAt().filter(quiet::isBefore).isPresent();
    }

    private List<Found> unknown(StoreOrder order) {
        if (order.createdAt().filter(expected::isAfter).isPresent()) {
            early++;
            return List.of();
        }
        Differences differences =
                Differences.of(order.key(), order.currency(), order.createdAt().orElse(run.from()));
        store.unknown(order, differences);
        return differences.with(parked(order.key()), order.total());
    }

    /** What kept an order from being captured is parked without a row of the order. */
    private List<OpenParked> parked(OrderKey key) {
        return ledger
                .parkedMessages()
                .list(new ParkedMessages.Filter(
                        Optional.of(key),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        PARKED_OF_ONE))
                .stream()
                .map(Comparison::light)
                .toList();
    }

    private static OpenParked light(Parked parked) {
        return new OpenParked(parked.id(), parked.queue(), parked.code(), parked.cause(), parked.parkedAt());
    }

    private static List<Found> told(Differences differences, Known known) {
        List<Found> found = differences.with(List.of(), known.total());
        return found.isEmpty() ? found : differences.with(known.parked(), known.total());
    }

    private List<Found> known(List<Surveyed> page, Ids listed) {
        Map<OrderKey, Known> settled = new LinkedHashMap<>();
        passOver(page.stream().filter(this::moves).map(one -> one.row().key()).toList());
        for (Surveyed surveyed : page) {
            if (!moves(surveyed)) {
                settled.put(surveyed.row().key(), Known.of(surveyed));
            }
        }
        Map<OrderKey, Differences> differences = new LinkedHashMap<>();
        settled.values().forEach(known -> differences.put(known.key(), Differences.of(known)));
        unlisted(settled, listed, differences);
        sides.compare(settled, differences);
        List<Found> found = new ArrayList<>();
        settled.values().forEach(known -> {
            store.unshown(known, differences.get(known.key()));
            found.addAll(differences.get(known.key()).with(known.parked(), known.total()));
        });
        return found;
    }

    /** What the store did not list: deleted for good, or placed at another time than it said before. */
    private void unlisted(Map<OrderKey, Known> settled, Ids listed, Map<OrderKey, Differences> differences) {
        List<OrderKey> unlisted =
                settled.keySet().stream().filter(key -> !listed.contains(key)).toList();
        if (unlisted.isEmpty()) {
            return;
        }
        Partners.Again again = partners.again(rules.store(), unlisted);
        again.gone().forEach(key -> store.gone(settled.get(key), differences.get(key)));
        again.orders().stream()
                .filter(order -> settled.containsKey(order.key()) && !isYoung(order))
                .forEach(order -> store.known(settled.get(order.key()), order, differences.get(order.key())));
    }
}
