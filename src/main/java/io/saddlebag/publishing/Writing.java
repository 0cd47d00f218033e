package io.saddlebag.publishing;

import io.micrometer.core.instrument.MeterRegistry;
import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.ledger.Publications;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.ledger.Publications.PublicationRow;
import io.saddlebag.ledger.Publications.Shown;
import io.saddlebag.ledger.Publications.Trouble;
import io.saddlebag.ledger.StoreItems;
import io.saddlebag.ledger.StoreItems.Item;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Makes the calls that write, and keeps what the store says of each item. A call that fails as a whole is made smaller, so that
 * the one item at which a store fails is found and holds up no other; content that is refused holds up neither stock nor price.
 */
final class Writing {

    /** By when a wish knows of the sales that were found beside it. */
    private static final Duration KNOWN_BY_THEN = Duration.ofSeconds(30);
    /** More in a row are no items at which the store fails, but a store that fails. */
    private static final int FAILING_IN_A_ROW = 20;

    private final PublishSettings settings;
    private final Shop shop;
    private final Publications publications;
    private final StoreItems items;
    private final ReadBack readBack;
    private final Refusals refusals;
    private final MeterRegistry meters;
    private final Clock clock;
    private int most = Shop.MOST;
    private int failing;
    /** The item that was alone in the last call that failed. */
    private Optional<String> suspect = Optional.empty();

    Writing(
            PublishSettings settings,
            Shop shop,
            Publications publications,
            StoreItems items,
            ReadBack readBack,
            MeterRegistry meters,
            Clock clock) {
        this.settings = settings;
        this.shop = shop;
        this.publications = publications;
        this.items = items;
        this.readBack = readBack;
        this.refusals = new Refusals(clock);
        this.meters = meters;
        this.clock = clock;
    }

    /** How many items fit into a call at present. */
    int most() {
        return most;
    }

    /**
     * Writes items of one group.
     *
     * @param updates one for each target, in their order
     * @throws io.saddlebag.delivery.DeliveryFailure.Waiting if the store is out of order; what is due stays so
     */
    void write(List<Target> call, List<Shop.Update> updates) {
        Outcome<List<Shop.Answer>> outcome = shop.write(updates, settings.timeout());
        if (failed(outcome)) {
            narrow(call, updates, outcome);
        } else if (outcome instanceof Outcome.Done<List<Shop.Answer>> done) {
            most = Math.min(Shop.MOST, most * 2);
            failing = 0;
            suspect = Optional.empty();
            answered(call, updates, done.value());
        } else if (outcome instanceof Outcome.NotUnderstood<List<Shop.Answer>> odd) {
            each(call, (target, row) -> refusals.unknown(row, odd.reason()));
        } else if (outcome instanceof Outcome.Refused<List<Shop.Answer>> refused) {
            String code = refused.code().equals("gone") ? "not-in-store" : "refused-by-store";
            each(call, (target, row) -> refusals.passing(row, code, refused.reason(), refused.remedy()));
        } else if (outcome instanceof Outcome.Busy<List<Shop.Answer>> busy) {
            each(call, (target, row) -> refusals.passing(row, busy.code(), busy.reason(), busy.remedy()));
        } else {
            throwIfOutOfOrder(outcome, "publish-items");
        }
    }

    /** The whole call failed, or nobody can read what became of it: a smaller one may not. */
    private static boolean failed(Outcome<?> outcome) {
        return outcome instanceof Outcome.Unknown<?>
                || (outcome instanceof Outcome.RetryLater<?> later && later.category() == Category.TRANSIENT);
    }

    private void narrow(List<Target> call, List<Shop.Update> updates, Outcome<List<Shop.Answer>> outcome) {
        boolean unreadable = isUnreadable(outcome);
        int half = call.size() / 2;
        most = Math.max(1, half);
        if (half > 0 && unreadable) {
            write(call.subList(0, half), updates.subList(0, half));
            write(call.subList(half, call.size()), updates.subList(half, call.size()));
        } else if (unreadable) {
            each(call, (target, row) -> refusals.unknown(row, outcome.reasonOr("")));
        } else if (half == 0 && isIt(call.get(0).item())) {
            each(
                    call,
                    (target, row) -> refusals.passing(
                            row,
                            "store-fails-at-item",
                            "the store answers, and fails when this item is written: " + outcome.reasonOr(""),
                            "save the item in the store by hand and look into its log (WooCommerce > Status > Logs): a"
                                    + " plugin fails at it"));
        } else {
            throwIfOutOfOrder(outcome, "publish-items");
        }
    }

    /** Whether the store fails at this item: twice at it alone, while it answers what it is asked of it. */
    private boolean isIt(Item item) {
        String alone = item.productId() + "/" + item.variationId();
        boolean again = suspect.filter(alone::equals).isPresent();
        suspect = Optional.of(alone);
        return again
                && ++failing <= FAILING_IN_A_ROW
                && shop.again(List.of(item)).succeeded();
    }

    /** What is wrong with the store itself goes the way of all partners: it is waited for. What is wrong with a call is told. */
    <T> void throwIfOutOfOrder(Outcome<T> outcome, String operation) {
        if (outcome instanceof Outcome.RetryLater<T>
                || outcome instanceof Outcome.NotAllowed<T>
                || (outcome instanceof Outcome.Unknown<T> && !isUnreadable(outcome))) {
            outcome.orThrow(settings.partner(), operation);
        }
    }

    private static boolean isUnreadable(Outcome<?> outcome) {
        return outcome instanceof Outcome.Unknown<?> unknown && unknown.category() == Category.MALFORMED;
    }

    private void answered(List<Target> call, List<Shop.Update> updates, List<Shop.Answer> answers) {
        List<Shown> shown = new ArrayList<>();
        List<Trouble> troubles = new ArrayList<>();
        List<Item> seen = new ArrayList<>();
        List<Target> withoutContent = new ArrayList<>();
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
            } else if (updates.get(i).content().isPresent() && target.hasMoreThanContent()) {
                target.withoutContent().forEach(row -> troubles.add(refusals.said(row, answer.code(), answer.words())));
                withoutContent.add(target);
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
        if (!withoutContent.isEmpty()) {
            write(withoutContent, withoutContent.stream().map(Target::update).toList());
        }
    }

    static List<Shown> stock(List<Shown> rows) {
        return rows.stream().filter(row -> row.aspect() == Aspect.STOCK).toList();
    }

    /** Keeps a trouble for each row of each item. */
    void each(List<Target> call, BiFunction<Target, PublicationRow, Trouble> trouble) {
        refuse(call.stream()
                .flatMap(target -> target.rows().stream().map(row -> trouble.apply(target, row)))
                .toList());
    }

    /** Keeps what could not be written. */
    void refuse(List<Trouble> troubles) {
        publications.refused(troubles);
        troubles.forEach(trouble -> meters.counter(
                        "saddlebag.publish.refused", "store", settings.store(), "code", trouble.code())
                .increment());
    }

    private static String word(Aspect aspect) {
        return aspect.name().toLowerCase(Locale.ROOT);
    }
}
