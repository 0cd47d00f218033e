package io.saddlebag.stock;

import io.saddlebag.availability.Demand;
import io.saddlebag.availability.Engine;
import io.saddlebag.availability.Engine.Key;
import io.saddlebag.availability.Explanation;
import io.saddlebag.availability.Feed;
import io.saddlebag.availability.Incoming;
import io.saddlebag.availability.ItemFacts;
import io.saddlebag.availability.Level;
import io.saddlebag.availability.Place;
import io.saddlebag.availability.Rules;
import io.saddlebag.availability.Sellable;
import io.saddlebag.ledger.StockLedger;
import io.saddlebag.ledger.StockLedger.Change;
import io.saddlebag.ledger.StockLedger.DemandLine;
import io.saddlebag.ledger.StockLedger.DemandRow;
import io.saddlebag.ledger.StockLedger.FeedRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The engine of sellable stock, kept up with the ledger's change sequence. Every daemon has one, and each comes to the same
 * numbers: built from the ledger at the first use, then change by change. Thread-safe; what changed is remembered until it is
 * {@link #settle settled}.
 */
public final class SellableStock {

    private static final int PAGE = 1000;
    /** Goods on their way come near and sources grow old: minutes matter, seconds do not. */
    private static final Duration TIME_GOES_ON = Duration.ofSeconds(10);

    private final StockLedger stock;
    private final Rules rules;
    private final Clock clock;
    private final Engine engine;
    private final Spellings spellings = new Spellings();
    private final Map<String, FeedRow> feeds = new HashMap<>();
    private final Map<Key, Note> changed = new LinkedHashMap<>();
    private boolean built;
    private long after;
    private long notes;
    private long settled = -1;
    private Instant time;

    /** Keeps up with this ledger under these rules. */
    public SellableStock(StockLedger stock, Rules rules, Clock clock) {
        this.stock = stock;
        this.rules = rules;
        this.clock = clock;
        this.time = clock.instant();
        this.engine = new Engine(rules, time);
    }

    /**
     * Why something changed.
     *
     * @param cause in words
     * @param number grows from change to change
     */
    public record Note(String cause, long number) {}

    /**
     * What changed.
     *
     * @param notes by channel and SKU
     * @param upTo the number in the ledger's sequence up to which everything is in
     */
    public record Changed(Map<Key, Note> notes, long upTo) {

        /** Copies the map. */
        public Changed {
            notes = new LinkedHashMap<>(notes);
        }
    }

    /**
     * Takes in what the ledger has; a name of what is new since it was last settled, empty if nothing is. Orders that changed no
     * number are news too: somebody waits to hear that they are in.
     */
    public synchronized Optional<String> news() {
        catchUp();
        return changed.isEmpty() && after == settled ? Optional.empty() : Optional.of(after + "/" + notes);
    }

    /** Takes in what the ledger has, and tells what changed since it was last settled. */
    public synchronized Changed changed() {
        catchUp();
        return new Changed(changed, after);
    }

    /** What was told has been dealt with; what changed again meanwhile stays. */
    public synchronized void settle(Changed told) {
        told.notes().forEach(changed::remove);
        settled = told.upTo();
    }

    /** What a channel may sell. */
    public synchronized Sellable sellable(Key key) {
        return engine.sellable(key.channel(), key.sku());
    }

    /** Whether a source, the item master or the rules know the SKU, however it is spelt. */
    public synchronized boolean knows(String sku) {
        return spellings.knows(sku) || rules.kits().containsKey(sku);
    }

    /** Every SKU a source or the item master has named, as it is spelt there. */
    public synchronized List<String> skus() {
        return spellings.all();
    }

    /** How what a channel may sell comes about, as of now. */
    public synchronized Explanation explain(String channel, String sku) {
        catchUp();
        goOn(Duration.ZERO);
        return engine.explain(channel, spellings.of(sku));
    }

    /** The channels the rules name. */
    public List<String> channels() {
        return rules.channels().stream().map(Rules.Channel::name).toList();
    }

    /**
     * The sources of a channel that have never been read as a whole. While there is one, what the channel may sell is not known,
     * and less than the truth would be told.
     */
    public synchronized Set<String> unread(String channel) {
        Set<String> unread = new TreeSet<>();
        rules.channels().stream()
                .filter(one -> one.name().equals(channel))
                .flatMap(
                        one -> rules.nodes().stream().filter(node -> one.nodes().contains(node.name())))
                .flatMap(node -> node.source().stream())
                .filter(source -> Optional.ofNullable(feeds.get(source))
                        .flatMap(FeedRow::completeAt)
                        .isEmpty())
                .forEach(unread::add);
        return unread;
    }

    private void catchUp() {
        Batch batch = new Batch();
        if (!built) {
            after = stock.rebuild(batch::add);
            batch.end();
            built = true;
        }
        List<Change> page;
        do {
            page = stock.changes(after, PAGE);
            page.forEach(batch::add);
            batch.end();
            after = page.isEmpty() ? after : page.get(page.size() - 1).seq();
        } while (page.size() == PAGE);
        goOn(TIME_GOES_ON);
    }

    /** Moves the engine's time where it is longer ago than that. */
    private void goOn(Duration behind) {
        Instant now = clock.instant();
        if (now.isAfter(time.plus(behind))) {
            time = now;
            note(engine.time(now), "time has gone on");
        }
    }

    private void note(Set<Key> keys, String cause) {
        keys.forEach(key -> {
            changed.remove(key);
            changed.put(key, new Note(cause, ++notes));
        });
    }

    /** Changes in their order; levels of one source that follow each other are taken together. */
    private final class Batch {

        private final List<Level> levels = new ArrayList<>();
        private final List<ItemFacts> items = new ArrayList<>();
        private String source = "";

        void add(Change change) {
            if (change instanceof Change.OfLevel level) {
                if (!source.equals(level.source()) || levels.size() >= PAGE) {
                    end();
                }
                source = level.source();
                again(spellings.learn(level.level().sku()));
                levels.add(level(level));
            } else if (change instanceof Change.OfItem item) {
                again(spellings.learn(item.item().sku()));
                items.add(new ItemFacts(
                        item.item().sku(), item.item().category(), item.item().active()));
                if (items.size() >= PAGE) {
                    end();
                }
            } else if (change instanceof Change.OfFeed feed) {
                end();
                feeds.put(feed.feed().source(), feed.feed());
                note(
                        engine.feed(new Feed(feed.feed().source(), feed.feed().asOf())),
                        feed.feed().source() + " was read as of " + feed.feed().asOf());
            } else if (change instanceof Change.OfDemand demand) {
                end();
                demand(demand.demand());
            } else if (change instanceof Change.OfStoreItem item) {
                end();
                if (channels().contains(item.store())) {
                    note(Set.of(new Key(item.store(), spellings.of(item.sku()))), "it is new in the store's catalogue");
                }
            }
        }

        /** Orders that wait for an item under another spelling than the one that is right, as it turns out. */
        private void again(Set<DemandRow> orders) {
            if (!orders.isEmpty()) {
                end();
                orders.forEach(SellableStock.this::demand);
            }
        }

        void end() {
            if (!levels.isEmpty()) {
                note(engine.levels(levels), "a level of " + source);
                levels.clear();
            }
            if (!items.isEmpty()) {
                note(engine.items(items), "the item master");
                items.clear();
            }
        }
    }

    private static Level level(Change.OfLevel change) {
        StockLedger.LevelRow row = change.level();
        return new Level(
                new Place(change.source(), row.location()),
                row.sku(),
                row.onHand(),
                row.reserved(),
                row.held(),
                row.incoming().stream()
                        .map(one -> new Incoming(one.quantity(), one.expectedAt(), one.reference()))
                        .toList(),
                row.at());
    }

    private void demand(DemandRow row) {
        String order = row.order().toString();
        List<Demand> needs = new ArrayList<>();
        row.told().forEach(line -> need(row, line, row.warehouse(), row.postedAt(), row.releasedAt(), needs));
        row.added().forEach(line -> need(row, line, Optional.empty(), Optional.empty(), Optional.empty(), needs));
        note(engine.demand(order, needs), "order " + order);
    }

    private void need(
            DemandRow row,
            DemandLine line,
            Optional<String> warehouse,
            Optional<Instant> postedAt,
            Optional<Instant> releasedAt,
            List<Demand> needs) {
        if (!line.sku().isBlank()) {
            needs.add(new Demand(
                    row.order().toString(),
                    row.order().store(),
                    spellings.of(line.sku(), row),
                    line.quantity(),
                    warehouse,
                    postedAt,
                    releasedAt));
        }
    }
}
