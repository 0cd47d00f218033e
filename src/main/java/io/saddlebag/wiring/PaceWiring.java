package io.saddlebag.wiring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.saddlebag.delivery.CategoryPolicies;
import io.saddlebag.delivery.PartnerStates;
import io.saddlebag.journey.Queues;
import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.operations.ApiPart;
import io.saddlebag.operations.PartnersApi;
import io.saddlebag.operations.PartnersHealth;
import io.saddlebag.pace.PartnerGates;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a gate in front of every partner, and shows it in metrics, health and API. */
final class PaceWiring implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PaceWiring.class);

    private final Foundation base;
    private final Partners partners;
    private final PartnerGates gates;

    PaceWiring(Foundation base, Partners partners) {
        this.base = base;
        this.partners = partners;
        this.gates = new PartnerGates(base.ledger, partners.pace.rules, base.clock);
        partners.pace.limits.forEach((kind, limits) -> limits.forEach((name, limit) -> gates.add(kind, name, limit)));
    }

    /** How the exchange with each partner stands. */
    PartnerStates states() {
        return gates;
    }

    /** What becomes of a failure. */
    CategoryPolicies policies() {
        return partners.pace.policies;
    }

    ApiPart api() {
        return new PartnersApi(gates, this::waiting);
    }

    /** To be called before anything connects to a partner: what connects later passes its gate, the probes do not. */
    void bind(CamelContext camel) {
        partners.probes(camel, base.meters, base.clock).forEach(gates::probe);
        partners.gatedBy(gates::gated);
        gates.routes(new RouteSuspension(camel, queues()));
        camel.getRegistry().bind("saddlebag-partners", new PartnersHealth(gates));
        meters();
        camel.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext context) {
                gates.stop();
            }
        });
        gates.start();
    }

    /** The queues whose every message needs the partner. What a warehouse sent us does not, nor what a store sent us. */
    private Map<String, Set<String>> queues() {
        Queues names = base.queues;
        Map<String, Set<String>> queues = new TreeMap<>();
        partners.stores
                .keySet()
                .forEach(name -> queues.put(
                        "store." + name,
                        Set.of(
                                names.orderToStore() + "." + name,
                                PublishingWiring.queue(base, name),
                                ProductWiring.queue(base, name))));
        partners.erps
                .keySet()
                .forEach(name -> queues.put(
                        "erp." + name,
                        Set.of(
                                names.orderToErp() + "." + name,
                                names.shipmentToErp() + "." + name,
                                names.orderToInvoice() + "." + name)));
        partners.warehouses
                .keySet()
                .forEach(name -> queues.put("warehouse." + name, Set.of(names.fulfilmentTo() + "." + name)));
        return queues;
    }

    PartnerGates gates() {
        return gates;
    }

    long waiting(String partner) {
        return queues().getOrDefault(partner, Set.of()).stream()
                .mapToLong(base.broker::depth)
                .filter(depth -> depth >= 0)
                .reduce(Long::sum)
                .orElse(-1);
    }

    private void meters() {
        for (String partner : gates.partners()) {
            Gauge.builder("saddlebag.partner.paused", () -> gates.stands(partner) ? 1 : 0)
                    .tag("partner", partner)
                    .description("1 while no call goes out to the partner")
                    .register(base.meters);
            Gauge.builder("saddlebag.partner.rate", () -> gates.rate(partner))
                    .tag("partner", partner)
                    .description("calls a second allowed now; +Inf without limit")
                    .register(base.meters);
            Gauge.builder("saddlebag.partner.quota.used", () -> quotaUsed(partner))
                    .tag("partner", partner)
                    .description("calls used of the daily quota")
                    .register(base.meters);
            FunctionCounter.builder("saddlebag.partner.throttled", gates, all -> all.complaints(partner))
                    .tag("partner", partner)
                    .description("how often the partner asked for a slower pace")
                    .register(base.meters);
        }
    }

    private double quotaUsed(String partner) {
        try {
            return gates.quotaUsed(partner);
        } catch (LedgerUnavailable e) {
            LOG.warn("the quota of {} cannot be read: {}", partner, e.getMessage());
            return Double.NaN;
        }
    }

    @Override
    public void close() {
        gates.close();
    }
}
