package io.saddlebag.stock;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.ledger.Publications.Turn;
import io.saddlebag.message.Headers;
import io.saddlebag.stock.SellableStock.Changed;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the routes {@code watch-stock} and {@code decide-sellable-stock}.
 *
 * <p>Delivery guarantee: repeatable. What changed is forgotten only after its wishes are on disk, and a daemon that starts
 * looks at everything again. Of several daemons one decides at a time, the one that has the group of the queue; the others
 * keep up, and remember what changed for the day they take over. Each decision is a turn: where the broker has given the group
 * away meanwhile, because a daemon did not answer for a while, what that one decided comes too late and is not kept.
 */
public final class StockSteps {

    private static final Logger LOG = LoggerFactory.getLogger(StockSteps.class);
    private static final String GROUP = "stock";
    /** What is changed and was told stays changed where a store cannot be told yet: it is told again after a while. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final SellableStock sellable;
    private final Wishes wishes;
    private final Ledger ledger;
    private final Consumer<String> wake;
    private final Clock clock;
    private String announced = "";
    private boolean blind;

    /**
     * Decides about these.
     *
     * @param wake has what is due in a store looked at soon
     */
    public StockSteps(SellableStock sellable, Wishes wishes, Ledger ledger, Consumer<String> wake, Clock clock) {
        this.sellable = sellable;
        this.wishes = wishes;
        this.ledger = ledger;
        this.wake = wake;
        this.clock = clock;
    }

    /**
     * Looks whether anything changed; sets variable {@code changed}, and makes the message the one that tells so.
     */
    public synchronized void look(Exchange exchange) {
        exchange.setVariable("changed", false);
        if (!wishes.areOfAny()) {
            return; // nobody wants to know
        }
        try {
            Optional<String> news =
                    sellable.news().map(name -> "stock/" + name + "/" + clock.millis() / AGAIN.toMillis());
            if (news.isPresent() && !news.get().equals(announced)) {
                announced = news.get();
                exchange.setVariable("changed", true);
                exchange.getMessage().setHeader(Headers.GROUP, GROUP);
                exchange.getMessage().setHeader(Headers.DUPLICATE_ID, announced);
                exchange.getMessage()
                        .setBody(Documents.bytes(JsonNodeFactory.instance
                                .objectNode()
                                .put("contract", "tick.v1")
                                .put("feed", "stock")
                                .put("partner", "stores")));
            }
            blind = false;
        } catch (LedgerUnavailable e) {
            if (!blind) {
                LOG.warn("changes of stock cannot be seen, it is tried again at once: {}", e.getMessage());
            }
            blind = true;
        }
    }

    /** Decides what stores may sell of all that changed, keeps it as wishes, and has the stores looked at. */
    public void decide(Exchange exchange) {
        Turn turn = wishes.turn();
        Changed changed = sellable.changed();
        Optional<Set<String>> stores = wishes.keep(turn, changed);
        if (stores.isEmpty()) {
            LOG.info("another daemon decides about stock by now, this one's decision came too late");
            return;
        }
        String number = String.valueOf(changed.upTo());
        for (String store : wishes.readyStores()) {
            if (!ledger.cursor(decided(store)).orElse("").equals(number)) {
                ledger.moveCursor(decided(store), number);
            }
        }
        settle(changed);
        stores.get().forEach(wake);
    }

    /**
     * Cursor: the number in the change sequence up to which everything is part of what a store shall show. It stands still
     * while the store's wishes do: an order they do not contain must not count as known.
     */
    public static String decided(String store) {
        return "sellable-stock-of-" + store;
    }

    /** What a store cannot be told yet stays changed. */
    private void settle(Changed changed) {
        Changed told = new Changed(changed.notes(), changed.upTo());
        told.notes().keySet().removeIf(key -> wishes.areOf(key.channel()) && !wishes.isReady(key.channel()));
        sellable.settle(told);
    }
}
