package io.saddlebag.simulation;

import io.saddlebag.sandbox.http.Fault;
import io.saddlebag.sandbox.http.Faults;
import io.saddlebag.sandbox.woocommerce.WebhookFaults;
import io.saddlebag.simulation.Scenario.Trouble;
import java.util.Map;

/** Brings troubles to the sandbox partners and takes them away. */
final class PartnerTrouble {

    /** What a WordPress in maintenance answers, on every path (wp-includes/load.php, wp_maintenance). */
    private static final String MAINTENANCE = "<!DOCTYPE html><html lang=\"en\"><head><title>Maintenance</title></head>"
            + "<body><h1>Briefly unavailable for scheduled maintenance. Check back in a minute.</h1></body></html>";

    private static final String MAINTENANCE_RETRY = "600";

    private final Trio trio;

    PartnerTrouble(Trio trio, long seed) {
        this.trio = trio;
        trio.store().faults().seed(seed);
        trio.erp().faults().seed(seed + 1);
        trio.warehouse().faults().seed(seed + 2);
    }

    /** Begins; what is returned ends it. */
    Runnable begin(Trouble trouble) {
        return switch (trouble.target()) {
            case STORE -> fault(trio.store().faults(), trouble);
            case ERP -> fault(trio.erp().faults(), trouble);
            case WAREHOUSE ->
                trouble.kind().equals("limit")
                        ? limit(trouble)
                        : fault(trio.warehouse().faults(), trouble);
            case STORE_WEBHOOKS -> storeWebhooks(trouble);
            case WAREHOUSE_WEBHOOKS -> warehouseWebhooks(trouble);
            default -> throw new IllegalArgumentException(trouble + " befalls no partner");
        };
    }

    private static Runnable fault(Faults faults, Trouble trouble) {
        Fault fault = fault(trouble);
        faults.add(fault);
        return () -> faults.remove(fault);
    }

    private static Fault fault(Trouble trouble) {
        Map<String, String> details = trouble.details();
        boolean maintenance = trouble.kind().equals("maintenance");
        return new Fault(
                kind(trouble.kind()),
                details.getOrDefault("match", ""),
                Integer.parseInt(details.getOrDefault("hits", "0")),
                details.containsKey("share") ? trouble.share("share") : 1,
                Integer.parseInt(details.getOrDefault("status", "503")),
                details.getOrDefault("retry-after", maintenance ? MAINTENANCE_RETRY : ""),
                details.getOrDefault("body", maintenance ? MAINTENANCE : ""),
                millis(details, "latency"),
                millis(details, "jitter"));
    }

    private static Fault.Kind kind(String word) {
        return switch (word) {
            case "maintenance", "status" -> Fault.Kind.STATUS;
            default ->
                Fault.Kind.valueOf(word.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        };
    }

    private Runnable limit(Trouble trouble) {
        trio.warehouse().requestsPerMinute(Integer.parseInt(trouble.details().getOrDefault("a-minute", "150")));
        return () -> trio.warehouse().requestsPerMinute(0);
    }

    private Runnable storeWebhooks(Trouble trouble) {
        trio.store()
                .webhookFaults(WebhookFaults.none()
                        .dropping(trouble.share("drop"))
                        .duplicating(trouble.share("double"))
                        .shuffling(millis(trouble.details(), "shuffle"))
                        .concurrently(4));
        return () -> trio.store().webhookFaults(WebhookFaults.none());
    }

    private Runnable warehouseWebhooks(Trouble trouble) {
        trio.warehouse()
                .webhookFaults(new io.saddlebag.sandbox.shipbob.WebhookFaults(
                        trouble.share("drop"), trouble.share("double"), millis(trouble.details(), "shuffle"), 0, 0));
        return () -> trio.warehouse().webhookFaults(io.saddlebag.sandbox.shipbob.WebhookFaults.none());
    }

    private static long millis(Map<String, String> details, String key) {
        return details.containsKey(key) ? ScenarioFile.time(details.get(key)).toMillis() : 0;
    }
}
