package io.saddlebag.publishing;

import io.micrometer.core.instrument.MeterRegistry;
import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Publications;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.ledger.Publications.Due;
import io.saddlebag.ledger.Publications.PublicationRow;
import io.saddlebag.ledger.Publications.Shown;
import io.saddlebag.ledger.Publications.Trouble;
import io.saddlebag.ledger.StoreItems;
import io.saddlebag.ledger.StoreItems.Item;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
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
    /** By then the wishes know of a sale that they did not know of. */
    private static final Duration KNOWN_BY_THEN = Duration.ofSeconds(30);
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
    private final MeterRegistry meters;
    private final Clock clock;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private Instant looked = Instant.EPOCH;

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
        this.meters = meters;
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
        refuse(plan.troubles());
        List<Target> call = call(plan.targets());
        if (call.isEmpty()) {
            return;
        }
        if (!sure) {
            List<Target> stock = call.stream().filter(Target::hasStock).toList();
            each(
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
            write(call, call.stream().map(Target::update).toList());
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
        throwIfOutOfOrder(outcome, "read-latest-orders");
        looked = outcome.succeeded() ? clock.instant() : looked;
        return outcome.succeeded();
    }

    /** The targets of the first one's group, as many as fit into a call. */
    private static List<Target> call(List<Target> targets) {
        return targets.stream()
                .filter(target -> target.group().equals(targets.get(0).group()))
                .limit(Shop.MOST)
                .toList();
    }

    /** Writes again what was sold between the looks; a sale while that is written is found by the next look. */
    private void lookAgain(List<Target> call, List<Target> written) {
        List<Target> unsettled = call.stream().filter(Target::hasStock).toList();
        for (int look = 0; look < LOOKS; look++) {
            Outcome<List<Shop.Sold>> outcome = sales.look();
            if (!(outcome instanceof Outcome.Done<List<Shop.Sold>> fresh)) {
                dueAgain(unsettled);
                throwIfOutOfOrder(outcome, "read-latest-orders");
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
                for (int from = 0; from < group.size(); from += Shop.MOST) {
                    List<Target> next = group.subList(from, Math.min(group.size(), from + Shop.MOST));
                    write(next, next.stream().map(Target::stockAgain).toList());
                }
            }
        }
        dueAgain(unsettled);
    }

    /** No look has followed their last write, so a sale may be wiped out: they stay due until one finds nothing new. */
    private void dueAgain(List<Target> unsettled) {
        Instant soon = clock.instant().plusMillis(1);
        publications.shown(stock(unsettled.stream()
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

    private void write(List<Target> call, List<Shop.Update> updates) {
        Outcome<List<Shop.Answer>> outcome = shop.write(updates, settings.timeout());
        throwIfOutOfOrder(outcome, "publish-items");
        if (outcome instanceof Outcome.Done<List<Shop.Answer>> done) {
            answered(call, updates, done.value());
        } else if (outcome instanceof Outcome.Unknown<List<Shop.Answer>> unknown) {
            each(call, (target, row) -> refusals.unknown(row, unknown.reason()));
        } else if (outcome instanceof Outcome.NotUnderstood<List<Shop.Answer>> odd) {
            each(call, (target, row) -> refusals.unknown(row, odd.reason()));
        } else if (outcome instanceof Outcome.Refused<List<Shop.Answer>> refused) {
            String code = refused.code().equals("gone") ? "not-in-store" : "refused-by-store";
            each(call, (target, row) -> refusals.passing(row, code, refused.reason(), refused.remedy()));
        } else if (outcome instanceof Outcome.Busy<List<Shop.Answer>> busy) {
            each(call, (target, row) -> refusals.passing(row, busy.code(), busy.reason(), busy.remedy()));
        }
    }

    /** What is wrong with the store itself goes the way of all partners: it is waited for. What is wrong with a call is told. */
    private <T> void throwIfOutOfOrder(Outcome<T> outcome, String operation) {
        boolean unreadable = outcome instanceof Outcome.Unknown<T> unknown && unknown.category() == Category.MALFORMED;
        if (outcome instanceof Outcome.RetryLater<T>
                || outcome instanceof Outcome.NotAllowed<T>
                || (outcome instanceof Outcome.Unknown<T> && !unreadable)) {
            outcome.orThrow(settings.partner(), operation);
        }
    }

    private void answered(List<Target> call, List<Shop.Update> updates, List<Shop.Answer> answers) {
        List<Shown> shown = new ArrayList<>();
        List<Trouble> troubles = new ArrayList<>();
        List<Item> seen = new ArrayList<>();
        Instant lookAgain = clock.instant().plus(KNOWN_BY_THEN);
        for (int i = 0; i < call.size(); i++) {
            Target target = call.get(i);
            Shop.Answer answer = answers.get(i);
            answer.item().ifPresent(seen::add);
            if (answer.words().isEmpty()) {
                List<Shown> rows = target.shown(lookAgain);
                shown.addAll(updates.get(i).isStockOnly() ? stock(rows) : rows);
                answer.item().ifPresent(readBack::maybe);
            } else if (answer.item().isPresent()) {
                target.rows()
                        .forEach(row -> troubles.add(refusals.passing(
                                row,
                                Refusals.NOT_AS_WRITTEN,
                                answer.words(),
                                "look for a plugin of the store that changes this item when it is saved")));
            } else {
                target.rows().forEach(row -> troubles.add(refusals.said(row, answer.code(), answer.words())));
            }
        }
        items.answered(seen);
        publications.shown(shown);
        shown.forEach(
                row -> meters.counter("saddlebag.published", "store", settings.store(), "aspect", word(row.aspect()))
                        .increment());
        refuse(troubles);
    }

    private static List<Shown> stock(List<Shown> rows) {
        return rows.stream().filter(row -> row.aspect() == Aspect.STOCK).toList();
    }

    private void each(List<Target> call, BiFunction<Target, PublicationRow, Trouble> trouble) {
        refuse(call.stream()
                .flatMap(target -> target.rows().stream().map(row -> trouble.apply(target, row)))
                .toList());
    }

    private void refuse(List<Trouble> troubles) {
        publications.refused(troubles);
        troubles.forEach(trouble -> meters.counter(
                        "saddlebag.publish.refused", "store", settings.store(), "code", trouble.code())
                .increment());
    }

    private static String word(Aspect aspect) {
        return aspect.name().toLowerCase(Locale.ROOT);
    }
}
