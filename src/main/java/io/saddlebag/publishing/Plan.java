package io.saddlebag.publishing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.ledger.Publications;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.ledger.Publications.Due;
import io.saddlebag.ledger.Publications.PublicationRow;
import io.saddlebag.ledger.Publications.State;
import io.saddlebag.ledger.Publications.Trouble;
import io.saddlebag.ledger.StoreItems;
import io.saddlebag.ledger.StoreItems.Item;
import io.saddlebag.ledger.StoreItems.Stocking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds for what is due the items to write to, merges what belongs to one item, and names what cannot be written. */
final class Plan {

    /** The code of what a store does not take at all. */
    static final String NOT_PUBLISHED = "not-published";

    private static final String READ_AGAIN = "; it goes on by itself when the catalogue is read again";

    private final PublishSettings settings;
    private final Publications publications;
    private final StoreItems items;
    private final Map<String, Target> targets = new LinkedHashMap<>();
    private final List<Trouble> troubles = new ArrayList<>();

    private Plan(PublishSettings settings, Publications publications, StoreItems items) {
        this.settings = settings;
        this.publications = publications;
        this.items = items;
    }

    /** Plans these rows, and whatever else is due of their items. */
    static Plan of(List<Due> due, PublishSettings settings, Publications publications, StoreItems items, Instant now) {
        Plan plan = new Plan(settings, publications, items);
        Set<String> skus = due.stream().map(Due::sku).collect(Collectors.toCollection(LinkedHashSet::new));
        Map<String, List<PublicationRow>> rows = publications.of(settings.store(), skus).stream()
                .filter(row -> isDue(row, now))
                .collect(Collectors.groupingBy(PublicationRow::sku));
        Map<String, List<Item>> known = items.bySku(settings.store(), skus).stream()
                .collect(Collectors.groupingBy(item -> StoreItems.key(item.sku())));
        for (String sku : skus) {
            plan.item(rows.getOrDefault(sku, List.of()), known.getOrDefault(StoreItems.key(sku), List.of()));
        }
        return plan;
    }

    private static boolean isDue(PublicationRow row, Instant now) {
        return row.state() == State.DUE
                || (row.state() == State.LATER
                        && row.nextTry().map(time -> !time.isAfter(now)).orElse(true));
    }

    /** What is to be written, the most urgent first. */
    List<Target> targets() {
        return List.copyOf(targets.values());
    }

    /** What cannot be. */
    List<Trouble> troubles() {
        return List.copyOf(troubles);
    }

    private void item(List<PublicationRow> rows, List<Item> found) {
        List<Item> there = found.stream().filter(item -> !item.isInTrash()).toList();
        for (PublicationRow row : rows) {
            if (!settings.aspects().contains(row.aspect())) {
                refuse(
                        row,
                        NOT_PUBLISHED,
                        "the store does not take " + row.aspect().name().toLowerCase(Locale.ROOT),
                        "add it to saddlebag.store." + settings.store() + ".publish, or stop wishing it");
            } else if (there.size() > 1) {
                refuse(
                        row,
                        "duplicate-sku",
                        "the store has this SKU " + there.size() + " times: "
                                + there.stream().map(Plan::named).collect(Collectors.joining(", ")),
                        "give each of them a SKU of its own in the store" + READ_AGAIN);
            } else if (there.isEmpty() && !found.isEmpty()) {
                refuse(
                        row,
                        "in-trash",
                        named(found.get(0)) + " with this SKU lies in the store's trash",
                        "restore it in the store, or delete it for good" + READ_AGAIN);
            } else if (there.isEmpty()) {
                refuse(
                        row,
                        "not-in-store",
                        "the store has no item with this SKU of its own",
                        "create it in the store, or give the right one this SKU; a variation that shows its parent's SKU"
                                + " needs one of its own" + READ_AGAIN);
            } else {
                aspect(row, there.get(0));
            }
        }
    }

    private void aspect(PublicationRow row, Item item) {
        try {
            switch (row.aspect()) {
                case STOCK -> stock(row, item);
                case PRICE -> {
                    Shop.Prices prices = Values.prices(row.wished());
                    if (isContainer(item)) {
                        refuse(
                                row,
                                "no-price-of-its-own",
                                named(item) + " is " + item.type() + ": it has no price of its own",
                                "give the price to the SKUs of its variations");
                    } else {
                        target(item).prices(row, prices);
                    }
                }
                case CONTENT -> {
                    ObjectNode content = Values.content(row.wished());
                    target(item).content(row, content);
                }
            }
        } catch (Values.Invalid e) {
            refuse(row, "invalid-value", e.getMessage(), "correct it where it comes from: " + row.because());
        }
    }

    private void stock(PublicationRow row, Item item) throws Values.Invalid {
        Shop.Stock wanted = Values.stock(row.wished());
        if (item.stocking() == Stocking.OWN) {
            target(item).stock(row, wanted);
        } else if (item.stocking() == Stocking.PARENT) {
            shared(row, item);
        } else if (isContainer(item)) {
            refuse(
                    row,
                    "keeps-no-stock",
                    named(item) + " is " + item.type() + " and keeps no stock itself",
                    "give the stock to the SKUs of its variations, or switch stock keeping on for it in the store"
                            + READ_AGAIN);
        } else if (settings.manage()) {
            target(item).stock(row, new Shop.Stock(wanted.quantity(), wanted.backorders(), true));
        } else {
            refuse(
                    row,
                    "unmanaged",
                    "the store keeps no stock for " + named(item) + " and would ignore a quantity",
                    "switch stock keeping on for it in the store, or set saddlebag.store." + settings.store()
                            + ".publish.unmanaged=manage" + READ_AGAIN);
        }
    }

    /** Variations whose parent keeps the stock: it is written once, the least that is wished of any of them. */
    private void shared(PublicationRow row, Item variation) throws Values.Invalid {
        List<Item> family = items.byProduct(settings.store(), List.of(variation.productId()));
        Optional<Item> parent =
                family.stream().filter(item -> !item.isVariation()).findFirst();
        if (parent.isEmpty() || parent.get().stocking() != Stocking.OWN) {
            refuse(
                    row,
                    "unmanaged",
                    "the product above " + named(variation) + " is to keep its stock and keeps none",
                    "switch stock keeping on for one of them in the store" + READ_AGAIN);
            return;
        }
        Shop.Stock least = least(row, parent.get(), family);
        target(parent.get()).stock(row, least);
    }

    private Shop.Stock least(PublicationRow row, Item parent, List<Item> family) throws Values.Invalid {
        List<String> skus = family.stream()
                .filter(Item::ownSku)
                .filter(item -> !item.isVariation() || item.stocking() == Stocking.PARENT)
                .map(Item::sku)
                .toList();
        Map<Boolean, List<Shop.Stock>> wishes = new LinkedHashMap<>(Map.of(true, List.of(), false, List.of()));
        for (PublicationRow other : publications.of(settings.store(), skus)) {
            if (other.aspect() == Aspect.STOCK) {
                boolean ofParent =
                        parent.ownSku() && StoreItems.key(other.sku()).equals(StoreItems.key(parent.sku()));
                wishes.computeIfPresent(ofParent, (key, list) -> with(list, other));
            }
        }
        List<Shop.Stock> counting = wishes.get(true).isEmpty() ? wishes.get(false) : wishes.get(true);
        return counting.stream()
                .min(Comparator.comparingLong(Shop.Stock::quantity))
                .orElse(Values.stock(row.wished()));
    }

    /** A wish that cannot be read is named where it is due itself. */
    private static List<Shop.Stock> with(List<Shop.Stock> list, PublicationRow row) {
        try {
            List<Shop.Stock> more = new ArrayList<>(list);
            more.add(Values.stock(row.wished()));
            return more;
        } catch (Values.Invalid e) {
            return list;
        }
    }

    private Target target(Item item) {
        return targets.computeIfAbsent(item.productId() + "/" + item.variationId(), key -> new Target(item));
    }

    private void refuse(PublicationRow row, String code, String words, String remedy) {
        troubles.add(Refusals.forAPerson(row, code, words, remedy));
    }

    private static boolean isContainer(Item item) {
        return !item.isVariation()
                && (item.type().startsWith("variable")
                        || item.type().equals("grouped")
                        || item.type().equals("external"));
    }

    private static String named(Item item) {
        return item.isVariation()
                ? "variation " + item.variationId() + " of product " + item.productId()
                : "product " + item.productId();
    }
}
