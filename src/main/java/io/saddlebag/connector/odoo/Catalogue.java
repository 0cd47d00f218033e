package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.Outcome;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/** Looks up what orders refer to: products, taxes, warehouses, currencies, countries. Remembered for a while. */
final class Catalogue {

    private static final int USUAL_PRICE_DECIMALS = 2;

    private final OdooSession odoo;
    private final OdooSettings settings;
    private final Cache<String, Product> products;
    private final Cache<String, List<Row>> lists;
    private final Cache<String, Long> ids;
    private final Coalescer<List<String>, List<Row>> together;

    Catalogue(OdooSession odoo, OdooSettings settings, Batches batches, Clock clock) {
        this.odoo = odoo;
        this.settings = settings;
        this.products = new Cache<>(clock, settings.cacheFor());
        this.lists = new Cache<>(clock, settings.cacheFor());
        this.ids = new Cache<>(clock, settings.cacheFor());
        this.together = batches.reading(this::search);
    }

    /** What a SKU is in Odoo. */
    record Product(String sku, List<Long> active, List<Long> archived) {}

    /** A sales tax. */
    record Tax(long id, String name, boolean priceInclude) {}

    /** Forgets everything, after Odoo refused something found here. */
    void forget() {
        products.clear();
        lists.clear();
        ids.clear();
    }

    /** The products of SKUs, compared exactly; asked in one call for all that are not known yet. */
    Map<String, Product> products(Collection<String> skus) {
        Set<String> wanted = new LinkedHashSet<>(skus);
        Map<String, Product> found = new HashMap<>();
        wanted.forEach(sku -> products.find(sku).ifPresent(p -> found.put(sku, p)));
        List<String> unknown =
                wanted.stream().filter(s -> !found.containsKey(s)).toList();
        if (!unknown.isEmpty()) {
            List<Row> rows = OdooSession.orStop(together.of(unknown));
            for (String sku : unknown) {
                Product product = new Product(sku, ids(rows, sku, true), ids(rows, sku, false));
                found.put(sku, product);
                if (product.active().size() == 1) {
                    products.put(sku, product); // the rest is asked again: a person may be putting it right
                }
            }
        }
        return found;
    }

    /** One search for all the SKUs that several orders ask for at the same time. */
    private void search(List<Asked<List<String>, List<Row>>> asked) {
        Set<String> skus = new LinkedHashSet<>();
        asked.forEach(each -> skus.addAll(each.wish()));
        Outcome<List<Row>> rows = odoo.attempt(() -> new Outcome.Done<>(odoo.rows(OdooCall.searchRead(
                "product.product",
                Domain.all().in("default_code", skus).archivedToo().terms(),
                List.of("default_code", "active")))));
        asked.forEach(each -> each.answer(rows));
    }

    private static List<Long> ids(List<Row> rows, String sku, boolean active) {
        return rows.stream()
                .filter(r -> r.text("default_code").equals(sku) && r.flag("active") == active)
                .map(Row::id)
                .sorted()
                .toList();
    }

    /** The sales taxes the user may see. */
    List<Tax> taxes() {
        return list(
                        "taxes",
                        () -> OdooCall.searchRead(
                                "account.tax",
                                Domain.all().is("type_tax_use", "sale").terms(),
                                List.of("name", "price_include")))
                .stream()
                .map(r -> new Tax(r.id(), r.text("name"), r.flag("price_include")))
                .toList();
    }

    /** The warehouse with a code. */
    Optional<Warehouse> warehouse(String code) {
        return list(
                        "warehouses",
                        () -> OdooCall.searchRead(
                                "stock.warehouse", Domain.all().terms(), List.of("code", "name", "lot_stock_id")))
                .stream()
                .filter(r -> r.text("code").equals(code))
                .map(r -> new Warehouse(r.id(), r.ref("lot_stock_id")))
                .findFirst();
    }

    /** A warehouse and the location its goods lie in. */
    record Warehouse(long id, OptionalLong stock) {}

    /** The warehouse of an operation type. */
    OptionalLong warehouseOf(long type) {
        return list(
                        "operation types",
                        () -> OdooCall.searchRead(
                                "stock.picking.type", Domain.all().terms(), List.of("code", "warehouse_id")))
                .stream()
                .filter(r -> r.id() == type)
                .map(r -> r.ref("warehouse_id"))
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    /** A country by its ISO code. */
    OptionalLong country(String code) {
        return id(
                "country " + code,
                () -> OdooCall.searchRead(
                        "res.country", Domain.all().is("code", code).terms(), List.of("code")));
    }

    /** A state; shops write {@code NY} or {@code DE-BY}, Odoo {@code NY} and {@code BY}. */
    OptionalLong state(long country, String countryCode, String code) {
        String plain = code.startsWith(countryCode + "-") ? code.substring(countryCode.length() + 1) : code;
        return id(
                "state " + country + " " + plain,
                () -> OdooCall.searchRead(
                        "res.country.state",
                        Domain.all().is("country_id", country).is("code", plain).terms(),
                        List.of("code")));
    }

    /** A currency in use, by its ISO code. */
    OptionalLong currency(String code) {
        return id(
                "currency " + code,
                () -> OdooCall.searchRead(
                        "res.currency", Domain.all().is("name", code).terms(), List.of("name")));
    }

    /** The company orders are posted in: the one of the settings, else the bot user's. */
    Row company() {
        List<Row> companies = list(
                "companies",
                () -> OdooCall.searchRead("res.company", Domain.all().terms(), List.of("name", "currency_id")));
        Optional<String> wanted = settings.company();
        if (wanted.isPresent()) {
            return companies.stream()
                    .filter(c -> c.text("name").equals(wanted.get())
                            || String.valueOf(c.id()).equals(wanted.get()))
                    .findFirst()
                    .orElseThrow(() -> Stopped.refused(
                            "unknown-company",
                            "Odoo shows no company '" + wanted.get() + "'",
                            "correct " + settings.property("company")));
        }
        if (companies.size() == 1) {
            return companies.get(0);
        }
        long own = ids.get("own company", () -> odoo.one("res.users", user(), List.of("company_id"))
                .ref("company_id")
                .orElseThrow(() -> Stopped.odd("the bot user has no company")));
        return companies.stream()
                .filter(c -> c.id() == own)
                .findFirst()
                .orElseThrow(() -> Stopped.odd("the bot user's company is not shown"));
    }

    /** The bot user's id. */
    long user() {
        return ids.get("user", () -> {
            JsonNode answer =
                    odoo.ask(OdooCall.model("res.users", "context_get")).path("uid");
            if (!answer.isIntegralNumber()) {
                throw Stopped.odd("res.users.context_get names no uid");
            }
            return answer.asLong();
        });
    }

    /** The pricelist orders in a currency get; it is what carries a currency in Odoo. */
    OptionalLong pricelist(String code, long currency, long companyCurrency, Missing missing) {
        Optional<String> wanted = Optional.ofNullable(settings.pricelists().get(code));
        if (wanted.isEmpty() && currency == companyCurrency) {
            return OptionalLong.empty();
        }
        List<Row> all = list(
                "pricelists",
                () -> OdooCall.searchRead("product.pricelist", Domain.all().terms(), List.of("name", "currency_id")));
        List<Row> fit = all.stream()
                .filter(p -> wanted.isEmpty()
                        || p.text("name").equals(wanted.get())
                        || String.valueOf(p.id()).equals(wanted.get()))
                .filter(p -> p.ref("currency_id").equals(OptionalLong.of(currency)))
                .toList();
        if (fit.size() == 1) {
            return OptionalLong.of(fit.get(0).id());
        }
        missing.add(
                "unknown-pricelist",
                fit.size() + " pricelists in Odoo are in " + code
                        + wanted.map(w -> " and named '" + w + "'").orElse(""),
                "set " + settings.property("pricelist." + code) + " to the id of a pricelist in " + code);
        return OptionalLong.empty();
    }

    /**
     * Digits of a unit price. Asked of the field itself, whose description carries what its decimal accuracy says (Odoo 17 to
     * 19, fields.py: {@code Float._description_digits}): whoever may sell may read it, while the accuracies' own table may be
     * closed to a bot.
     */
    int priceDecimals() {
        if (settings.priceDecimals().isPresent()) {
            return settings.priceDecimals().getAsInt();
        }
        return Math.toIntExact(ids.get("price decimals", () -> {
            JsonNode described = odoo.ask(OdooCall.model("sale.order.line", "fields_get")
                    .positional("allfields", OdooCall.texts(List.of("price_unit")))
                    .named("attributes", OdooCall.texts(List.of("digits"))));
            int digits = described.path("price_unit").path("digits").path(1).asInt(USUAL_PRICE_DECIMALS);
            return (long) (digits >= 0 && digits <= 6 ? digits : USUAL_PRICE_DECIMALS);
        }));
    }

    private List<Row> list(String what, Supplier<OdooCall> call) {
        return lists.get(what, () -> odoo.rows(call.get()));
    }

    private OptionalLong id(String key, Supplier<OdooCall> call) {
        Optional<Long> known = ids.find(key);
        if (known.isPresent()) {
            return OptionalLong.of(known.get());
        }
        List<Long> found = odoo.rows(call.get()).stream().map(Row::id).sorted().toList();
        if (found.isEmpty()) {
            return OptionalLong.empty();
        }
        ids.put(key, found.get(0));
        return OptionalLong.of(found.get(0));
    }
}
