package io.saddlebag.wiring;

import io.saddlebag.settings.Settings;
import io.saddlebag.tracing.RouteTraces;
import io.saddlebag.tracing.Tracing;
import io.saddlebag.tracing.TracingSettings;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.component.activemq.ActiveMQComponent;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Traces of orders, where {@code saddlebag.tracing.endpoint} is set; otherwise nothing of it is made. */
final class TracingWiring implements AutoCloseable {

    private final Tracing tracing;
    private final RouteTraces routes;

    private TracingWiring(Tracing tracing, RouteTraces routes) {
        this.tracing = tracing;
        this.routes = routes;
    }

    static Optional<TracingWiring> of(Foundation base, Partners partners) {
        return settings(base.settings, partners).map(settings -> {
            if (!SLF4JBridgeHandler.isInstalled()) { // the exporter logs by java.util.logging
                SLF4JBridgeHandler.removeHandlersForRootLogger();
                SLF4JBridgeHandler.install();
            }
            Tracing tracing = new Tracing(settings, base.meters);
            return new TracingWiring(tracing, new RouteTraces(tracing, base.clock));
        });
    }

    /** Reads the settings; what is wrong is reported with all others. */
    static Optional<TracingSettings> settings(Settings settings, Partners partners) {
        Set<String> names = new TreeSet<>();
        partners.stores.keySet().forEach(name -> names.add("store." + name));
        partners.erps.keySet().forEach(name -> names.add("erp." + name));
        partners.warehouses.keySet().forEach(name -> names.add("warehouse." + name));
        return TracingSettings.from(settings.section("saddlebag.tracing"), names);
    }

    /** To be called before routes and connections to partners are made. */
    void bind(CamelContext camel, Partners partners) {
        partners.tracedBy(tracing::traced);
        routes.follow(camel);
    }

    /** Has what the component sends carry its trace. */
    void follow(ActiveMQComponent component) {
        component.setMessageCreatedStrategy(routes);
    }

    @Override
    public void close() {
        tracing.close();
    }
}
