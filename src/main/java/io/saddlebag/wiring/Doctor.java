package io.saddlebag.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saddlebag.connector.woocommerce.AuthProbe;
import io.saddlebag.connector.woocommerce.PublicAddressProbe;
import io.saddlebag.connector.woocommerce.StoreSettings;
import io.saddlebag.delivery.Finding;
import io.saddlebag.settings.Settings;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** Looks at this machine, the home's files and each configured partner for real, without changing anything. */
public final class Doctor {

    private final Settings settings;
    private final Consumer<Group> told;
    private final Clock clock = Clock.systemUTC();
    private final MeterRegistry meters = new SimpleMeterRegistry();

    /**
     * What was looked at together.
     *
     * @param name e.g. {@code this machine} or {@code store.main}
     */
    public record Group(String name, List<Finding> findings) {
        /** Copies the collection. */
        public Group {
            findings = List.copyOf(findings);
        }
    }

    private Doctor(Settings settings, Consumer<Group> told) {
        this.settings = settings;
        this.told = told;
    }

    /**
     * Examines everything and tells each group as soon as it is known: a partner that does not answer takes its time.
     * Problems of the settings are findings, and a partner whose settings are wrong is not asked.
     *
     * @throws CannotStart if the home has no routes or mappings
     */
    public static void examine(Settings settings, Consumer<Group> told) {
        new Doctor(settings, told).examine();
    }

    private void examine() {
        Preflight preflight = new Preflight(settings);
        List<String> problems = settings.problems().list();
        told.accept(new Group("settings", settings(problems)));
        LocalChecks local = new LocalChecks(settings, preflight);
        told.accept(new Group("this machine", local.machine()));
        told.accept(new Group("files of the home", local.files()));
        try (Partners partners = preflight.partners;
                DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            PublishProbe publish = new PublishProbe(
                    partners,
                    PricingWiring.rules(settings, partners, problem -> {}),
                    name -> partners.erp(name, camel, meters, clock).priceLists());
            each("store", partners.stores.keySet(), problems, name -> store(partners, publish, name, camel));
            OdooUses uses = new OdooUses(partners);
            each("erp", partners.erps.keySet(), problems, name -> {
                List<Finding> findings =
                        new ArrayList<>(partners.erp(name, camel, meters, clock).probe(uses.of(name)));
                findings.addAll(publish.ofErp(name));
                return findings;
            });
            each("warehouse", partners.warehouses.keySet(), problems, name -> partners.warehouse(
                            name, camel, meters, clock)
                    .probe());
            if (problems.stream().noneMatch(problem -> problem.startsWith("saddlebag.alert."))) {
                told.accept(
                        new Group("alerts", guarded(() -> AlertWiring.probe(preflight.alerts, camel, meters, clock))));
            }
        } catch (IOException e) {
            throw new IllegalStateException("the examination could not be ended cleanly", e);
        }
    }

    private interface Look {
        List<Finding> at(String name);
    }

    private void each(String kind, Set<String> names, List<String> problems, Look look) {
        for (String name : new TreeSet<>(names)) {
            String partner = kind + "." + name;
            boolean wrong = problems.stream().anyMatch(problem -> problem.startsWith("saddlebag." + partner + "."));
            told.accept(new Group(
                    partner,
                    wrong
                            ? List.of(new Finding(
                                    "not asked",
                                    Finding.Status.WARN,
                                    "its settings have problems",
                                    "see 'settings' above"))
                            : guarded(() -> look.at(name))));
        }
    }

    /** One partner that confuses a probe must not hide the others. */
    private static List<Finding> guarded(Supplier<List<Finding>> look) {
        try {
            return look.get();
        } catch (RuntimeException e) {
            return List.of(new Finding(
                    "examination",
                    Finding.Status.FAIL,
                    "ended by " + e.getClass().getSimpleName() + ": " + e.getMessage(),
                    "report it, with what the partner is"));
        }
    }

    private List<Finding> settings(List<String> problems) {
        if (!problems.isEmpty()) {
            return problems.stream()
                    .map(problem -> new Finding(
                            problem.replaceFirst(" .*", ""),
                            Finding.Status.FAIL,
                            problem.replaceFirst("^\\S+ ", ""),
                            ""))
                    .toList();
        }
        if (settings.names("saddlebag.store").isEmpty()) {
            return List.of(new Finding(
                    "partners",
                    Finding.Status.FAIL,
                    "no store is configured",
                    "set saddlebag.store.NAME.url and so on; 'init' lays out a sample, the README explains it"));
        }
        return List.of(new Finding("keys", Finding.Status.OK, "all are known and well formed", ""));
    }

    private List<Finding> store(Partners partners, PublishProbe publish, String name, CamelContext camel) {
        StoreSettings store = partners.stores.get(name);
        List<Finding> findings =
                new ArrayList<>(partners.store(name, camel, meters, clock).probe());
        boolean reached =
                findings.stream().noneMatch(f -> f.what().equals("address") && f.status() == Finding.Status.FAIL);
        if (reached) {
            findings.add(
                    new AuthProbe(store, credentials -> partners.storeHttp(name, camel, meters, credentials), clock)
                            .probe());
        }
        if (store.webhooks().wanted()) {
            findings.add(new PublicAddressProbe(partners.publicHttp(name, camel, meters), store).probe());
        }
        findings.addAll(new StockProbe(partners).of(name));
        findings.addAll(publish.ofStore(name, findings));
        return findings;
    }
}
