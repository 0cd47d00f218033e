package io.saddlebag.wiring;

import io.saddlebag.access.Permission;
import io.saddlebag.broker.Broker;
import io.saddlebag.contract.ContractsUnreadable;
import io.saddlebag.intake.PublicPort;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.mapping.MappingsUnreadable;
import io.saddlebag.operations.JsonErrors;
import io.saddlebag.operations.OperationsApi;
import io.saddlebag.operations.OperationsToken;
import io.saddlebag.operations.Proxies;
import io.saddlebag.operations.RequestTime;
import io.saddlebag.settings.Section;
import io.saddlebag.settings.Settings;
import io.saddlebag.settings.SettingsException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running daemon: ledger, buffer, Camel with the routes of the home, and the two HTTP ports.
 *
 * <p>Starting reports every problem of settings, mappings and routes it can find. Stopping lets running steps finish
 * within {@code saddlebag.stop-within}; what is unfinished stays in the buffer.
 */
public final class Daemon implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private final Foundation foundation;
    private final Main main;
    private final Beans beans;
    private final FolderLock lock;
    private final PublicPort publicPort;
    private final Preflight preflight;
    private final String token;
    private final Optional<String> firstPassword;
    private final Map<String, Permission> rules;

    private Daemon(
            Foundation foundation,
            Main main,
            Beans beans,
            FolderLock lock,
            PublicPort publicPort,
            Preflight preflight,
            String token,
            Optional<String> firstPassword,
            Map<String, Permission> rules) {
        this.foundation = foundation;
        this.main = main;
        this.beans = beans;
        this.lock = lock;
        this.publicPort = publicPort;
        this.preflight = preflight;
        this.token = token;
        this.firstPassword = firstPassword;
        this.rules = Map.copyOf(rules);
    }

    /**
     * Starts everything and returns when the ports listen and the routes run.
     *
     * @throws io.saddlebag.settings.SettingsException naming every problem of the settings
     * @throws CannotStart if a port is taken, a folder is in use or missing, the ledger cannot be opened, or a route, mapping or
     *     contract cannot be used; the message names each with its file
     */
    public static Daemon start(Settings settings) {
        Preflight preflight = new Preflight(settings);
        settings.problems().throwIfAny();
        preflight.unusedPartners().forEach(LOG::warn);
        // The folder first: where both it and the ports are in use, the other daemon is the reason.
        FolderLock lock = FolderLock.take(preflight.data);
        Main main = new Main();
        // Whoever runs the daemon closes it; Camel's own hook would stop it a second time and wait for the first.
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        Foundation foundation = null;
        Beans beans = null;
        try {
            for (Ports port : List.of(preflight.intake, preflight.operations)) {
                port.trouble().ifPresent(trouble -> {
                    throw new CannotStart(trouble);
                });
            }
            foundation = new Foundation(settings);
            beans = new Beans(foundation, preflight.partners);
            Path data = foundation.data;
            String token = settings.section("saddlebag.operations")
                    .find("token")
                    .orElseGet(() -> OperationsToken.keptIn(data));
            configure(main, settings, preflight);
            main.configure().addConfiguration(beans);
            // Before Camel makes a registry of its own, whose page would not show our meters.
            main.bind("metricsRegistry", foundation.meters);
            main.start();
            // At once: strangers are at the door from here on, and stores answer our registration with pings.
            PublicPort publicPort = beans.publicPort();
            publicPort.mount(router(main.getCamelContext(), preflight.intake.port()));
            ConfigurationTrail.note(foundation, preflight.routes);
            AccessWiring access = new AccessWiring(foundation, token);
            Map<String, Permission> rules = mount(main.getCamelContext(), preflight, beans, foundation, access);
            return new Daemon(
                    foundation, main, beans, lock, publicPort, preflight, token, access.firstPassword(), rules);
        } catch (Exception e) { // Camel's Main declares Exception; nothing may stay behind half-started
            main.stop();
            if (beans != null) {
                beans.close();
            }
            if (foundation != null) {
                foundation.close();
            }
            lock.close();
            throw inWords(e);
        }
    }

    private static RuntimeException inWords(Exception failure) {
        Optional<CannotStart> routes = RouteTroubles.of(failure);
        if (routes.isPresent()) {
            return routes.get();
        }
        if (failure instanceof CannotStart || failure instanceof SettingsException) {
            return (RuntimeException) failure;
        }
        if (failure instanceof MappingsUnreadable || failure instanceof ContractsUnreadable) {
            return new CannotStart(failure.getMessage(), failure);
        }
        if (failure instanceof LedgerUnavailable || failure instanceof UncheckedIOException) {
            return new CannotStart(
                    failure.getMessage()
                            + (failure instanceof UncheckedIOException && failure.getCause() != null
                                    ? ": " + failure.getCause()
                                    : ""),
                    failure);
        }
        return failure instanceof RuntimeException known
                ? known
                : new IllegalStateException("the daemon cannot start: " + failure.getMessage(), failure);
    }

    private static void configure(Main main, Settings settings, Preflight preflight) {
        int maxBytes = settings.section("saddlebag.intake").number("max-bytes", 5_000_000);
        Properties properties = settings.forRoutes();
        properties.setProperty("camel.main.routesIncludePattern", "file:" + preflight.routes + "/**/*.yaml");
        properties.setProperty("camel.main.routesReloadEnabled", "false");
        properties.setProperty(
                "camel.main.shutdownTimeout",
                String.valueOf(settings.section("saddlebag")
                        .duration("stop-within", Duration.ofSeconds(20))
                        .toSeconds()));
        properties.setProperty("camel.server.enabled", "true");
        properties.setProperty("camel.server.host", preflight.intake.host());
        properties.setProperty("camel.server.port", String.valueOf(preflight.intake.port()));
        properties.setProperty("camel.server.fileUploadEnabled", "false");
        properties.setProperty("camel.server.maxBodySize", String.valueOf(maxBytes));
        properties.setProperty("camel.management.enabled", "true");
        properties.setProperty("camel.management.host", preflight.operations.host());
        properties.setProperty("camel.management.port", String.valueOf(preflight.operations.port()));
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setOverrideProperties(properties);
    }

    private static Map<String, Permission> mount(
            CamelContext camel, Preflight preflight, Beans beans, Foundation foundation, AccessWiring access) {
        VertxPlatformHttpRouter router = router(camel, preflight.operations.port());
        Section section = foundation.settings.section("saddlebag.operations");
        new Proxies(section.list("proxies", List.of())).mount(router);
        new RequestTime(section.duration("request-within", Duration.ofSeconds(30))).mount(router);
        Map<String, Permission> rules = new LinkedHashMap<>(new OperationsApi(
                        foundation.ledger,
                        beans.stores(),
                        beans.backfills(camel),
                        beans.feeds()::all,
                        beans.apiParts(camel),
                        access.door())
                .mount(router));
        rules.putAll(access.mount(router, beans.orderWork(camel), beans.desks(camel), beans.tradeDesks()));
        MetricsWiring.mount(foundation.settings, access.door(), router);
        JsonErrors.of(router);
        return rules;
    }

    private static VertxPlatformHttpRouter router(CamelContext camel, int port) {
        return VertxPlatformHttpRouter.lookup(camel, VertxPlatformHttpRouter.getRouterNameFromPort(port));
    }

    /** The public port. */
    public int intakePort() {
        return preflight.intake.port();
    }

    /** The operations port. */
    public int operationsPort() {
        return preflight.operations.port();
    }

    /** The API's token. */
    public String token() {
        return token;
    }

    /** The password of the user {@code admin}, where this start made him; kept nowhere else. */
    public Optional<String> firstPassword() {
        return firstPassword;
    }

    /** Who may call what of the operations port, {@code GET /api/v1/orders} to a permission. */
    public Map<String, Permission> rules() {
        return rules;
    }

    /** The ledger. */
    public Ledger ledger() {
        return foundation.ledger;
    }

    /** The buffer. */
    public Broker broker() {
        return foundation.broker;
    }

    /** Ids of the running routes. */
    public List<String> routes() {
        return main.getCamelContext().getRoutes().stream()
                .map(route -> route.getRouteId())
                .sorted()
                .toList();
    }

    /** Camel itself, for tests and operations. */
    public CamelContext camel() {
        return main.getCamelContext();
    }

    @Override
    public void close() {
        LOG.info("stopping; what is unfinished stays in the buffer");
        publicPort.close();
        try {
            main.stop();
            beans.close();
            foundation.close();
        } finally {
            lock.close();
        }
        LOG.info("stopped");
    }
}
