package io.saddlebag.sandbox.woocommerce;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;

/** Changes some of a store's {@link SandboxStore.Options}; see there for what each means. */
public final class StoreOptionsBuilder {

    private String consumerKey = "ck_sandbox";
    private String consumerSecret = "cs_sandbox";
    private List<ApiKey> moreKeys = List.of();
    private String name = "Sandbox Saddlery";
    private String currency = "EUR";
    private String country = "DE";
    private List<TaxRate> taxRates = List.of(
            TaxRate.standard("DE", "19", "USt."),
            TaxRate.reduced("DE", "7", "USt. red."),
            TaxRate.standard("AT", "20", "USt."),
            TaxRate.reduced("AT", "10", "USt. red."),
            TaxRate.standard("FR", "20", "TVA"),
            TaxRate.reduced("FR", "5.5", "TVA red."),
            TaxRate.standard("NL", "21", "BTW"),
            TaxRate.reduced("NL", "9", "BTW laag"));
    private boolean pricesIncludeTax;
    private boolean tls = true;
    private boolean plainPermalinks;
    private ZoneId zone = ZoneId.of("Europe/Berlin");
    private List<SeedProduct> products = SeedProduct.saddlery();
    private long seed = 20_26;
    private boolean keepWebhookConnections;
    private List<String> moreStatuses = List.of();
    private ShopperHabits habits = ShopperHabits.usual();
    private Clock clock = Clock.systemUTC();

    private StoreOptionsBuilder() {}

    StoreOptionsBuilder(SandboxStore.Options from) {
        consumerKey = from.consumerKey();
        consumerSecret = from.consumerSecret();
        moreKeys = from.moreKeys();
        name = from.name();
        currency = from.currency();
        country = from.country();
        taxRates = from.taxRates();
        pricesIncludeTax = from.pricesIncludeTax();
        tls = from.tls();
        plainPermalinks = from.plainPermalinks();
        zone = from.zone();
        products = from.products();
        seed = from.seed();
        keepWebhookConnections = from.keepWebhookConnections();
        moreStatuses = from.moreStatuses();
        habits = from.habits();
        clock = from.clock();
    }

    static StoreOptionsBuilder berlin() {
        return new StoreOptionsBuilder();
    }

    public StoreOptionsBuilder credentials(String key, String secret) {
        consumerKey = key;
        consumerSecret = secret;
        return this;
    }

    public StoreOptionsBuilder moreKeys(ApiKey... keys) {
        moreKeys = List.of(keys);
        return this;
    }

    public StoreOptionsBuilder name(String value) {
        name = value;
        return this;
    }

    public StoreOptionsBuilder currency(String value) {
        currency = value;
        return this;
    }

    public StoreOptionsBuilder country(String value) {
        country = value;
        return this;
    }

    public StoreOptionsBuilder taxRates(TaxRate... rates) {
        taxRates = List.of(rates);
        return this;
    }

    public StoreOptionsBuilder pricesIncludeTax(boolean value) {
        pricesIncludeTax = value;
        return this;
    }

    public StoreOptionsBuilder tls(boolean value) {
        tls = value;
        return this;
    }

    public StoreOptionsBuilder plainPermalinks(boolean value) {
        plainPermalinks = value;
        return this;
    }

    public StoreOptionsBuilder zone(ZoneId value) {
        zone = value;
        return this;
    }

    public StoreOptionsBuilder products(List<SeedProduct> value) {
        products = List.copyOf(value);
        return this;
    }

    public StoreOptionsBuilder seed(long value) {
        seed = value;
        return this;
    }

    public StoreOptionsBuilder keepWebhookConnections(boolean value) {
        keepWebhookConnections = value;
        return this;
    }

    public StoreOptionsBuilder moreStatuses(List<String> value) {
        moreStatuses = List.copyOf(value);
        return this;
    }

    public StoreOptionsBuilder habits(ShopperHabits value) {
        habits = value;
        return this;
    }

    public StoreOptionsBuilder clock(Clock value) {
        clock = value;
        return this;
    }

    SandboxStore.Options build() {
        return new SandboxStore.Options(
                consumerKey,
                consumerSecret,
                moreKeys,
                name,
                currency,
                country,
                taxRates,
                pricesIncludeTax,
                tls,
                plainPermalinks,
                zone,
                products,
                seed,
                keepWebhookConnections,
                moreStatuses,
                habits,
                clock);
    }
}
