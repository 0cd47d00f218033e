package io.saddlebag.connector.shipbob;

import io.saddlebag.message.LevelReport.Level;
import java.util.List;

/**
 * A page of stock levels.
 *
 * @param withoutSku items nobody can tell, because they have no SKU
 * @param next cursor of the next page
 * @param more whether there is one
 */
record ShipBobLevelPage(List<Level> levels, int withoutSku, String next, boolean more) {

    ShipBobLevelPage {
        levels = List.copyOf(levels);
    }
}
