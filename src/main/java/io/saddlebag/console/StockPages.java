package io.saddlebag.console;

import io.saddlebag.access.Permission;
import io.saddlebag.availability.Explanation;
import io.saddlebag.ledger.Drifts;
import io.saddlebag.ledger.Drifts.Drift;
import io.saddlebag.ledger.Drifts.Repeated;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Products.Listing;
import io.saddlebag.ledger.Publications.PublicationRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What stores may sell and how that comes about, what they show, and what differs. */
public final class StockPages implements Part {

    private static final String HOME = "/console/stock";
    private static final int MOST = 100;
    private static final int FEW = 25;

    private final Ledger ledger;
    private final TradeDesks desks;

    StockPages(Ledger ledger, TradeDesks desks) {
        this.ledger = ledger;
        this.desks = desks;
    }

    /**
     * The first page.
     *
     * @param asked what was searched for, where something was
     * @param troubles values that cannot be written to a store, the oldest first
     * @param repeated what differs most often
     */
    public record Front(
            String sku,
            String channel,
            List<String> channels,
            Optional<Asked> asked,
            List<PublicationRow> troubles,
            boolean moreTroubles,
            List<Repeated> repeated,
            Instant now) {}

    /**
     * All that is known of a SKU.
     *
     * @param sums how each channel's number comes about
     * @param shown what stores show of it, and shall show
     * @param drifts what differed, open ones first
     */
    public record Asked(List<Sum> sums, List<PublicationRow> shown, List<Drift> drifts) {}

    /**
     * How a number comes about.
     *
     * @param piece whether it is that of a piece of the kit above it
     */
    public record Sum(Explanation told, List<Block> blocks, boolean piece) {

        /** {@code backorders allowed} and the like, empty for none. */
        public String backorders() {
            return Show.word(told.sellable().backorders().name());
        }
    }

    /** Steps that belong together, e.g. to one node. */
    public record Block(String part, List<Explanation.Step> steps) {}

    /** Drifts that match. */
    public record Drifting(
            String store,
            String field,
            String subject,
            boolean closed,
            List<Drift> drifts,
            boolean more,
            Instant now) {}

    /** Items that need a person. */
    public record Troubled(String store, List<Listing> listings, boolean more, Instant now) {}

    @Override
    public void mount(Pages pages) {
        pages.get(HOME, Permission.SEE_STOCK_AND_PRICES, this::front);
        pages.get(HOME + "/drifts", Permission.SEE_STOCK_AND_PRICES, this::drifts);
        pages.get(HOME + "/products", Permission.SEE_STOCK_AND_PRICES, this::products);
    }

    private void front(PageCall call) {
        Optional<String> channel = call.param("channel").filter(desks.channels()::contains);
        Optional<String> sku = call.param("sku");
        List<PublicationRow> troubles = ledger.publications().troubles(channel, FEW + 1);
        call.show(
                "stock",
                "Stock",
                new Front(
                        sku.orElse(""),
                        channel.orElse(""),
                        desks.channels(),
                        sku.map(wanted -> asked(wanted, channel)),
                        cut(troubles, FEW),
                        troubles.size() > FEW,
                        ledger.drifts().repeated(FEW),
                        desks.clock().instant()));
    }

    private Asked asked(String wanted, Optional<String> channel) {
        List<String> channels = channel.map(List::of).orElse(desks.channels());
        List<Sum> sums = new ArrayList<>();
        Set<String> spellings = new TreeSet<>(Set.of(wanted));
        for (String one : channels) {
            Explanation told = desks.explain().apply(one, wanted);
            spellings.add(told.sellable().sku());
            add(sums, told, false);
        }
        Set<String> stores = new TreeSet<>(channels);
        if (channel.isEmpty()) {
            stores.addAll(desks.reconciliation().stores());
        }
        List<PublicationRow> shown = stores.stream()
                .flatMap(store -> ledger.publications().of(store, List.of(wanted)).stream())
                .toList();
        List<Drift> drifts = spellings.stream()
                .flatMap(
                        subject -> ledger
                                .drifts()
                                .list(new Drifts.Filter(channel, Optional.empty(), Optional.of(subject), true, FEW))
                                .stream())
                .toList();
        return new Asked(sums, shown, drifts);
    }

    private static void add(List<Sum> sums, Explanation told, boolean piece) {
        List<Block> blocks = new ArrayList<>();
        for (Explanation.Step step : told.steps()) {
            if (blocks.isEmpty() || !blocks.get(blocks.size() - 1).part().equals(step.part())) {
                blocks.add(new Block(step.part(), new ArrayList<>()));
            }
            blocks.get(blocks.size() - 1).steps().add(step);
        }
        sums.add(new Sum(told, blocks, piece));
        told.parts().forEach(part -> add(sums, part, true));
    }

    private void drifts(PageCall call) {
        boolean closed = call.param("closed").filter("yes"::equals).isPresent();
        List<Drift> drifts = ledger.drifts()
                .list(new Drifts.Filter(
                        call.param("store"), call.param("field"), call.param("subject"), closed, MOST + 1));
        call.show(
                "drifts",
                "Drifts",
                new Drifting(
                        call.param("store").orElse(""),
                        call.param("field").orElse(""),
                        call.param("subject").orElse(""),
                        closed,
                        cut(drifts, MOST),
                        drifts.size() > MOST,
                        desks.clock().instant()));
    }

    private void products(PageCall call) {
        List<Listing> listings = ledger.products().listings(call.param("store"), true, MOST + 1);
        call.show(
                "products",
                "Products",
                new Troubled(
                        call.param("store").orElse(""),
                        cut(listings, MOST),
                        listings.size() > MOST,
                        desks.clock().instant()));
    }

    private static <T> List<T> cut(List<T> rows, int most) {
        return rows.subList(0, Math.min(rows.size(), most));
    }

    /** The address of the drifts of one field. */
    public static String address(Repeated repeated) {
        return HOME + "/drifts?closed=yes&store=" + PageCall.encoded(repeated.store()) + "&field="
                + PageCall.encoded(repeated.field()) + "&subject=" + PageCall.encoded(repeated.subject());
    }

    /** The address of a SKU's page. */
    public static String address(String sku) {
        return HOME + "?sku=" + PageCall.encoded(sku);
    }

    /** {@code stock} for a page. */
    public static String aspect(PublicationRow row) {
        return row.aspect().name().toLowerCase(Locale.ROOT);
    }
}
