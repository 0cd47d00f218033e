package io.saddlebag.connector.odoo;

import java.math.BigDecimal;

/**
 * A count of one product in one warehouse.
 *
 * @param before what Odoo had
 * @param after what was counted
 */
public record Counted(BigDecimal before, BigDecimal after) {}
