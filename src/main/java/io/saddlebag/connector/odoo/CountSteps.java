package io.saddlebag.connector.odoo;

import io.saddlebag.message.StockAdjustment;
import java.math.BigDecimal;
import org.apache.camel.Exchange;

/** One Odoo's counts of stock as the routes of adjustments call them. */
public final class CountSteps {

    private final String name;
    private final Odoo odoo;

    /** Steps of the ERP configured under this name. */
    public CountSteps(String name, Odoo odoo) {
        this.name = name;
        this.odoo = odoo;
    }

    /** Reads what Odoo has of variable {@code adjustment}'s SKU; sets variable {@code onHand}. */
    public void read(Exchange exchange) {
        StockAdjustment adjustment = adjustment(exchange);
        exchange.setVariable(
                "onHand", odoo.onHand(adjustment.place(), adjustment.sku()).orThrow(name, "read-on-hand"));
    }

    /** Writes the count of variable {@code adjustment}; sets the variables {@code before} and {@code after}. */
    public void stage(Exchange exchange) {
        StockAdjustment adjustment = adjustment(exchange);
        counted(
                exchange,
                odoo.stageCount(adjustment.place(), adjustment.sku(), delta(adjustment))
                        .orThrow(name, "stage-count"));
    }

    /** Applies the count with the variables {@code before} and {@code after}, and sets them to what came of it. */
    public void apply(Exchange exchange) {
        StockAdjustment adjustment = adjustment(exchange);
        Counted staged = new Counted(
                exchange.getVariable("before", BigDecimal.class), exchange.getVariable("after", BigDecimal.class));
        counted(
                exchange,
                odoo.applyCount(adjustment.place(), adjustment.sku(), delta(adjustment), staged)
                        .orThrow(name, "apply-count"));
    }

    private static BigDecimal delta(StockAdjustment adjustment) {
        return BigDecimal.valueOf(adjustment.delta());
    }

    private static StockAdjustment adjustment(Exchange exchange) {
        return exchange.getVariable("adjustment", StockAdjustment.class);
    }

    private static void counted(Exchange exchange, Counted counted) {
        exchange.setVariable("before", counted.before());
        exchange.setVariable("after", counted.after());
    }
}
