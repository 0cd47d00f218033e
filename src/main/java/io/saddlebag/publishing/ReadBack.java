package io.saddlebag.publishing;

import io.micrometer.core.instrument.MeterRegistry;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.ledger.Publications;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.ledger.Publications.PublicationRow;
import io.saddlebag.ledger.Publications.State;
import io.saddlebag.ledger.Publications.Trouble;
import io.saddlebag.ledger.StoreItems.Item;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a sample of what was written once more, a little later: a store's answer shows what it was told, not what a plugin or
 * a cache makes of it afterwards. The sample lives in memory. One thread at a time.
 */
final class ReadBack {

    private static final Logger LOG = LoggerFactory.getLogger(ReadBack.class);
    private static final int MOST_WAITING = 1_000;
    /** The store's stamps have seconds, and an order may become visible a little after its own. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private final PublishSettings settings;
    private final Shop shop;
    private final Publications publications;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Deque<Written> waiting = new ArrayDeque<>();
    private long count;

    private record Written(Item item, Instant at) {}

    ReadBack(PublishSettings settings, Shop shop, Publications publications, MeterRegistry meters, Clock clock) {
        this.settings = settings;
        this.shop = shop;
        this.publications = publications;
        this.meters = meters;
        this.clock = clock;
    }

    /** Takes an item into the sample, or not: the first one and then one of so many. */
    void maybe(Item written) {
        boolean first = waiting.isEmpty();
        if ((first || count++ % settings.sample() == 0) && waiting.size() < MOST_WAITING) {
            waiting.add(new Written(written, clock.instant()));
        }
    }

    /** Reads what has waited long enough. Where the store does not answer it is left for the next time. */
    void run() {
        Instant before = clock.instant().minus(settings.readBack());
        List<Written> ripe = new ArrayList<>();
        for (Written one : waiting) {
            if (!one.at().isAfter(before) && ripe.size() < Shop.MOST) {
                ripe.add(one);
            }
        }
        if (ripe.isEmpty()) {
            return;
        }
        Outcome<List<Item>> outcome =
                shop.again(ripe.stream().map(Written::item).toList());
        if (outcome instanceof Outcome.Done<List<Item>> done) {
            waiting.removeAll(ripe);
            compare(ripe, done.value());
        } else {
            LOG.debug("store {}: {}", settings.store(), outcome.reasonOr(""));
        }
    }

    private void compare(List<Written> ripe, List<Item> found) {
        Map<List<String>, Item> now = new HashMap<>();
        found.forEach(item -> now.put(List.of(item.productId(), item.variationId()), item));
        List<Trouble> troubles = new ArrayList<>();
        int levels = 0;
        for (Written one : ripe) {
            Optional<Item> item = Optional.ofNullable(
                    now.get(List.of(one.item().productId(), one.item().variationId())));
            List<Trouble> deviations = item.map(is -> deviations(one, is)).orElse(List.of());
            troubles.addAll(deviations);
            levels += item.isPresent() && one.item().stock().isPresent() ? 1 : 0;
            meters.counter(
                            "saddlebag.publish.read-back",
                            "store",
                            settings.store(),
                            "result",
                            item.isEmpty() ? "gone" : deviations.isEmpty() ? "as-written" : "deviates")
                    .increment();
        }
        publications.refused(troubles);
        publications.readAgain(settings.store(), levels, (int) troubles.stream()
                .filter(trouble -> trouble.aspect() == Aspect.STOCK)
                .count());
        troubles.forEach(trouble -> LOG.warn(
                "store {} shows something else of {} than was written: {}; it is written again",
                settings.store(),
                trouble.sku(),
                trouble.words()));
    }

    /** Only of what nobody has written meanwhile. */
    private List<Trouble> deviations(Written written, Item is) {
        List<Trouble> troubles = new ArrayList<>();
        Item was = written.item();
        for (PublicationRow row : publications.of(settings.store(), List.of(was.sku()))) {
            boolean since = row.state() != State.SHOWN
                    || row.shownAt()
                            .map(at -> at.isAfter(written.at().plusSeconds(1)))
                            .orElse(true);
            if (since) {
                continue;
            }
            if (row.aspect() == Aspect.STOCK && !was.stock().equals(is.stock()) && !sold(written, is)) {
                troubles.add(deviates(
                        row, "a stock of " + text(was.stock()) + " was written, it shows " + text(is.stock())));
            }
            if (row.aspect() == Aspect.PRICE
                    && !(was.regularPrice() + "/" + was.salePrice()).equals(is.regularPrice() + "/" + is.salePrice())) {
                troubles.add(deviates(
                        row, "a price of " + was.regularPrice() + " was written, it shows " + is.regularPrice()));
            }
        }
        return troubles;
    }

    /** Whether sales since then explain a smaller stock; where they cannot be read they are taken to. */
    private boolean sold(Written written, Item is) {
        long fewer = written.item().stock().orElse(0L) - is.stock().orElse(0L);
        if (fewer <= 0) {
            return false;
        }
        Outcome<Shop.Sales> sales = shop.soldSince(written.at());
        return !(sales instanceof Outcome.Done<Shop.Sales> done)
                || fewer
                        <= done.value().orders().stream()
                                .filter(order ->
                                        order.modifiedAt().isAfter(written.at().minus(LATE)))
                                .flatMap(order -> order.pieces().stream())
                                .filter(piece -> piece.productId().equals(is.productId())
                                        && (!is.isVariation()
                                                || piece.variationId().equals(is.variationId())))
                                .mapToLong(Shop.Piece::quantity)
                                .sum();
    }

    private static String text(Optional<Long> stock) {
        return stock.map(String::valueOf).orElse("nothing");
    }

    private Trouble deviates(PublicationRow row, String words) {
        return new Trouble(
                row.store(),
                row.sku(),
                row.aspect(),
                row.wished(),
                Refusals.NOT_AS_WRITTEN,
                words,
                "look for a person, a plugin or another system that writes this item too; it is written again by itself",
                Optional.of(clock.instant().plusSeconds(1)));
    }
}
