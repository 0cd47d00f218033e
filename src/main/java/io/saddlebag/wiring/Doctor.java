package io.saddlebag.wiring;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saddlebag.delivery.Finding;
import io.saddlebag.settings.Settings;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.camel.impl.DefaultCamelContext;

/** Looks at each configured partner for real, without changing anything there. */
public final class Doctor {

    private Doctor() {}

    /**
     * Probes every partner.
     *
     * @return findings by partner, e.g. {@code store.main}
     * @throws io.saddlebag.settings.SettingsException naming every problem of the settings
     */
    public static Map<String, List<Finding>> examine(Settings settings) {
        try (Partners partners = new Partners(settings);
                DefaultCamelContext camel = new DefaultCamelContext()) {
            settings.problems().throwIfAny();
            camel.start();
            Clock clock = Clock.systemUTC();
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            Map<String, List<Finding>> findings = new LinkedHashMap<>();
            for (String name : new TreeSet<>(partners.stores.keySet())) {
                findings.put(
                        "store." + name,
                        partners.store(name, camel, meters, clock).probe());
            }
            for (String name : new TreeSet<>(partners.erps.keySet())) {
                findings.put(
                        "erp." + name, partners.erp(name, camel, meters, clock).probe());
            }
            for (String name : new TreeSet<>(partners.warehouses.keySet())) {
                findings.put(
                        "warehouse." + name,
                        partners.warehouse(name, camel, meters, clock).probe());
            }
            return findings;
        } catch (IOException e) {
            throw new IllegalStateException("the examination could not be ended cleanly", e);
        }
    }
}
