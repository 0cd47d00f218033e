package io.saddlebag.sandbox.odoo;

import io.saddlebag.sandbox.odoo.OdooOptions.Tax;
import io.saddlebag.sandbox.odoo.OdooOptions.Warehouse;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Changes some of a sandbox's {@link OdooOptions}; see there for what each means. */
public final class OdooOptionsBuilder {

    private final int version;
    private String database;
    private String login = "woobot";
    private String apiKey = "sandbox-key";
    private String limitedApiKey = "sandbox-limited-key";
    private List<Tax> taxes = List.of(
            new Tax(1, "15%", new BigDecimal("15"), "sale", false),
            new Tax(2, "15%", new BigDecimal("15"), "purchase", false),
            new Tax(3, "0% Exports", BigDecimal.ZERO, "sale", false),
            new Tax(4, "19%", new BigDecimal("19"), "sale", false),
            new Tax(5, "7%", new BigDecimal("7"), "sale", false),
            new Tax(6, "19% incl.", new BigDecimal("19"), "sale", true));
    private List<Warehouse> warehouses = List.of(new Warehouse("WH", "My Company"), new Warehouse("WH2", "3PL East"));
    private boolean roundGlobally;
    private Set<String> missingModules = Set.of();
    private boolean botHasEmail = true;
    private boolean measuredPace;
    private double conflictShare;
    private Duration autoPay = Duration.ZERO;
    private String currency = "USD";
    private Set<String> withheld = Set.of();

    /** A stock server of that version. */
    OdooOptionsBuilder(int version) {
        this.version = version;
        database = "erp" + version;
        roundGlobally = version == 19;
    }

    OdooOptionsBuilder(OdooOptions from) {
        version = from.version();
        database = from.database();
        login = from.login();
        apiKey = from.apiKey();
        limitedApiKey = from.limitedApiKey();
        taxes = from.taxes();
        warehouses = from.warehouses();
        roundGlobally = from.roundGlobally();
        missingModules = from.missingModules();
        botHasEmail = from.botHasEmail();
        measuredPace = from.measuredPace();
        conflictShare = from.conflictShare();
        autoPay = from.autoPay();
        currency = from.currency();
        withheld = from.withheld();
    }

    public OdooOptionsBuilder database(String name) {
        database = name;
        return this;
    }

    /** The bot's login. */
    public OdooOptionsBuilder login(String name) {
        login = name;
        return this;
    }

    /** The bot's API key. */
    public OdooOptionsBuilder apiKey(String key) {
        apiKey = key;
        return this;
    }

    /** The limited user's API key. */
    public OdooOptionsBuilder limitedApiKey(String key) {
        limitedApiKey = key;
        return this;
    }

    /** The one with id 1 is every product's default. */
    public OdooOptionsBuilder taxes(List<Tax> others) {
        taxes = List.copyOf(others);
        return this;
    }

    /** The first is the default. */
    public OdooOptionsBuilder warehouses(List<Warehouse> others) {
        warehouses = List.copyOf(others);
        return this;
    }

    /** Rounds taxes over the order (true) or per line (false). */
    public OdooOptionsBuilder roundGlobally(boolean value) {
        roundGlobally = value;
        return this;
    }

    public OdooOptionsBuilder missingModules(Set<String> names) {
        missingModules = Set.copyOf(names);
        return this;
    }

    public OdooOptionsBuilder botHasEmail(boolean value) {
        botHasEmail = value;
        return this;
    }

    /** The measured servers' pace (true) or instant (false). */
    public OdooOptionsBuilder measuredPace(boolean value) {
        measuredPace = value;
        return this;
    }

    public OdooOptionsBuilder conflictShare(double share) {
        conflictShare = share;
        return this;
    }

    public OdooOptionsBuilder autoPay(Duration after) {
        autoPay = after;
        return this;
    }

    public OdooOptionsBuilder currency(String code) {
        currency = code;
        return this;
    }

    /** What the bot may not: {@code "read product.pricelist"}, or the external id of a group it is not in. */
    public OdooOptionsBuilder withheld(Set<String> rights) {
        withheld = Set.copyOf(rights);
        return this;
    }

    OdooOptions build() {
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
                currency,
                withheld);
    }
}
