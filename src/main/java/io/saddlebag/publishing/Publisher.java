package io.saddlebag.publishing;

import io.micrometer.core.instrument.MeterRegistry;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Publications;
import io.saddlebag.ledger.Publications.Due;
import io.saddlebag.ledger.StoreItems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Brings one store to show what is wished, call by call, the most urgent first.
 *
 * <p>Delivery guarantee: a row stays due until the store's own answer shows the value, so a crash or a lost answer costs a
 * repeated call, and every value is absolute, so a repeated call is harmless. Nothing is kept here that a restart would lose
 * but the sample that is to be read again.
 *
 * <p>An absolute stock wipes out what was sold since it was computed (facts: woocommerce 3). So the store is asked for its
 * latest orders right before the wishes are read, what these do not know of is subtracted, and after the call it is asked
 * once more: what was sold in between is written at once.
 */
public final class Publisher {

    /** How long one run lasts at most, so that its message is consumed in time and a stop does not wait. */
    private static final Duration SLICE = Duration.ofSeconds(20);
    /** A look at the latest orders that is so young serves the next call too. */
    private static final Duration FRESH = Duration.ofMillis(250);
    /** Rows that are looked at to fill one call. */
    private static final int WINDOW = 4 * Shop.MOST;
    /** Looks after one call; items that are still sold while they are written again are due once more. */
    private static final int LOOKS = 5;

    private final PublishSettings settings;
    private final Shop shop;
    private final Publications publications;
    private final StoreItems items;
    private final LatestSales sales;
    private final ReadBack readBack;
    private final Refusals refusals;
    private final Writing writing;
    private final Clock clock;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private Instant looked = Instant.EPOCH;
    private boolean asked;

    /** Publishes to one store. */
    public Publisher(
            PublishSettings settings,
            Shop shop,
            Ledger ledger,
            KnownSales knownSales,
            MeterRegistry meters,
            Clock clock) {
        this.settings = settings;
        this.shop = shop;
        this.publications = ledger.publications();
        this.items = ledger.storeItems();
        this.sales = new LatestSales(settings, shop, knownSales, ledger, clock);
        this.readBack = new ReadBack(settings, shop, publications, meters, clock);
        this.refusals = new Refusals(clock);
        this.writing = new Writing(settings, shop, publications, items, readBack, meters, clock);
        this.clock = clock;
    }

    /**
     * Writes until nothing is due, or for a while.
     *
     * @param goesOn asked before each call; false where the daemon stops
     * @return whether more may be due
     * @throws io.saddlebag.delivery.DeliveryFailure.Waiting if the store is out of order; what is due stays so
     */
    public boolean run(BooleanSupplier goesOn) {
        oneAtATime.lock();
        try {
            if (!asked) { // what is published may have been another thing before the start
                publications.reopen(settings.store(), Plan.NOT_PUBLISHED, settings.aspects());
                asked = true;
            }
            readBack.run();
            Instant end = clock.instant().plus(SLICE);
            List<Target> written = new ArrayList<>();
            while (clock.instant().isBefore(end) && goesOn.getAsBoolean()) {
                if (due(1).isEmpty()) {
                    return false;
                }
                step(written);
            }
            return true;
        } finally {
            oneAtATime.unlock();
        }
    }

    private List<Due> due(int most) {
        return publications.due(settings.store(), most, clock.instant());
    }

    /** One call, and what it takes. */
    private void step(List<Target> written) {
        boolean sure = !settings.stock() || looked();
        Plan plan = Plan.of(due(WINDOW), settings, publications, items, clock.instant());
        writing.refuse(plan.troubles());
        List<Target> call = call(plan.targets());
        if (call.isEmpty()) {
            return;
        }
        if (!sure) {
            List<Target> stock = call.stream().filter(Target::hasStock).toList();
            writing.each(
                    stock,
                    (target, row) -> refusals.passing(
                            row,
                            "sales-unknown",
                            "the store's latest orders cannot be read, and a stock written blindly would wipe them out",
                            "look at the store's list of orders: run doctor"));
            call = call.stream().filter(target -> !target.hasStock()).toList();
        }
        if (!call.isEmpty()) {
            call.forEach(target -> sales.unknown().forEach(target::subtract));
            writing.write(call, call.stream().map(Target::update).toList());
            written.addAll(call);
            if (call.stream().anyMatch(Target::hasStock)) {
                lookAgain(call, written);
            }
        }
    }

    /** Whether the store's latest orders are known; what only time can mend is thrown. */
    private boolean looked() {
        if (clock.instant().isBefore(looked.plus(FRESH))) {
            sales.lookIntoTheLedger();
            return true;
        }
        Outcome<List<Shop.Sold>> outcome = sales.look();
        writing.throwIfOutOfOrder(outcome, "read-latest-orders");
        looked = outcome.succeeded() ? clock.instant() : looked;
        return outcome.succeeded();
    }

    /** The targets of the first one's group, as many as fit into a call. */
    private List<Target> call(List<Target> targets) {
        return targets.stream()
                .filter(target -> target.group().equals(targets.get(0).group()))
                .limit(writing.most())
                .toList();
    }

    /** Writes again what was sold between the looks; a sale while that is written is found by the next look. */
    private void lookAgain(List<Target> call, List<Target> written) {
        List<Target> unsettled = call.stream().filter(Target::hasStock).toList();
        for (int look = 0; look < LOOKS; look++) {
            Outcome<List<Shop.Sold>> outcome = sales.look();
            if (!(outcome instanceof Outcome.Done<List<Shop.Sold>> fresh)) {
                dueAgain(unsettled);
                writing.throwIfOutOfOrder(outcome, "read-latest-orders");
                return;
            }
            looked = clock.instant();
            List<Target> touched = written.stream()
                    .filter(target -> subtract(target, fresh.value()))
                    .toList();
            if (touched.isEmpty()) {
                return;
            }
            dueAgain(touched); // until the store has answered
            unsettled = touched;
            Map<String, List<Target>> groups = new LinkedHashMap<>();
            touched.forEach(target -> groups.computeIfAbsent(target.group(), key -> new ArrayList<>())
                    .add(target));
            for (List<Target> group : groups.values()) {
                int from = 0;
                while (from < group.size()) {
                    List<Target> next = group.subList(from, Math.min(group.size(), from + writing.most()));
                    from += next.size();
                    writing.write(next, next.stream().map(Target::stockAgain).toList());
                }
            }
        }
        dueAgain(unsettled);
    }

    /** No look has followed their last write, so a sale may be wiped out: they stay due until one finds nothing new. */
    private void dueAgain(List<Target> unsettled) {
        Instant soon = clock.instant().plusMillis(1);
        publications.shown(Writing.stock(unsettled.stream()
                .flatMap(target -> target.dueAgain(soon).stream())
                .toList()));
    }

    private static boolean subtract(Target target, List<Shop.Sold> fresh) {
        boolean touched = false;
        for (Shop.Sold sold : fresh) {
            touched |= target.subtract(sold);
        }
        return touched;
    }
}
