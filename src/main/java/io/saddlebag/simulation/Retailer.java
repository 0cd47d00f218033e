package io.saddlebag.simulation;

import io.saddlebag.sandbox.odoo.OdooOptions;
import io.saddlebag.settings.Section;
import io.saddlebag.settings.Settings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a retailer's settings say about the partners, as far as understudies must know it to play them. */
final class Retailer {

    private static final Pattern PERCENT = Pattern.compile("(\\d{1,2}(?:\\.\\d{1,4})?)\\s*%");
    private static final String DEFAULT = "default";

    private final Settings settings;

    Retailer(Settings settings) {
        this.settings = settings;
    }

    Set<String> stores() {
        return settings.names("saddlebag.store");
    }

    Set<String> erps() {
        return settings.names("saddlebag.erp");
    }

    Set<String> warehouses() {
        return settings.names("saddlebag.warehouse");
    }

    Section store(String name) {
        return settings.section("saddlebag.store." + name);
    }

    Section erp(String name) {
        return settings.section("saddlebag.erp." + name);
    }

    Section warehouse(String name) {
        return settings.section("saddlebag.warehouse." + name);
    }

    Trio.Manners manners(String store) {
        Section s = store(store);
        boolean bills = s.find("erp")
                .map(erp -> erp(erp).oneOf("invoice", "create", List.of("create", "watch"))
                        .equals("create"))
                .orElse(true);
        return new Trio.Manners(
                first(s.list("statuses.due", List.of("processing"))),
                first(s.list("statuses.wait", List.of("pending"))),
                first(s.list("statuses.cancel", List.of("cancelled"))),
                s.flag("write-back.status", true) ? plain(s.text("completed-status", "completed")) : "",
                s.flag("write-back.notes", true),
                bills);
    }

    private static String first(List<String> statuses) {
        return plain(statuses.get(0));
    }

    /** WordPress writes {@code wc-packing} where the API says {@code packing}. */
    private static String plain(String status) {
        return status.replaceFirst("^wc-", "");
    }

    /** Statuses a store must know beside WooCommerce's own. */
    List<String> moreStatuses(String store, List<String> own) {
        Section s = store(store);
        Set<String> named = new LinkedHashSet<>();
        for (String meaning : List.of("due", "wait", "ignore", "cancel")) {
            s.list("statuses." + meaning, List.of()).forEach(status -> named.add(plain(status)));
        }
        named.add(plain(s.text("completed-status", "completed")));
        named.add(plain(s.text("partly-status", "keep")));
        named.removeAll(own);
        named.remove("keep");
        return List.copyOf(named);
    }

    /**
     * A tax of the store with the Odoo tax it is mapped to.
     *
     * @param rate what the settings call it: a rate id, a rate code, a percentage
     * @param odoo id or name in Odoo
     */
    record TaxPair(String rate, String odoo, BigDecimal percent) {}

    /** The taxes that hold for a store: its own before those of all stores. */
    List<TaxPair> taxes(String erp, String store) {
        Map<String, String> all = new TreeMap<>();
        Map<String, String> own = new TreeMap<>();
        Map<String, String> configured = erp(erp).map("tax");
        configured.forEach((key, odoo) -> {
            if (key.startsWith(store + ".")) {
                own.put(key.substring(store.length() + 1), odoo);
            } else if (stores().stream().noneMatch(other -> key.startsWith(other + "."))) {
                all.put(key, odoo);
            }
        });
        all.putAll(own);
        all.remove("none");
        List<TaxPair> pairs = new ArrayList<>();
        all.forEach((rate, odoo) -> pairs.add(new TaxPair(rate, odoo, percent(rate, odoo))));
        return pairs;
    }

    /** Of a rate's name or its tax's; 19 where neither tells. */
    private static BigDecimal percent(String rate, String odoo) {
        for (String text : List.of(rate, odoo)) {
            Matcher match = PERCENT.matcher(text);
            if (match.find()) {
                return new BigDecimal(match.group(1));
            }
        }
        return new BigDecimal("19");
    }

    /** The Odoo taxes the settings of an ERP name, by id where they are named so. */
    List<OdooOptions.Tax> odooTaxes(String erp) {
        Map<String, BigDecimal> named = new TreeMap<>();
        Map<String, String> configured = erp(erp).map("tax");
        configured.forEach((rate, odoo) -> {
            if (!rate.endsWith("none")) {
                named.putIfAbsent(odoo, percent(rate, odoo));
            }
        });
        Set<Integer> taken = new TreeSet<>();
        named.keySet().stream().filter(name -> name.matches("\\d{1,6}")).forEach(id -> taken.add(Integer.valueOf(id)));
        List<OdooOptions.Tax> taxes = new ArrayList<>();
        int next = 1;
        for (Map.Entry<String, BigDecimal> tax : named.entrySet()) {
            boolean byId = tax.getKey().matches("\\d{1,6}");
            while (!byId && taken.contains(next)) {
                next++;
            }
            int id = byId ? Integer.parseInt(tax.getKey()) : next++;
            taxes.add(new OdooOptions.Tax(
                    id, byId ? "tax " + tax.getKey() : tax.getKey(), tax.getValue(), "sale", false));
        }
        if (taxes.isEmpty()) {
            taxes.add(new OdooOptions.Tax(1, "19%", new BigDecimal("19"), "sale", false));
        }
        return taxes;
    }

    /** Shipping methods of a store that ERP and warehouse both have something for. */
    List<String> shippingMethods(String store) {
        Section s = store(store);
        Optional<Set<String>> erp =
                s.find("erp").map(name -> erp(name).map("shipping-product").keySet());
        Optional<Set<String>> warehouse = s.find("warehouse")
                .map(name -> warehouse(name).map("shipping-method").keySet());
        Set<String> named = new TreeSet<>();
        erp.ifPresent(named::addAll);
        warehouse.ifPresent(named::addAll);
        named.remove(DEFAULT);
        named.removeIf(method -> !covers(erp, method) || !covers(warehouse, method));
        return named.isEmpty() ? List.of("flat_rate") : List.copyOf(named);
    }

    private static boolean covers(Optional<Set<String>> keys, String method) {
        return keys.isEmpty() || keys.get().contains(DEFAULT) || keys.get().contains(method);
    }

    /** Codes of the Odoo warehouses the settings name. */
    Set<String> odooWarehouses(String erp) {
        Set<String> codes = new LinkedHashSet<>();
        erp(erp).find("warehouse").ifPresent(codes::add);
        codes.addAll(erp(erp).map("warehouse").values());
        return codes.isEmpty() ? Set.of("WH") : codes;
    }

    /** SKUs of the service products the settings of an ERP name. */
    Set<String> services(String erp) {
        Set<String> skus = new TreeSet<>(erp(erp).map("shipping-product").values());
        erp(erp).find("fee-product").ifPresent(skus::add);
        erp(erp).find("rounding-product").ifPresent(skus::add);
        return skus;
    }

    /** SKUs of goods the settings of an ERP name beside those the store shows. */
    Set<String> goods(String erp) {
        Set<String> skus = new TreeSet<>(erp(erp).map("product").values());
        erp(erp).find("unknown-sku").filter(sku -> !sku.equals("park")).ifPresent(skus::add);
        return skus;
    }
}
