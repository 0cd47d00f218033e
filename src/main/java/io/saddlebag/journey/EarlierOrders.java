package io.saddlebag.journey;

import io.saddlebag.contract.Documents;
import io.saddlebag.contract.NotJson;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.StockLedger;
import io.saddlebag.ledger.StockLedger.Undemanded;
import io.saddlebag.order.Order;
import io.saddlebag.order.OrderKey;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes what orders need of the stock that were under way before that was noted, from their stored documents. Done at every
 * start: where nothing is to be done it is one question, and an older version that ran beside this one leaves no gap.
 */
public final class EarlierOrders {

    private static final int PAGE = 500;

    private static final Logger LOG = LoggerFactory.getLogger(EarlierOrders.class);

    /** Cursor: that it has been done. */
    private static final String DONE = "demand-of-earlier-orders";

    private final Ledger ledger;
    private final StockLedger stock;

    /** Fills this ledger. */
    public EarlierOrders(Ledger ledger) {
        this.ledger = ledger;
        this.stock = ledger.stock();
    }

    /** Fills what is missing, once in a ledger's life; how many orders were looked at. */
    public int fill() {
        if (ledger.cursor(DONE).isPresent()) {
            return 0;
        }
        int filled = 0;
        Optional<OrderKey> last = Optional.empty();
        List<Undemanded> page;
        do {
            page = stock.withoutDemand(last, PAGE);
            for (Undemanded each : page) {
                fill(each);
                last = Optional.of(each.order());
            }
            filled += page.size();
        } while (page.size() == PAGE);
        if (filled > 0) {
            LOG.info("{} orders under way were looked at for what they need of the stock", filled);
        }
        ledger.moveCursor(DONE, "done");
        return filled;
    }

    private void fill(Undemanded each) {
        try {
            stock.fill(each.order(), SoldPieces.of(Documents.read(each.document(), Order.class)));
        } catch (NotJson e) {
            LOG.warn("the stored document of order {} cannot be read, so its pieces are not counted", each.order());
        }
    }
}
