package io.saddlebag.publishing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.ledger.Publications;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.ledger.Publications.PublicationRow;
import io.saddlebag.ledger.Publications.State;
import io.saddlebag.ledger.StoreItems;
import io.saddlebag.ledger.StoreItems.Item;
import io.saddlebag.ledger.StoreItems.Stocking;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the ledger knows of a store's catalogue up to date, tries again what waited for a changed item, and notices
 * that somebody else writes what is published. Reading is repeatable; memory holds one page.
 */
public final class StoreCatalogue {

    private static final Logger LOG = LoggerFactory.getLogger(StoreCatalogue.class);
    /** By then a sale has become a wish, and a wish has been written. */
    private static final Duration SETTLED = Duration.ofMinutes(2);
    /** The store's stamps have seconds, and its clock may be a little off. */
    private static final Duration CLOCKS = Duration.ofSeconds(5);

    private static final int FORGOTTEN = 1_000;

    private final PublishSettings settings;
    private final Shop shop;
    private final Publications publications;
    private final StoreItems items;
    private final ForeignEdits edits;
    private final MeterRegistry meters;
    private final Clock clock;

    /** Reads one store. */
    public StoreCatalogue(
            PublishSettings settings,
            Shop shop,
            Publications publications,
            StoreItems items,
            ForeignEdits edits,
            MeterRegistry meters,
            Clock clock) {
        this.settings = settings;
        this.shop = shop;
        this.publications = publications;
        this.items = items;
        this.edits = edits;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Reads what changed since a cursor; everything where there is none yet.
     *
     * @return the next cursor
     */
    public String changes(String cursor) {
        return cursor.isEmpty()
                ? everything()
                : told(shop.changedSince(Instant.parse(cursor), this::take)
                        .orThrow(settings.partner(), "read-changed-items"));
    }

    /** Reads everything; what is not there any more is forgotten. */
    public String everything() {
        Instant began = clock.instant();
        Shop.Read read = shop.everything(this::take).orThrow(settings.partner(), "read-catalogue");
        String cursor = told(read);
        if (!read.whole()) {
            return cursor; // what was not to be had is not gone
        }
        List<String> gone = items.forgetUnseen(settings.store(), began, FORGOTTEN);
        while (!gone.isEmpty()) {
            publications.reopen(settings.store(), gone);
            gone = items.forgetUnseen(settings.store(), began, FORGOTTEN);
        }
        return cursor;
    }

    private String told(Shop.Read read) {
        read.remarks().forEach(remark -> LOG.warn("store {}: {}", settings.store(), remark));
        return read.cursor().toString();
    }

    private void take(List<Item> page) {
        foresee(page);
        items.seen(page);
        compare(page);
    }

    /**
     * Before an item can be written to: a price that was decided while nobody knew the item's own was not judged, so it is
     * judged again.
     */
    private void foresee(List<Item> page) {
        Map<String, Item> priced = new TreeMap<>();
        page.stream()
                .filter(item -> item.ownSku()
                        && !item.isInTrash()
                        && !item.regularPrice().isEmpty())
                .forEach(item -> priced.put(StoreItems.key(item.sku()), item));
        if (priced.isEmpty()) {
            return;
        }
        items.bySku(settings.store(), priced.keySet()).stream()
                .filter(known -> !known.isInTrash())
                .forEach(known -> priced.remove(StoreItems.key(known.sku())));
        List<String> others = publications.of(settings.store(), priced.keySet()).stream()
                .filter(row -> row.aspect() == Aspect.PRICE && row.shown().isEmpty())
                .filter(row -> !isPrice(row.wished(), priced.get(StoreItems.key(row.sku()))))
                .map(PublicationRow::sku)
                .toList();
        if (!others.isEmpty()) {
            edits.unforeseen(settings.store(), others);
        }
    }

    private static boolean isPrice(String wished, Item item) {
        try {
            return isRegular(Values.prices(wished), item);
        } catch (Values.Invalid e) {
            LOG.debug("store {}: the price wished for {} cannot be read: {}", item.store(), item.sku(), e.getMessage());
            return false;
        }
    }

    private static boolean isRegular(Shop.Prices prices, Item item) {
        return item.regularPrice().matches("[0-9]+([.][0-9]+)?")
                && prices.regular().compareTo(new BigDecimal(item.regularPrice())) == 0;
    }

    private void compare(List<Item> page) {
        Map<String, Item> bySku = new TreeMap<>();
        page.stream()
                .filter(item -> item.ownSku() && !item.isInTrash())
                .forEach(item -> bySku.put(StoreItems.key(item.sku()), item));
        Map<Item, ObjectNode> touched = new LinkedHashMap<>();
        for (PublicationRow row : publications.of(settings.store(), bySku.keySet())) {
            Item item = bySku.get(StoreItems.key(row.sku()));
            if (row.state() == State.SHOWN && row.aspect() == Aspect.CONTENT) {
                content(row, item, touched);
            } else if (row.state() == State.SHOWN) {
                compare(row, item);
            }
        }
        if (!touched.isEmpty()) {
            compareContents(touched);
        }
    }

    /** The catalogue is read without contents, which are long: only an item that changed after it was written is looked at. */
    private void content(PublicationRow row, Item item, Map<Item, ObjectNode> touched) {
        boolean untouched = row.shownAt()
                .filter(at -> !item.modifiedAt().isAfter(at.plus(CLOCKS)))
                .isPresent();
        if (untouched) {
            edits.content(row.store(), row.sku(), List.of());
        } else if (isSettled(row, item)) {
            try {
                touched.put(item, Values.content(row.shown().orElse("")));
            } catch (Values.Invalid e) {
                LOG.debug("store {}: what {} shows cannot be read: {}", row.store(), row.sku(), e.getMessage());
            }
        }
    }

    private void compareContents(Map<Item, ObjectNode> touched) {
        Outcome<Map<Item, List<Shop.Part>>> outcome = shop.edited(touched);
        if (!(outcome instanceof Outcome.Done<Map<Item, List<Shop.Part>>> done)) {
            LOG.info("store {}: changed contents cannot be read: {}", settings.store(), outcome.reasonOr(""));
            return;
        }
        done.value().forEach((item, parts) -> {
            edits.content(settings.store(), item.sku(), parts);
            if (!parts.isEmpty()) {
                drifted(Aspect.CONTENT);
            }
        });
    }

    private void drifted(Aspect aspect) {
        meters.counter(
                        "saddlebag.publish.drifts",
                        "store",
                        settings.store(),
                        "aspect",
                        aspect.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    private void compare(PublicationRow row, Item item) {
        Optional<ForeignEdits.Edit> edit = edit(row, item);
        if (edit.isEmpty()) {
            edits.over(row.store(), row.sku(), row.aspect());
        } else if (isSettled(row, item)) {
            edits.found(edit.get());
            drifted(row.aspect());
        }
    }

    /** Nothing is under way to the item, and it changed after we wrote it. A sale would have become another wish by now. */
    private boolean isSettled(PublicationRow row, Item item) {
        return row.shownAt()
                        .filter(at -> at.isBefore(clock.instant().minus(SETTLED)))
                        .filter(at -> item.modifiedAt().isAfter(at.plus(CLOCKS)))
                        .isPresent()
                && item.modifiedAt().isBefore(clock.instant().minus(SETTLED));
    }

    private static Optional<ForeignEdits.Edit> edit(PublicationRow row, Item item) {
        try {
            String shown = row.shown().orElse("");
            if (row.aspect() == Aspect.STOCK && item.stocking() != Stocking.PARENT) {
                Shop.Stock expected = Values.stock(shown);
                if (item.stock().equals(Optional.of(expected.quantity()))) {
                    return Optional.empty();
                }
                return Optional.of(edit(
                        row,
                        item.stock()
                                .map(pieces -> Values.text(new Shop.Stock(pieces, item.backorders(), false)))
                                .orElse("no stock is kept")));
            }
            if (row.aspect() == Aspect.PRICE) {
                return isRegular(Values.prices(shown), item)
                        ? Optional.empty()
                        : Optional.of(edit(row, Values.priceText(item.regularPrice())));
            }
        } catch (Values.Invalid e) {
            LOG.debug("store {}: what {} shows cannot be read: {}", row.store(), row.sku(), e.getMessage());
        }
        return Optional.empty();
    }

    private static ForeignEdits.Edit edit(PublicationRow row, String found) {
        return new ForeignEdits.Edit(
                row.store(), row.sku(), row.aspect(), row.shown().orElse(""), found);
    }
}
