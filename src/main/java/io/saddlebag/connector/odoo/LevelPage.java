package io.saddlebag.connector.odoo;

import io.saddlebag.message.LevelReport.Item;
import io.saddlebag.message.LevelReport.Level;
import java.util.List;

/**
 * A page of stock levels, whole for each SKU it names: of every warehouse, also of those that have nothing of it.
 *
 * @param levels quantities by warehouse
 * @param items what Odoo's item master says of the SKUs
 * @param notices what a person must put right in Odoo before a SKU can be read
 * @param next cursor of the next page, or of the next reading where there is no more
 * @param more whether the reading goes on
 */
public record LevelPage(List<Level> levels, List<Item> items, List<String> notices, String next, boolean more) {

    /** Copies the lists. */
    public LevelPage {
        levels = List.copyOf(levels);
        items = List.copyOf(items);
        notices = List.copyOf(notices);
    }
}
