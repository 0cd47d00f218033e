package io.saddlebag.sandbox.odoo;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a fresh database holds. Ids as on the captured servers where a caller can see them. */
final class Seed {

    private static final List<String> CURRENCIES =
            List.of("USD", "EUR", "GBP", "CAD", "AUD", "CHF", "SEK", "DKK", "NOK", "JPY", "PLN", "CZK");

    static final String LIMITED_LOGIN = "limited";
    private static final String STATES =
            "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT"
                    + " NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY";

    private final Store store;
    private final OdooOptions options;
    private final boolean old;

    Seed(Store store, OdooOptions options) {
        this.store = store;
        this.options = options;
        this.old = options.version() < 19;
    }

    static int botUid(int version) {
        return version < 19 ? 6 : 7;
    }

    void plant() {
        places();
        company();
        languages();
        if (store.has("stock.warehouse")) {
            stock();
        }
        if (store.has("account.tax")) {
            accounting();
        }
    }

    private Row row(String model, int id, Map<String, Object> values) {
        Row row = store.insert(model, id);
        values.forEach((k, v) -> {
            if (row.model.has(k)) {
                store.set(row, k, v);
            }
        });
        return row;
    }

    private static int currency(String code) {
        int at = CURRENCIES.indexOf(code);
        if (at < 0) {
            throw new IllegalArgumentException("the sandbox ERP knows the currencies " + CURRENCIES + ", not " + code);
        }
        return at + 1;
    }

    private void places() {
        for (int i = 0; i < CURRENCIES.size(); i++) {
            row(
                    "res.currency",
                    i + 1,
                    Map.of(
                            "name",
                            CURRENCIES.get(i),
                            "active",
                            true,
                            "symbol",
                            CURRENCIES.get(i),
                            "rounding",
                            new BigDecimal("0.01"),
                            "decimal_places",
                            2,
                            "rate",
                            BigDecimal.ONE));
        }
        int id = 0;
        for (String code : Locale.getISOCountries()) {
            if (code.equals("US")) {
                continue;
            }
            id += id == 232 ? 2 : 1;
            country(id, code);
        }
        country(233, "US");
        int state = 3;
        for (String code : STATES.split(" ")) {
            row("res.country.state", state++, Map.of("name", code, "code", code, "country_id", 233));
        }
        int canada = store.table("res.country").lookUp("code", "CA").iterator().next();
        state = 600;
        for (String code : List.of("AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT")) {
            row("res.country.state", state++, Map.of("name", code, "code", code, "country_id", canada));
        }
    }

    private void country(int id, String code) {
        String name = new Locale.Builder().setRegion(code).build().getDisplayCountry(Locale.ENGLISH);
        row("res.country", id, Map.of("name", name, "code", code, "currency_id", 1));
    }

    private void company() {
        Map<Integer, String> partners = Map.of(1, "My Company", 2, "OdooBot", 3, "Administrator", 12, options.login());
        partners.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> row(
                        "res.partner",
                        e.getKey(),
                        Map.of(
                                "name",
                                e.getValue(),
                                "complete_name",
                                e.getValue(),
                                "active",
                                true,
                                "type",
                                "contact",
                                "is_company",
                                e.getKey() == 1)));
        row(
                "res.company",
                1,
                Map.of(
                        "name",
                        "My Company",
                        "currency_id",
                        currency(options.currency()),
                        "partner_id",
                        1,
                        "country_id",
                        233,
                        "tax_calculation_rounding_method",
                        options.roundGlobally() ? "round_globally" : "round_per_line"));
        int bot = botUid(options.version());
        user(bot, options.login(), options.botHasEmail() ? options.login() + "@example.test" : "");
        user(bot + 1, LIMITED_LOGIN, "limited@example.test");
        row(
                "uom.uom",
                1,
                Map.of("name", "Units", "active", true, "factor", BigDecimal.ONE, "rounding", new BigDecimal("0.01")));
        row(
                "uom.uom",
                2,
                Map.of(
                        "name",
                        "Dozens",
                        "active",
                        true,
                        "factor",
                        new BigDecimal("12"),
                        "rounding",
                        new BigDecimal("0.01")));
        row("product.category", 1, Map.of("name", "All", "complete_name", "All"));
    }

    private void user(int id, String login, String email) {
        row(
                "res.users",
                id,
                Map.of(
                        "name",
                        login,
                        "login",
                        login,
                        "email",
                        email,
                        "active",
                        true,
                        "lang",
                        "en_US",
                        "partner_id",
                        12,
                        "company_id",
                        1,
                        "company_ids",
                        List.of(1)));
    }

    private void languages() {
        row("res.lang", 1, Map.of("name", "English (US)", "code", "en_US", "active", true));
        row("res.lang", 2, Map.of("name", "German / Deutsch", "code", "de_DE", "active", true));
        row("res.lang", 3, Map.of("name", "French / Français", "code", "fr_FR", "active", false));
    }

    private void stock() {
        location(old ? 4 : 1, "Vendors", "Partners/Vendors", "supplier", 0);
        location(old ? 5 : 2, "Customers", "Partners/Customers", "customer", 0);
        location(14, "Inventory adjustment", "Virtual Locations/Inventory adjustment", "inventory", 0);
        int number = 0;
        for (OdooOptions.Warehouse warehouse : options.warehouses()) {
            warehouse(number++, warehouse);
        }
    }

    private void warehouse(int number, OdooOptions.Warehouse warehouse) {
        int id = number == 0 ? 1 : number + (old ? 1 : 2);
        int view = (old ? 7 : 4) + number * (old ? 10 : 15);
        String code = warehouse.code();
        location(view, code, code, "view", id);
        location(view + 1, "Stock", code + "/Stock", "internal", id);
        int in = number * 5 + 1;
        type(in, "Receipts", "incoming", "IN", id);
        type(in + 1, "Delivery Orders", "outgoing", "OUT", id);
        Row row = row(
                "stock.warehouse",
                id,
                Map.of(
                        "name",
                        warehouse.name(),
                        "code",
                        code,
                        "active",
                        true,
                        "sequence",
                        10,
                        "company_id",
                        1,
                        "partner_id",
                        1,
                        "lot_stock_id",
                        view + 1,
                        "view_location_id",
                        view));
        store.set(row, "in_type_id", in);
        store.set(row, "out_type_id", in + 1);
    }

    private void location(int id, String name, String complete, String usage, int warehouse) {
        row(
                "stock.location",
                id,
                Map.of(
                        "name",
                        name,
                        "complete_name",
                        complete,
                        "usage",
                        usage,
                        "active",
                        true,
                        "company_id",
                        1,
                        "warehouse_id",
                        warehouse));
    }

    private void type(int id, String name, String code, String sequence, int warehouse) {
        row(
                "stock.picking.type",
                id,
                Map.of(
                        "name",
                        name,
                        "code",
                        code,
                        "sequence_code",
                        sequence,
                        "active",
                        true,
                        "sequence",
                        id,
                        "reservation_method",
                        "at_confirm",
                        "warehouse_id",
                        warehouse));
    }

    private void accounting() {
        int sequence = 1;
        for (OdooOptions.Tax tax : options.taxes()) {
            row(
                    "account.tax",
                    tax.id(),
                    Map.of(
                            "name",
                            tax.name(),
                            "amount",
                            tax.percent(),
                            "amount_type",
                            "percent",
                            "type_tax_use",
                            tax.use(),
                            "price_include",
                            tax.priceIncluded(),
                            "sequence",
                            sequence++,
                            "active",
                            true,
                            "company_id",
                            1,
                            "country_id",
                            233));
        }
        journal(1, old ? "Customer Invoices" : "Sales", "INV", "sale");
        journal(2, old ? "Vendor Bills" : "Purchases", "BILL", "purchase");
        journal(6, "Bank", "BNK1", "bank");
        if (old) {
            journal(7, "Cash", "CSH1", "cash");
        }
    }

    private void journal(int id, String name, String code, String type) {
        row(
                "account.journal",
                id,
                Map.of("name", name, "code", code, "type", type, "sequence", id, "active", true, "company_id", 1));
    }
}
