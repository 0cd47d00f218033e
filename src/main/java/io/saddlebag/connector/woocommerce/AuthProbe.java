package io.saddlebag.connector.woocommerce;

import io.saddlebag.connector.woocommerce.StoreSettings.Auth;
import io.saddlebag.delivery.Credentials;
import io.saddlebag.delivery.Finding;
import io.saddlebag.delivery.HttpCall.Parameter;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.delivery.PartnerHttp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Tries the ways of authentication one after the other and says which the store understands: a web server may strip the
 * Authorization header, and a plain-http store knows OAuth 1.0a only (facts: woocommerce 1). Reads one order's id, nothing
 * else.
 */
public final class AuthProbe {

    private static final List<Auth> HTTPS = List.of(Auth.BASIC, Auth.OAUTH1_HEADER, Auth.OAUTH1, Auth.QUERY);
    /** Basic and query keys do not work here, and would show the secret on the wire. */
    private static final List<Auth> HTTP = List.of(Auth.OAUTH1_HEADER, Auth.OAUTH1);

    private final StoreSettings settings;
    private final Function<Credentials, PartnerHttp> connect;
    private final Clock clock;

    /**
     * Prepares the probe.
     *
     * @param connect opens HTTP to the store's address with the given credentials; closed after use if it can be closed
     */
    public AuthProbe(StoreSettings settings, Function<Credentials, PartnerHttp> connect, Clock clock) {
        this.settings = settings;
        this.connect = connect;
        this.clock = clock;
    }

    /** What is known of each way that was tried: whether it works, or what the store said. */
    Map<Auth, Outcome<WooAnswer>> tries() {
        Map<Auth, Outcome<WooAnswer>> found = new EnumMap<>(Auth.class);
        Set<Auth> ways = new LinkedHashSet<>(settings.url().startsWith("https:") ? HTTPS : HTTP);
        ways.add(settings.auth().at(settings.url())); // what all other calls use
        for (Auth way : ways) {
            PartnerHttp http = connect.apply(WooCredentials.of(settings, way, clock));
            try {
                found.put(
                        way,
                        new WooClient(http, settings, clock)
                                .get(
                                        "probe-auth",
                                        "/wc/v3/orders",
                                        new Parameter("per_page", "1"),
                                        new Parameter("_fields", "id")));
            } finally {
                close(http);
            }
        }
        return found;
    }

    private static void close(PartnerHttp http) {
        if (http instanceof AutoCloseable open) {
            try {
                open.close();
            } catch (Exception e) { // AutoCloseable declares Exception
                throw new IllegalStateException("the probe's connection does not close", e);
            }
        }
    }

    /** One finding: the configured way works, another one does, or none. */
    public Finding probe() {
        Auth configured = settings.auth().at(settings.url());
        List<String> working = new ArrayList<>();
        List<String> words = new ArrayList<>();
        Map<Auth, Outcome<WooAnswer>> tries = tries();
        tries.forEach((way, outcome) -> {
            if (outcome.succeeded()) {
                working.add(way.word());
            }
            words.add(way.word() + ": " + OutcomeWords.words(outcome));
        });
        String detail = String.join("; ", words);
        if (tries.containsKey(configured) && tries.get(configured).succeeded()) {
            return new Finding("authentication", Finding.Status.OK, detail, "");
        }
        if (working.isEmpty()) {
            return new Finding(
                    "authentication", Finding.Status.FAIL, detail, OutcomeWords.remedy(tries.get(configured)));
        }
        return new Finding(
                "authentication",
                Finding.Status.FAIL,
                detail,
                "set saddlebag.store." + settings.name() + ".auth=" + working.get(0)
                        + (configured == Auth.BASIC && settings.url().startsWith("https:")
                                ? ": the web server strips the Authorization header"
                                : ""));
    }
}
