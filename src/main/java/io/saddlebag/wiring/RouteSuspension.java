package io.saddlebag.wiring;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.Suspendable;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.engine.DefaultRouteStartupOrder;
import org.apache.camel.spi.RouteStartupOrder;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Suspends the routes that consume a paused partner's queues, and resumes them. Only the consumer is suspended: what it took
 * already is worked on to its end, or waits in the delivery policy. Camel's own {@code suspendRoute} would first wait for
 * exactly that, and stop the route by force when it does not end.
 *
 * <p>Told again and again how the partner stands, and does what is missing: a route that an operator suspends stays so.
 */
final class RouteSuspension implements BiConsumer<String, Boolean> {

    private static final Logger LOG = LoggerFactory.getLogger(RouteSuspension.class);

    private final CamelContext camel;
    private final Map<String, Set<String>> queues;
    private final Set<String> suspended = new HashSet<>();

    /**
     * Suspends routes of this context.
     *
     * @param queues the queues of each partner, by its full name
     */
    RouteSuspension(CamelContext camel, Map<String, Set<String>> queues) {
        this.camel = camel;
        this.queues = Map.copyOf(queues);
    }

    @Override
    public synchronized void accept(String partner, Boolean stands) {
        if (!camel.getStatus().isStarted() || (!stands && suspended.isEmpty())) {
            return;
        }
        Set<String> ofPartner = queues.getOrDefault(partner, Set.of());
        for (RouteStartupOrder order :
                List.copyOf(camel.getCamelContextExtension().getRouteStartupOrder())) {
            if (ofPartner.contains(queue(order.getRoute()))) {
                if (stands) {
                    suspend(order, partner);
                } else if (suspended.remove(order.getRoute().getRouteId())) {
                    resume(order, partner);
                    leaveOutOfHealth();
                }
            }
        }
    }

    private void suspend(RouteStartupOrder order, String partner) {
        Consumer consumer = order.getInput();
        if (!ServiceHelper.isStarted(consumer) || !(consumer instanceof Suspendable)) {
            return; // suspended already, by us or an operator; or not started yet
        }
        ServiceHelper.suspendService(consumer);
        if (order instanceof DefaultRouteStartupOrder known) {
            known.getRouteService().suspend(); // so that the route's own state shows it
        }
        suspended.add(order.getRoute().getRouteId());
        leaveOutOfHealth();
        LOG.info("route {} is suspended while {} is paused", order.getRoute().getRouteId(), partner);
    }

    private static void resume(RouteStartupOrder order, String partner) {
        if (order instanceof DefaultRouteStartupOrder known) {
            known.getRouteService().resume();
        }
        ServiceHelper.resumeService(order.getInput());
        LOG.info("route {} is resumed with {}", order.getRoute().getRouteId(), partner);
    }

    /** A route that is not started makes Camel's health DOWN; a partner that is out of order must not. */
    private void leaveOutOfHealth() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(camel);
        if (registry == null) {
            return;
        }
        List<String> patterns = new ArrayList<>();
        suspended.forEach(route -> patterns.addAll(List.of("route:" + route, "consumer:" + route)));
        registry.setExcludePattern(patterns.isEmpty() ? null : String.join(",", patterns));
    }

    /** Of {@code activemq://order.to-erp.odoo} the queue. */
    private static String queue(Route route) {
        String uri = route.getEndpoint().getEndpointBaseUri();
        return uri.startsWith("activemq:")
                ? uri.substring(uri.lastIndexOf(':') + 1).replaceFirst("^//", "")
                : "";
    }
}
