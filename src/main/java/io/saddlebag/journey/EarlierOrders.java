package io.saddlebag.journey;

import io.saddlebag.contract.Documents;
import io.saddlebag.contract.NotJson;
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

    private final StockLedger stock;

    /** Fills this ledger. */
    public EarlierOrders(StockLedger stock) {
        this.stock = stock;
    }

    /** Fills what is missing; how many orders were looked at. */
    public int fill() {
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
