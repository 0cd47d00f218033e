package io.saddlebag.sandbox.odoo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How a sandbox behaves.
 *
 * @param version 17 or 19
 * @param missingModules modules that are not installed: stock, purchase, sale_stock, stock_delivery,
 *     delivery; their models and fields are unknown
 * @param botHasEmail without, 17 refuses deliveries, payments and notes (facts 6)
 * @param measuredPace takes as long as the measured servers, two calls at a time
 * @param conflictShare share of overlapping writes to one record that fail as a serialisation error, 0 to 1
 * @param autoPay how long after posting an invoice is paid; zero for never
 * @param currency the company's currency, ISO code
 * @param withheld what the bot may not: {@code "write stock.quant"} for an operation of a model, or a group's external id
 */
public record OdooOptions(
        int version,
        String database,
        String login,
        String apiKey,
        String limitedApiKey,
        List<Tax> taxes,
        List<Warehouse> warehouses,
        boolean roundGlobally,
        Set<String> missingModules,
        boolean botHasEmail,
        boolean measuredPace,
        double conflictShare,
        Duration autoPay,
        String currency,
        Set<String> withheld) {

    /** Checks the version and copies the lists. */
    public OdooOptions {
        if (version != 17 && version != 19) {
            throw new IllegalArgumentException("the sandbox knows Odoo 17 and 19, not " + version);
        }
        taxes = List.copyOf(taxes);
        warehouses = List.copyOf(warehouses);
        missingModules = Set.copyOf(missingModules);
        withheld = Set.copyOf(withheld);
    }

    /** A stock server of that version: rounding per line in 17, globally in 19, two warehouses, six taxes, instant. */
    public static OdooOptions odoo(int version) {
        return new OdooOptionsBuilder(version).build();
    }

    /** The same with some of it changed. */
    public OdooOptions with(Consumer<OdooOptionsBuilder> changes) {
        OdooOptionsBuilder builder = new OdooOptionsBuilder(this);
        changes.accept(builder);
        return builder.build();
    }

    /** A warehouse: short code (unique) and name. */
    public record Warehouse(String code, String name) {}

    /**
     * A tax.
     *
     * @param percent in percent, e.g. 19
     * @param use {@code sale} or {@code purchase}
     * @param priceIncluded the unit price contains it
     */
    public record Tax(int id, String name, BigDecimal percent, String use, boolean priceIncluded) {}
}
