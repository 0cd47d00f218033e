package io.saddlebag.wiring;

import io.saddlebag.broker.Broker;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.operations.OperationsApi;
import io.saddlebag.operations.OperationsToken;
import io.saddlebag.settings.Section;
import io.saddlebag.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.Main;
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
    private final int intakePort;
    private final int operationsPort;
    private final String token;

    private Daemon(Foundation foundation, Main main, Beans beans, int intakePort, int operationsPort, String token) {
        this.foundation = foundation;
        this.main = main;
        this.beans = beans;
        this.intakePort = intakePort;
        this.operationsPort = operationsPort;
        this.token = token;
    }

    /**
     * Starts everything and returns when the ports listen and the routes run.
     *
     * @throws io.saddlebag.settings.SettingsException naming every problem of the settings
     * @throws IllegalStateException if a port is taken, a route cannot be loaded or a folder is in use
     */
    public static Daemon start(Settings settings) {
        Path routes = settings.folder("saddlebag.routes", "routes");
        if (!Files.isDirectory(routes)) {
            throw new IllegalStateException(
                    "there is no folder " + routes + "; run 'init' to lay out a home, or name one with --home");
        }
        Section intake = settings.section("saddlebag.intake");
        Section operations = settings.section("saddlebag.operations");
        Foundation foundation = new Foundation(settings);
        Main main = new Main();
        try {
            Beans beans = new Beans(foundation);
            String token = operations.find("token").orElseGet(() -> OperationsToken.keptIn(foundation.data));
            configure(main, settings, routes, intake, operations);
            main.configure().addConfiguration(beans);
            // Before Camel makes a registry of its own, whose page would not show our meters.
            main.bind("metricsRegistry", foundation.meters);
            main.start();
            int operationsPort = operations.number("port", 8081);
            mount(main.getCamelContext(), operationsPort, beans, foundation, token);
            beans.publicPort().mount(router(main.getCamelContext(), intake.number("port", 8080)));
            return new Daemon(foundation, main, beans, intake.number("port", 8080), operationsPort, token);
        } catch (Exception e) { // Camel's Main declares Exception; nothing may stay behind half-started
            main.stop();
            foundation.close();
            throw e instanceof RuntimeException known
                    ? known
                    : new IllegalStateException("the daemon cannot start: " + e.getMessage(), e);
        }
    }

    private static void configure(Main main, Settings settings, Path routes, Section intake, Section operations) {
        Properties properties = settings.forRoutes();
        properties.setProperty("camel.main.routesIncludePattern", "file:" + routes + "/**/*.yaml");
        properties.setProperty("camel.main.routesReloadEnabled", "false");
        properties.setProperty(
                "camel.main.shutdownTimeout",
                String.valueOf(settings.section("saddlebag")
                        .duration("stop-within", Duration.ofSeconds(20))
                        .toSeconds()));
        properties.setProperty("camel.server.enabled", "true");
        properties.setProperty("camel.server.host", intake.text("host", "0.0.0.0"));
        properties.setProperty("camel.server.port", String.valueOf(intake.number("port", 8080)));
        properties.setProperty("camel.server.fileUploadEnabled", "false");
        // Beyond this Vert.x cuts the connection; up to it the intake answers 413 in its own words.
        properties.setProperty("camel.server.maxBodySize", String.valueOf(4L * intake.number("max-bytes", 5_000_000)));
        properties.setProperty("camel.management.enabled", "true");
        properties.setProperty("camel.management.host", operations.text("host", "127.0.0.1"));
        properties.setProperty("camel.management.port", String.valueOf(operations.number("port", 8081)));
        settings.problems().throwIfAny();
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setOverrideProperties(properties);
    }

    private static void mount(CamelContext camel, int port, Beans beans, Foundation foundation, String token) {
        new OperationsApi(foundation.ledger, beans.stores(), beans.backfills(camel), beans.feeds()::all, token)
                .mount(router(camel, port));
    }

    private static VertxPlatformHttpRouter router(CamelContext camel, int port) {
        return VertxPlatformHttpRouter.lookup(camel, VertxPlatformHttpRouter.getRouterNameFromPort(port));
    }

    /** The public port. */
    public int intakePort() {
        return intakePort;
    }

    /** The operations port. */
    public int operationsPort() {
        return operationsPort;
    }

    /** The API's token. */
    public String token() {
        return token;
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
        main.stop();
        beans.close();
        foundation.close();
        LOG.info("stopped");
    }
}
