package io.saddlebag.recovery.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Reconciliations;
import io.saddlebag.ledger.Reconciliations.Run;
import io.saddlebag.message.Headers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;

/** The steps of the reconciliation's routes; its edge to Camel. */
public final class ReconciliationSteps {

    /** One group: the broker gives the runs of all daemons to one consumer, one after the other. */
    private static final String GROUP = "reconciliation";

    private static final int FORGOTTEN_AT_ONCE = 1_000;
    private static final DateTimeFormatter NIGHT =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Reconciliations reconciliations;
    private final Reconciler reconciler;
    private final ReconciliationSettings settings;
    private final Set<String> stores;
    private final Clock clock;

    /** Steps for these stores. */
    public ReconciliationSteps(
            Reconciliations reconciliations,
            Reconciler reconciler,
            ReconciliationSettings settings,
            Set<String> stores,
            Clock clock) {
        this.reconciliations = reconciliations;
        this.reconciler = reconciler;
        this.settings = settings;
        this.stores = Set.copyOf(stores);
        this.clock = clock;
    }

    /** Makes a Quartz firing the list of its runs, one a store; several daemons that fire make the same ones. */
    public void nightly(Exchange exchange) {
        Date scheduled = exchange.getMessage().getHeader("scheduledFireTime", Date.class);
        Instant at = (scheduled == null ? clock.instant() : scheduled.toInstant()).truncatedTo(ChronoUnit.SECONDS);
        List<Run> runs = new ArrayList<>();
        for (String store : new TreeSet<>(stores)) {
            Run run = Run.asked(
                    "nightly-" + store + "-" + NIGHT.format(at),
                    store,
                    at.minus(settings.window()),
                    at,
                    "saddlebag",
                    clock.instant().truncatedTo(ChronoUnit.MILLIS));
            reconciliations.ask(run);
            runs.add(run);
        }
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(runs);
    }

    /** Makes a run of the list the message that asks for it. */
    public void address(Exchange exchange) {
        address(exchange, exchange.getMessage().getBody(Run.class));
    }

    /** Makes a message of a run; the same run twice is one message. */
    public static void address(Exchange exchange, Run run) {
        exchange.getMessage().setHeader(Headers.DUPLICATE_ID, GROUP + "/" + run.id());
        exchange.getMessage().setHeader(Headers.GROUP, GROUP);
        exchange.getMessage()
                .setBody(Documents.bytes(JsonNodeFactory.instance
                        .objectNode()
                        .put("contract", "tick.v1")
                        .put("feed", "reconcile")
                        .put("partner", run.store())
                        .put("run", run.id())));
    }

    /** Makes the run the message asks for. */
    public void run(Exchange exchange) {
        JsonNode tick = Documents.parse(exchange.getMessage().getBody(byte[].class));
        reconciler.run(
                tick.path("run").asText(),
                () -> !exchange.getContext().getStatus().isStarted());
    }

    /** Deletes closed differences and runs that are older than they are kept. */
    public void forget(Exchange exchange) {
        int forgotten;
        do {
            forgotten = reconciliations.forget(clock.instant().minus(settings.keep()), FORGOTTEN_AT_ONCE);
        } while (forgotten >= FORGOTTEN_AT_ONCE
                && exchange.getContext().getStatus().isStarted());
    }
}
