package io.saddlebag.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns environment names into keys. A partner's name comes from the middle of the variable, so the fixed part behind it
 * must be known: it is found among the keys the product has. {@code SADDLEBAG_STORE_SHOP_UK_CONSUMER_KEY} is
 * {@code saddlebag.store.shop-uk.consumer-key}.
 */
final class EnvironmentNames {

    private static final Pattern PARTNER = Pattern.compile("SADDLEBAG_(STORE|ERP|WAREHOUSE)_(.+)");

    /** Keys of partners, longest first so that {@code previous-webhook-secret} wins over {@code webhook-secret}. */
    private static final List<String> PARTNER_KEYS = List.of(
            "previous-webhook-secret",
            "webhook-secret",
            "consumer-secret",
            "consumer-key",
            "api-version",
            "public-url",
            "channel-id",
            "api-key",
            "database",
            "protocol",
            "warehouse",
            "company",
            "invoice-on",
            "invoice",
            "login",
            "token",
            "kind",
            "auth",
            "erp",
            "url");

    private EnvironmentNames() {}

    static Map<String, String> read(Map<String, String> environment) {
        Map<String, String> found = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith("SADDLEBAG_") || name.startsWith("CAMEL_")) {
                found.put(key(name), value);
            }
        });
        return found;
    }

    private static String key(String name) {
        Matcher partner = PARTNER.matcher(name);
        if (partner.matches()) {
            String rest = partner.group(2).toLowerCase(Locale.ROOT).replace('_', '-');
            for (String known : PARTNER_KEYS) {
                if (rest.endsWith("-" + known)) {
                    String id = rest.substring(0, rest.length() - known.length() - 1);
                    return "saddlebag." + partner.group(1).toLowerCase(Locale.ROOT) + "." + id + "." + known;
                }
            }
        }
        // Two underscores stand for a dash, one for a dot.
        return name.toLowerCase(Locale.ROOT).replace("__", "-").replace('_', '.');
    }
}
