package io.saddlebag.connector.odoo;

import io.saddlebag.delivery.Credentials;
import io.saddlebag.settings.Section;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The settings of one Odoo, {@code saddlebag.erp.<id>.*}. Every key is explained where it is read, in {@link #from}.
 *
 * @param name configured name of the ERP
 * @param url address without a trailing slash
 * @param database database name
 * @param login the bot user's login; JSON-RPC needs it, JSON-2 does not
 * @param apiKey the bot user's API key; masked in {@link #toString}
 * @param protocol which remote interface to use
 * @param company id or exact name of the company to post in, where the user has several
 * @param warehouse code of the Odoo warehouse orders are posted to, empty for Odoo's own default
 * @param warehouses our warehouse name → Odoo warehouse code
 * @param taxes {@code [store.]<rate id | rate code | percent%>} or {@code none} → Odoo tax id or exact name
 * @param products {@code <store>.<product id>[.<variation id>]} → SKU in Odoo; goes before the SKU the store shows
 * @param shippingProducts shipping method id or {@code default} → SKU
 * @param feeProduct SKU for fees
 * @param roundingProduct SKU for rounding lines
 * @param placeholder SKU an unknown item is posted with; empty parks the order
 * @param tolerances currency → largest difference of totals that counts as rounding, in that currency
 * @param rounding what becomes of a difference within the tolerance
 * @param invoice whether we create invoices or only watch them
 * @param invoiceOn when we create them
 * @param pricelists currency → pricelist id or exact name
 * @param team sales team id
 * @param user salesperson's user id
 * @param paymentTerm payment term id
 * @param namespace module part of our external ids
 * @param connections how many calls may be under way at once
 * @param batch what is asked of Odoo in one call
 * @param timeout limit of one call
 * @param cacheFor how long products, taxes and the like are remembered
 * @param overlap how far a poll looks back behind its cursor
 * @param priceDecimals digits of a unit price, empty to ask Odoo
 * @param stock what is read of its stock
 * @param language code of the language items' texts are read in
 */
public record OdooSettings(
        String name,
        String url,
        String database,
        String login,
        String apiKey,
        Protocol protocol,
        Optional<String> company,
        Optional<String> warehouse,
        Map<String, String> warehouses,
        Map<String, String> taxes,
        Map<String, String> products,
        Map<String, String> shippingProducts,
        Optional<String> feeProduct,
        Optional<String> roundingProduct,
        Optional<String> placeholder,
        Map<String, BigDecimal> tolerances,
        Rounding rounding,
        Invoicing invoice,
        InvoiceOn invoiceOn,
        Map<String, String> pricelists,
        OptionalLong team,
        OptionalLong user,
        OptionalLong paymentTerm,
        String namespace,
        int connections,
        Batch batch,
        Duration timeout,
        Duration cacheFor,
        Duration overlap,
        OptionalInt priceDecimals,
        StockReading stock,
        String language) {

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(_[A-Z0-9]{2,3})?(@[a-z]+)?");
    private static final Pattern NAMESPACE = Pattern.compile("[a-z][a-z0-9_]{0,29}");

    /** Copies the collections. */
    public OdooSettings {
        warehouses = Map.copyOf(warehouses);
        taxes = Map.copyOf(taxes);
        products = Map.copyOf(products);
        shippingProducts = Map.copyOf(shippingProducts);
        tolerances = Map.copyOf(tolerances);
        pricelists = Map.copyOf(pricelists);
    }

    /** SKUs of the products that stand on orders for what no shopper puts into a basket: shipping, fees, rounding, unknown items. */
    public Set<String> articlesOfOrders() {
        Set<String> skus = new TreeSet<>(shippingProducts.values());
        feeProduct.ifPresent(skus::add);
        roundingProduct.ifPresent(skus::add);
        placeholder.ifPresent(skus::add);
        return skus;
    }

    /**
     * How orders that wait for Odoo at the same time share its calls.
     *
     * @param size orders in one call at most; 1 makes a call for each
     * @param linger how long the first of a batch waits for others at most
     */
    public record Batch(int size, Duration linger) {

        private static Batch from(Section s) {
            int size = s.number("batch.size", 50); // a load of 50 orders of 3 lines took 1 s, their confirmation 6 s
            if (size < 1 || size > 500) {
                s.problem("batch.size", "must be 1 to 500");
            }
            Duration linger = s.duration("batch.linger", Duration.ofMillis(50)); // only where others are under way
            if (linger.compareTo(Duration.ofSeconds(10)) > 0) {
                s.problem("batch.linger", "must be 10s at most");
            }
            return new Batch(size, linger);
        }
    }

    /** Remote interface. */
    public enum Protocol {
        /** JSON-2 from Odoo 19 where it answers, else JSON-RPC. */
        AUTO,
        /** {@code /jsonrpc}, all versions up to 19. */
        JSON_RPC,
        /** {@code /json/2}, from 19. */
        JSON_2
    }

    /** What becomes of a total that differs within the tolerance. */
    public enum Rounding {
        /** An untaxed line with the rounding product makes the totals equal. */
        LINE,
        /** Posted as it is. */
        ACCEPT,
        /** Parked for a person. */
        PARK
    }

    /** Who creates invoices. */
    public enum Invoicing {
        /** We do. */
        CREATE,
        /** Odoo or a person does; we watch. */
        WATCH
    }

    /** When invoices are created. */
    public enum InvoiceOn {
        /** After every shipment. */
        SHIPPED,
        /** As soon as the order is posted. */
        POSTED
    }

    /** Reads the settings; what is wrong is reported through the section. */
    public static OdooSettings from(Section s) {
        String name = s.name();
        String unknown = s.text("unknown-sku", "park"); // park | SKU of a placeholder product
        Optional<String> roundingProduct = s.find("rounding-product"); // SKU of a service product
        Rounding rounding = Rounding.valueOf(
                s.oneOf("rounding", roundingProduct.isPresent() ? "line" : "park", List.of("line", "accept", "park"))
                        .toUpperCase(Locale.ROOT));
        if (rounding == Rounding.LINE && roundingProduct.isEmpty()) {
            s.problem("rounding-product", "is missing: rounding=line needs the SKU of a service product");
        }
        String namespace = s.text("namespace", "saddlebag"); // module part of external ids; never change it later
        if (!NAMESPACE.matcher(namespace).matches()) {
            s.problem("namespace", "may hold lower-case letters, digits and '_', 30 at most, and starts with a letter");
        }
        Protocol protocol =
                switch (s.oneOf("protocol", "auto", List.of("auto", "json-rpc", "json-2"))) {
                    case "json-rpc" -> Protocol.JSON_RPC;
                    case "json-2" -> Protocol.JSON_2;
                    default -> Protocol.AUTO;
                };
        String language = s.text("language", "en_US"); // of items' texts; the doctor looks whether it is active in Odoo
        if (!LANGUAGE.matcher(language).matches()) {
            s.problem("language", "must be a code of Odoo such as de_DE, not '" + language + "'");
        }
        int connections = s.number("connections", 4); // calls at once; an Odoo has as many workers as it has processes
        if (connections < 1) {
            s.problem("connections", "must be at least 1");
        }
        int decimals = s.number("price-decimals", -1); // digits of a unit price; asked of Odoo where not given
        if (decimals > 6) {
            s.problem("price-decimals", "must be 6 at most");
        }
        return new OdooSettings(
                name,
                s.requiredUrl("url"),
                s.required("database"),
                s.required("login"),
                s.required("api-key"),
                protocol,
                s.find("company"),
                s.find("warehouse"), // code of the Odoo warehouse, e.g. WH
                s.map("warehouse"), // warehouse.<our name>=<code>
                s.map("tax"), // tax.<store>.<rate id|rate code|percent%>, tax.<…>, tax.none
                s.map("product"), // product.<store>.<product id>[.<variation id>]=<SKU>
                s.map("shipping-product"), // shipping-product.<method id>, shipping-product.default
                s.find("fee-product"),
                roundingProduct,
                "park".equals(unknown) ? Optional.empty() : Optional.of(unknown),
                tolerances(s),
                rounding,
                Invoicing.valueOf(
                        s.oneOf("invoice", "create", List.of("create", "watch")).toUpperCase(Locale.ROOT)),
                InvoiceOn.valueOf(s.oneOf("invoice-on", "shipped", List.of("shipped", "posted"))
                        .toUpperCase(Locale.ROOT)),
                s.map("pricelist"), // pricelist.<currency>=<id or name>
                id(s, "team"),
                id(s, "user"),
                id(s, "payment-term"),
                namespace,
                connections,
                Batch.from(s),
                s.duration("timeout", Duration.ofSeconds(60)),
                s.duration("cache", Duration.ofMinutes(5)),
                s.duration("poll-overlap", Duration.ofMinutes(2)), // at least as long as Odoo's longest transaction
                decimals < 0 ? OptionalInt.empty() : OptionalInt.of(decimals),
                StockReading.from(s),
                language);
    }

    private static OptionalLong id(Section s, String key) {
        int id = s.number(key, 0);
        if (id < 0) {
            s.problem(key, "must be an Odoo id");
        }
        return id > 0 ? OptionalLong.of(id) : OptionalLong.empty();
    }

    private static Map<String, BigDecimal> tolerances(Section s) {
        Map<String, BigDecimal> found = new TreeMap<>();
        s.map("total-tolerance").forEach((currency, value) -> {
            if (value.matches("[0-9]{1,9}(\\.[0-9]{1,6})?")) {
                found.put(currency.toUpperCase(Locale.ROOT), new BigDecimal(value));
            } else {
                s.problem("total-tolerance." + currency, "must be an amount such as 0.02");
            }
        });
        return found;
    }

    /**
     * The largest difference of totals that counts as rounding. Where none is set: one minor unit of the currency for
     * every two amounts that are rounded (each is at most half a unit from its true value), and two units at least.
     *
     * @param amounts lines, charges and fees of the order
     */
    BigDecimal tolerance(String currency, int amounts) {
        BigDecimal set = tolerances.get(currency);
        return set != null ? set : minorUnit(currency).multiply(BigDecimal.valueOf(Math.max(2, (amounts + 1) / 2)));
    }

    private static BigDecimal minorUnit(String currency) {
        try {
            int digits = Currency.getInstance(currency).getDefaultFractionDigits();
            return BigDecimal.ONE
                    .movePointLeft(Math.max(digits, 0))
                    .setScale(Math.max(digits, 0), RoundingMode.UNNECESSARY);
        } catch (IllegalArgumentException notIso) {
            return new BigDecimal("0.01");
        }
    }

    /** The full name of one of this ERP's properties, for messages. */
    String property(String key) {
        return "saddlebag.erp." + name + "." + key;
    }

    /** A configured name for messages and metrics. */
    public String partner() {
        return "erp." + name;
    }

    /** Adds the API key to JSON-2 requests; JSON-RPC carries it in the body and needs nothing here. */
    public Credentials credentials() {
        return request -> {
            if (request.address().startsWith(url + "/json/2/")) {
                request.header("Authorization", "bearer " + apiKey);
            }
        };
    }

    /** Everything but the key. */
    @Override
    public String toString() {
        return "Odoo " + name + " at " + url + ", database " + database + ", login " + login + ", key ***, protocol "
                + protocol + ", namespace " + namespace;
    }
}
