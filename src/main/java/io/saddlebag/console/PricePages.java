package io.saddlebag.console;

import io.saddlebag.access.Permission;
import io.saddlebag.ledger.Actor;
import io.saddlebag.ledger.Prices.Decided;
import io.saddlebag.ledger.Prices.Filter;
import io.saddlebag.ledger.Prices.Hold;
import io.saddlebag.ledger.Prices.Price;
import io.saddlebag.pricing.decision.PriceDesk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Price changes that wait for a person, items whose price cannot be told, and what became of a price. */
public final class PricePages implements Part {

    private static final String HOME = "/console/prices";
    private static final int MOST = 100;

    private final TradeDesks desks;

    PricePages(TradeDesks desks) {
        this.desks = desks;
    }

    /**
     * What waits.
     *
     * @param query the filter as an address says it, empty for none
     * @param decides whether the viewer may decide
     */
    public record Held(
            String store,
            String reason,
            String sku,
            String query,
            List<Hold> holds,
            boolean more,
            List<Price> problems,
            boolean moreProblems,
            boolean decides,
            Instant now) {}

    /** An item's price and what was held of it. */
    public record Item(PriceDesk.Shown shown) {}

    @Override
    public void mount(Pages pages) {
        pages.get(HOME, Permission.SEE_STOCK_AND_PRICES, this::held);
        pages.get(HOME + "/item", Permission.SEE_STOCK_AND_PRICES, this::item);
        pages.post(HOME + "/all/approve", Permission.DECIDE_PRICES, call -> all(call, true));
        pages.post(HOME + "/all/refuse", Permission.DECIDE_PRICES, call -> all(call, false));
        pages.post(HOME + "/held/:id/approve", Permission.DECIDE_PRICES, call -> one(call, true));
        pages.post(HOME + "/held/:id/refuse", Permission.DECIDE_PRICES, call -> one(call, false));
    }

    private void held(PageCall call) {
        Optional<String> store = call.param("store");
        List<Hold> holds = desks.prices().held(new Filter(store, call.param("reason"), call.param("sku"), MOST + 1));
        List<Price> problems = desks.prices().troubles(store, MOST + 1);
        call.show(
                "prices",
                "Prices",
                new Held(
                        store.orElse(""),
                        call.param("reason").orElse(""),
                        call.param("sku").orElse(""),
                        query(store, call.param("reason"), call.param("sku")),
                        holds.subList(0, Math.min(holds.size(), MOST)),
                        holds.size() > MOST,
                        problems.subList(0, Math.min(problems.size(), MOST)),
                        problems.size() > MOST,
                        call.may(Permission.DECIDE_PRICES),
                        desks.clock().instant()));
    }

    private void item(PageCall call) {
        String store = call.param("store").orElse("");
        String sku = call.param("sku").orElse("");
        PriceDesk.Shown shown = desks.prices()
                .show(store, sku)
                .orElseThrow(() ->
                        new PageCall.NotHere("Nothing is known of a price of '" + sku + "' in store '" + store + "'."));
        call.show("price", sku, new Item(shown));
    }

    private void one(PageCall call, boolean approve) {
        String why = call.needed("why", "The reason");
        Actor actor = call.actor();
        Decided decided = approve
                ? desks.prices().approve(call.path("id"), actor, why)
                : desks.prices().refuse(call.path("id"), actor, why);
        Hold hold = decided.hold().orElseThrow(() -> new PageCall.NotHere("No price change has this id."));
        if (decided.done()) {
            call.done(
                    back(call),
                    hold.sku() + " in " + hold.store() + ": " + ValueWords.of(hold.after())
                            + (approve ? " is approved and goes to the store." : " is refused; the price stays."));
        } else {
            call.failed(
                    back(call),
                    "Nothing was done: the change of " + hold.sku() + " is "
                            + Show.word(hold.state().name()) + " already (" + hold.why() + ").");
        }
    }

    private void all(PageCall call, boolean approve) {
        String why = call.needed("why", "The reason");
        Filter filter = new Filter(call.field("store"), call.field("reason"), call.field("sku"), 1);
        if (filter.store().isEmpty()
                && filter.reason().isEmpty()
                && filter.skuPrefix().isEmpty()) {
            throw new PageCall.BadForm("Filter by store, reason or the beginning of SKUs first.");
        }
        PriceDesk.Many many = desks.prices().all(filter, approve, call.actor(), why);
        call.done(
                HOME,
                many.done()
                        + (many.done() == 1 ? " change was " : " changes were ")
                        + (approve ? "approved" : "refused")
                        + (many.left() == 0 ? "." : "; about " + many.left() + " somebody else decided meanwhile."));
    }

    private static String back(PageCall call) {
        String query = query(call.field("store"), call.field("reason"), call.field("sku"));
        return query.isEmpty() ? HOME : HOME + "?" + query;
    }

    private static String query(Optional<String> store, Optional<String> reason, Optional<String> sku) {
        List<String> parts = new ArrayList<>();
        store.ifPresent(value -> parts.add("store=" + PageCall.encoded(value)));
        reason.ifPresent(value -> parts.add("reason=" + PageCall.encoded(value)));
        sku.ifPresent(value -> parts.add("sku=" + PageCall.encoded(value)));
        return String.join("&", parts);
    }

    /** The address of an item's price. */
    public static String address(String store, String sku) {
        return HOME + "/item?" + query(Optional.of(store), Optional.empty(), Optional.of(sku));
    }

    /** The address of the held changes of one reason. */
    public static String address(String reason) {
        return HOME + "?" + query(Optional.empty(), Optional.of(reason), Optional.empty());
    }
}
