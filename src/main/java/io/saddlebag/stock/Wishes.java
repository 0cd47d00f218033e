package io.saddlebag.stock;

import io.saddlebag.availability.Engine.Key;
import io.saddlebag.availability.Sellable;
import io.saddlebag.ledger.Publications;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.ledger.Publications.PublicationRow;
import io.saddlebag.ledger.Publications.Turn;
import io.saddlebag.ledger.Publications.Wish;
import io.saddlebag.ledger.StoreItems;
import io.saddlebag.ledger.StoreItems.Item;
import io.saddlebag.stock.SellableStock.Changed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what may be sold what the stores shall show.
 *
 * <p>Nothing is wished for an item that no source knows (unknown is not nothing), for one the store does not have and never
 * had, and for a store whose sources have not all been read as a whole.
 */
public final class Wishes {

    private static final Logger LOG = LoggerFactory.getLogger(Wishes.class);
    private static final int PAGE = 1000;
    private static final Pattern QUANTITY = Pattern.compile("\"quantity\":(\\d{1,18})");

    /** Sold out is told first, then what falls, then what rises. */
    private static final int SOLD_OUT = 0;

    private static final int FALLING = 1;
    private static final int NEW = 4;
    private static final int RISING = 5;

    private final SellableStock sellable;
    private final Publications publications;
    private final StoreItems items;
    private final Set<String> stores;
    private final Set<String> toldUnread = new HashSet<>();

    /**
     * Wishes for stores.
     *
     * @param stores those whose stock is published
     */
    public Wishes(SellableStock sellable, Publications publications, StoreItems items, Set<String> stores) {
        this.sellable = sellable;
        this.publications = publications;
        this.items = items;
        this.stores = Set.copyOf(stores);
    }

    /** Whether the stock of any store is published. */
    public boolean areOfAny() {
        return !stores.isEmpty();
    }

    /** The stores whose wishes are kept up: all that they sell from has been read. */
    public Set<String> readyStores() {
        return stores.stream().filter(this::isReady).collect(Collectors.toSet());
    }

    /** Whether the stock of a store is published. */
    public boolean areOf(String store) {
        return stores.contains(store);
    }

    /** Begins a turn of deciding; to be done before what changed is looked at. */
    public Turn turn() {
        return publications.turn("stock");
    }

    /**
     * Keeps the wishes that follow from what changed.
     *
     * @return the stores that have something due now; empty if another daemon has its turn by now
     */
    public synchronized Optional<Set<String>> keep(Turn turn, Changed changed) {
        Map<String, Map<String, String>> byStore = new TreeMap<>();
        changed.notes().forEach((key, note) -> {
            if (stores.contains(key.channel())) {
                byStore.computeIfAbsent(key.channel(), store -> new TreeMap<>()).put(key.sku(), note.cause());
            }
        });
        Set<String> woken = new LinkedHashSet<>();
        for (Map.Entry<String, Map<String, String>> one : byStore.entrySet()) {
            if (isReady(one.getKey())) {
                OptionalInt due = keep(turn, one.getKey(), one.getValue());
                if (due.isEmpty()) {
                    return Optional.empty();
                }
                if (due.getAsInt() > 0) {
                    woken.add(one.getKey());
                }
            }
        }
        return Optional.of(woken);
    }

    /** Whether all that a store sells from has been read; if not, that is told once. */
    public synchronized boolean isReady(String store) {
        Set<String> unread = sellable.unread(store);
        if (unread.isEmpty()) {
            if (toldUnread.remove(store)) {
                LOG.info("store {}: every source of its stock has been read, it is published from now on", store);
            }
            return true;
        }
        if (toldUnread.add(store)) {
            LOG.info(
                    "store {}: its stock is not published before {} has been read as a whole",
                    store,
                    String.join(" and ", unread));
        }
        return false;
    }

    private OptionalInt keep(Turn turn, String store, Map<String, String> causes) {
        int due = 0;
        List<String> skus = new ArrayList<>(causes.keySet());
        for (int from = 0; from < skus.size(); from += PAGE) {
            List<String> page = skus.subList(from, Math.min(skus.size(), from + PAGE));
            Set<String> there = new HashSet<>();
            items.bySku(store, page).stream()
                    .map(Item::sku)
                    .map(StoreItems::key)
                    .forEach(there::add);
            Map<String, PublicationRow> rows = new HashMap<>();
            publications.of(store, page).stream()
                    .filter(row -> row.aspect() == Aspect.STOCK)
                    .forEach(row -> rows.put(row.sku(), row));
            List<Wish> wishes = new ArrayList<>();
            for (String sku : page) {
                if (sellable.knows(sku) && (there.contains(StoreItems.key(sku)) || rows.containsKey(sku))) {
                    wishes.add(wish(store, sku, rows.get(sku), causes.get(sku)));
                }
            }
            OptionalInt kept = publications.wish(turn, wishes);
            if (kept.isEmpty()) {
                return kept;
            }
            due += kept.getAsInt();
        }
        return OptionalInt.of(due);
    }

    private Wish wish(String store, String sku, PublicationRow before, String cause) {
        Sellable now = sellable.sellable(new Key(store, sku));
        return new Wish(store, sku, Aspect.STOCK, value(now), urgency(now, before), cause);
    }

    static String value(Sellable sellable) {
        return "{\"quantity\":" + sellable.quantity() + ",\"backorders\":\""
                + sellable.backorders().name().toLowerCase(Locale.ROOT) + "\"}";
    }

    private static int urgency(Sellable now, PublicationRow before) {
        if (now.quantity() == 0) {
            return SOLD_OUT;
        }
        if (before == null) {
            return NEW;
        }
        Matcher wished = QUANTITY.matcher(before.wished());
        return wished.find() && now.quantity() < Long.parseLong(wished.group(1)) ? FALLING : RISING;
    }
}
