package io.saddlebag.connector.woocommerce;

import io.saddlebag.delivery.Finding;
import io.saddlebag.delivery.HttpCall;
import io.saddlebag.delivery.HttpResult;
import io.saddlebag.delivery.Loopback;
import io.saddlebag.delivery.PartnerHttp;

/**
 * Asks the public address for this store's intake the way a shop would reach it. The intake takes nothing but POST, so the
 * right answer to a GET is 405.
 */
public final class PublicAddressProbe {

    private static final String WHAT = "public address";
    private static final String PROXY =
            "let the proxy or firewall in front of this machine pass /webhooks/ to the intake port, with a certificate a "
                    + "shop trusts; a shop reaches no localhost and no port but 80, 443 and 8080";

    private final PartnerHttp http;
    private final StoreSettings settings;

    /**
     * Prepares the probe.
     *
     * @param http to the store's {@code public-url}, without credentials
     */
    public PublicAddressProbe(PartnerHttp http, StoreSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    /** Only a warning where it fails: many networks do not let a machine reach its own public address. */
    public Finding probe() {
        String address = settings.webhooks().publicUrl() + settings.intakePath();
        HttpResult result = http.send(HttpCall.get("probe-public", settings.intakePath()));
        if (result instanceof HttpResult.NoAnswer
                && Loopback.is(settings.webhooks().publicUrl())) {
            return new Finding(
                    WHAT,
                    Finding.Status.NOTE,
                    address
                            + ": nothing listens there until the daemon runs; a shop elsewhere needs an address of its side of "
                            + "the network, with a certificate",
                    "");
        }
        if (result instanceof HttpResult.NoAnswer none) {
            return new Finding(WHAT, Finding.Status.WARN, address + ": " + none.reason(), PROXY);
        }
        int status = ((HttpResult.Answer) result).status();
        return status == 405
                ? new Finding(WHAT, Finding.Status.OK, address + " leads to the intake", "")
                : new Finding(WHAT, Finding.Status.WARN, address + " answers " + status + " instead of 405", PROXY);
    }
}
