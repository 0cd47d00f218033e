package io.saddlebag.settings;

import java.io.IOException;
import java.io.StringReader;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns environment names into keys. A name is the key in upper case with {@code _} for dots and dashes, so the way back
 * needs the known keys: {@code SADDLEBAG_STORE_SHOP_UK_CONSUMER_KEY} is {@code saddlebag.store.shop-uk.consumer-key}.
 *
 * <p>Keys that end in something of the operator's ({@code tax.19%}, {@code shipping-product.flat_rate}) keep that end in lower
 * case, with {@code __} for a dot and {@code _PERCENT} for {@code %}: {@code SADDLEBAG_ERP_ODOO_TAX_5__5_PERCENT} is
 * {@code saddlebag.erp.odoo.tax.5.5%}. What no such name can spell goes into {@value #LINES}, which holds lines as in
 * {@code application.properties}.
 */
final class EnvironmentNames {

    /** The variable that holds whole lines. */
    static final String LINES = "SADDLEBAG_SETTINGS";

    private static final Pattern PARTNER = Pattern.compile("SADDLEBAG_(STORE|ERP|WAREHOUSE|ALERT_WEBHOOK|ALERT)_(.+)");
    /** Read by the logger, the command line and the tests; no settings. */
    private static final Pattern OTHERS = Pattern.compile("SADDLEBAG_(HOME|LOG_.+|TEST_.+)");

    private final Map<String, String> general = new TreeMap<>();

    /** Knows the general keys, which all have a default, and those of partners. */
    EnvironmentNames(Set<String> generalKeys) {
        generalKeys.forEach(key -> general.put(name(key), key));
    }

    /**
     * The settings in an environment.
     *
     * @throws IllegalArgumentException if {@value #LINES} is malformed
     */
    Map<String, String> read(Map<String, String> environment) {
        Map<String, String> found = new TreeMap<>();
        Optional.ofNullable(environment.get(LINES)).ifPresent(text -> found.putAll(lines(text)));
        environment.forEach((name, value) -> {
            if ((name.startsWith("SADDLEBAG_") || name.startsWith("CAMEL_"))
                    && !name.equals(LINES)
                    && !OTHERS.matcher(name).matches()) {
                found.put(key(name), value);
            }
        });
        return found;
    }

    private static Map<String, String> lines(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new IllegalStateException("a text cannot be read", e);
        }
        Map<String, String> lines = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> lines.put(key, properties.getProperty(key)));
        return lines;
    }

    private static String name(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private String key(String name) {
        String known = general.get(name);
        if (known != null) {
            return known;
        }
        Matcher partner = PARTNER.matcher(name);
        if (partner.matches()) {
            String kind = partner.group(1).toLowerCase(Locale.ROOT).replace('_', '.');
            Optional<String> key = PartnerKeys.of(kind).flatMap(keys -> partnerKey(kind, partner.group(2), keys));
            if (key.isPresent()) {
                return key.get();
            }
        }
        return name.toLowerCase(Locale.ROOT).replace("__", "-").replace('_', '.');
    }

    private static Optional<String> partnerKey(String kind, String rest, PartnerKeys keys) {
        Optional<String> mapped = mappedKey(kind, rest, keys);
        for (String key : keys.keys()) {
            String end = "_" + name(key);
            // WooCommerce's own shipping method ends in what is also a key: …_SHIPPING_PRODUCT_FLAT_RATE is about the
            // method.
            boolean method = "rate".equals(key) && mapped.isPresent();
            if (!method && rest.endsWith(end) && rest.length() > end.length()) {
                return Optional.of(full(kind, rest.substring(0, rest.length() - end.length()), key));
            }
        }
        return mapped;
    }

    /** By the first map named in it, so that the operator's part may hold the word again. */
    private static Optional<String> mappedKey(String kind, String rest, PartnerKeys keys) {
        String best = "";
        int first = rest.length();
        for (String map : keys.maps()) {
            int at = rest.indexOf("_" + name(map) + "_", 1);
            if (at > 0 && at < first) {
                first = at;
                best = map;
            }
        }
        if (best.isEmpty()) {
            return Optional.empty();
        }
        String end = rest.substring(first + best.length() + 2);
        String own = end.toLowerCase(Locale.ROOT).replaceFirst("_percent$", "%").replace("__", ".");
        return Optional.of(full(kind, rest.substring(0, first), best + "." + own));
    }

    private static String full(String kind, String name, String key) {
        return "saddlebag." + kind + "." + name.toLowerCase(Locale.ROOT).replace('_', '-') + "." + key;
    }
}
