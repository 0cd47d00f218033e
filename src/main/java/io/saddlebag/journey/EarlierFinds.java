package io.saddlebag.journey;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.contract.NotJson;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.OrderFinds;
import io.saddlebag.ledger.OrderFinds.Earlier;
import io.saddlebag.ledger.OrderFinds.Found;
import io.saddlebag.order.OrderKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has orders found by their SKUs and tracking numbers that were written before these were kept, page by page while the daemon
 * works; a restart goes on where the last one stopped. Once in a ledger's life.
 */
public final class EarlierFinds {

    private static final Logger LOG = LoggerFactory.getLogger(EarlierFinds.class);

    /** Cursor: the last order that was looked at, or that all were. */
    private static final String CURSOR = "finds-of-earlier-orders";

    private static final String DONE = "done";
    private static final int PAGE = 500;

    private final Ledger ledger;
    private final OrderFinds finds;

    /** Fills this ledger. */
    public EarlierFinds(Ledger ledger) {
        this.ledger = ledger;
        this.finds = ledger.orderFinds();
    }

    /** Looks at the next orders; whether there may be more. */
    public boolean next() {
        Optional<String> cursor = ledger.cursor(CURSOR);
        if (cursor.filter(DONE::equals).isPresent()) {
            return false;
        }
        List<Earlier> page = finds.after(cursor.map(OrderKey::parse), PAGE);
        finds.note(page.stream().map(EarlierFinds::found).toList());
        boolean more = page.size() == PAGE;
        ledger.moveCursor(CURSOR, more ? page.get(PAGE - 1).order().toString() : DONE);
        return more;
    }

    private static Found found(Earlier earlier) {
        List<String> tracking = new ArrayList<>();
        earlier.shipments()
                .forEach(shipment -> tracking.addAll(values(earlier.order(), shipment, "parcels", "trackingNumber")));
        List<String> skus = values(earlier.order(), earlier.document(), "lines", "sku");
        return new Found(earlier.order(), earlier.placedAt(), skus, tracking);
    }

    private static List<String> values(OrderKey order, String document, String list, String field) {
        List<String> values = new ArrayList<>();
        try {
            for (JsonNode each : Documents.parse(document).path(list)) {
                values.add(each.path(field).asText(""));
            }
        } catch (NotJson e) {
            LOG.warn("a stored document of order {} cannot be read, so it is not found by it", order);
        }
        return values;
    }
}
