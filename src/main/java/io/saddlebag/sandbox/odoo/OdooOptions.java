package io.saddlebag.sandbox.odoo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;

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
        String currency) {

    /** Checks the version and copies the lists. */
    public OdooOptions {
        if (version != 17 && version != 19) {
            throw new IllegalArgumentException("the sandbox knows Odoo 17 and 19, not " + version);
        }
        taxes = List.copyOf(taxes);
        warehouses = List.copyOf(warehouses);
        missingModules = Set.copyOf(missingModules);
    }

    /** A stock server of that version: rounding per line in 17, globally in 19, two warehouses, six taxes, instant. */
    public static OdooOptions odoo(int version) {
        return new OdooOptions(
                version,
                "erp" + version,
                "woobot",
                "sandbox-key",
                "sandbox-limited-key",
                List.of(
                        new Tax(1, "15%", new BigDecimal("15"), "sale", false),
                        new Tax(2, "15%", new BigDecimal("15"), "purchase", false),
                        new Tax(3, "0% Exports", BigDecimal.ZERO, "sale", false),
                        new Tax(4, "19%", new BigDecimal("19"), "sale", false),
                        new Tax(5, "7%", new BigDecimal("7"), "sale", false),
                        new Tax(6, "19% incl.", new BigDecimal("19"), "sale", true)),
                List.of(new Warehouse("WH", "My Company"), new Warehouse("WH2", "3PL East")),
                version == 19,
                Set.of(),
                true,
                false,
                0,
                Duration.ZERO,
                "USD");
    }

    /** The same with another database name. */
    public OdooOptions withDatabase(String database) {
        return new OdooOptions(
                version,
                database,
                login,
                apiKey,
                limitedApiKey,
                taxes,
                warehouses,
                roundGlobally,
                missingModules,
                botHasEmail,
                measuredPace,
                conflictShare,
                autoPay,
                currency);
    }

    /** The same with another bot login. */
    public OdooOptions withLogin(String login) {
        return new OdooOptions(
                version,
                database,
                login,
                apiKey,
                limitedApiKey,
                taxes,
                warehouses,
                roundGlobally,
                missingModules,
                botHasEmail,
                measuredPace,
                conflictShare,
                autoPay,
                currency);
    }

    /** The same with another API key of the bot. */
    public OdooOptions withApiKey(String apiKey) {
        return new OdooOptions(
                version,
                database,
                login,
                apiKey,
                limitedApiKey,
                taxes,
                warehouses,
                roundGlobally,
                missingModules,
                botHasEmail,
                measuredPace,
                conflictShare,
                autoPay,
                currency);
    }

    /** The same with another API key of the limited user. */
    public OdooOptions withLimitedApiKey(String limitedApiKey) {
        return new OdooOptions(
                version,
                database,
                login,
                apiKey,
                limitedApiKey,
                taxes,
                warehouses,
                roundGlobally,
                missingModules,
                botHasEmail,
                measuredPace,
                conflictShare,
                autoPay,
                currency);
    }

    /** The same with other taxes; the one with id 1 is every product's default. */
    public OdooOptions withTaxes(List<Tax> taxes) {
        return new OdooOptions(
                version,
                database,
                login,
                apiKey,
                limitedApiKey,
                taxes,
                warehouses,
                roundGlobally,
                missingModules,
                botHasEmail,
                measuredPace,
                conflictShare,
                autoPay,
                currency);
    }

    /** The same with other warehouses; the first is the default. */
    public OdooOptions withWarehouses(List<Warehouse> warehouses) {
        return new OdooOptions(
                version,
                database,
                login,
                apiKey,
                limitedApiKey,
                taxes,
                warehouses,
                roundGlobally,
                missingModules,
                botHasEmail,
                measuredPace,
                conflictShare,
                autoPay,
                currency);
    }

    /** The same with taxes rounded over the order (true) or per line (false). */
    public OdooOptions withRoundGlobally(boolean roundGlobally) {
        return new OdooOptions(
                version,
                database,
                login,
                apiKey,
                limitedApiKey,
                taxes,
                warehouses,
                roundGlobally,
                missingModules,
                botHasEmail,
                measuredPace,
                conflictShare,
                autoPay,
                currency);
    }

    /** The same without these modules. */
    public OdooOptions withMissingModules(Set<String> missingModules) {
        return new OdooOptions(
                version,
                database,
                login,
                apiKey,
                limitedApiKey,
                taxes,
                warehouses,
                roundGlobally,
                missingModules,
                botHasEmail,
                measuredPace,
                conflictShare,
                autoPay,
                currency);
    }

    /** The same with a bot that has, or has not, an e-mail address. */
    public OdooOptions withBotHasEmail(boolean botHasEmail) {
        return new OdooOptions(
                version,
                database,
                login,
                apiKey,
                limitedApiKey,
                taxes,
                warehouses,
                roundGlobally,
                missingModules,
                botHasEmail,
                measuredPace,
                conflictShare,
                autoPay,
                currency);
    }

    /** The same at the measured servers' pace (true) or instant (false). */
    public OdooOptions withMeasuredPace(boolean measuredPace) {
        return new OdooOptions(
                version,
                database,
                login,
                apiKey,
                limitedApiKey,
                taxes,
                warehouses,
                roundGlobally,
                missingModules,
                botHasEmail,
                measuredPace,
                conflictShare,
                autoPay,
                currency);
    }

    /** The same with this share of overlapping writes failing. */
    public OdooOptions withConflictShare(double conflictShare) {
        return new OdooOptions(
                version,
                database,
                login,
                apiKey,
                limitedApiKey,
                taxes,
                warehouses,
                roundGlobally,
                missingModules,
                botHasEmail,
                measuredPace,
                conflictShare,
                autoPay,
                currency);
    }

    /** The same with posted invoices paid after this time. */
    public OdooOptions withAutoPay(Duration autoPay) {
        return new OdooOptions(
                version,
                database,
                login,
                apiKey,
                limitedApiKey,
                taxes,
                warehouses,
                roundGlobally,
                missingModules,
                botHasEmail,
                measuredPace,
                conflictShare,
                autoPay,
                currency);
    }

    /** The same with this company currency. */
    public OdooOptions withCurrency(String currency) {
        return new OdooOptions(
                version,
                database,
                login,
                apiKey,
                limitedApiKey,
                taxes,
                warehouses,
                roundGlobally,
                missingModules,
                botHasEmail,
                measuredPace,
                conflictShare,
                autoPay,
                currency);
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
