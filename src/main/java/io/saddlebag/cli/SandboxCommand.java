package io.saddlebag.cli;

import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.Showroom;
import io.saddlebag.sandbox.shipbob.Automation;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description = "Runs a store, an ERP and a warehouse to try things against, and prints the settings for them.")
final class SandboxCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--odoo", description = "which Odoo the ERP is: 17 or 19 (default: ${DEFAULT-VALUE})")
    private int odoo = 19;

    @Option(
            names = "--ship-after",
            description = "seconds until the warehouse ships an order; 0 is at once (default: ${DEFAULT-VALUE})")
    private int shipAfter = 3;

    @Option(names = "--ports", description = "first of three ports (default: ${DEFAULT-VALUE})")
    private int ports = 18_091;

    @Option(
            names = "--write",
            paramLabel = "FILE",
            defaultValue = "",
            description = "also writes the settings into this new file, e.g. application.properties of an empty home")
    private String write;

    @Option(
            names = "--intake",
            description = "where the partners reach the daemon's intake (default: ${DEFAULT-VALUE})")
    private String intake = "http://127.0.0.1:8080";

    @Override
    public Integer call() throws InterruptedException {
        if (odoo != 17 && odoo != 19) {
            throw new ParameterException(spec.commandLine(), "--odoo must be 17 or 19");
        }
        for (int port = ports; port < ports + 3; port++) {
            try (ServerSocket free = new ServerSocket(port)) {
                free.setReuseAddress(true);
            } catch (IOException | IllegalArgumentException e) {
                throw new Problem("port " + port + " cannot be used (" + e.getMessage()
                        + "); stop what listens there, or choose three others with --ports");
            }
        }
        Automation automation =
                shipAfter == 0 ? Automation.instant() : Automation.shipping(Duration.ofSeconds(shipAfter));
        try (SandboxPartners partners =
                SandboxPartners.start(new SandboxPartners.Plan(odoo, automation, ports, ports + 1, ports + 2))) {
            Map<String, String> settings = partners.settings(intake);
            settings.putAll(Showroom.furnish(partners));
            if (!write.isEmpty()) {
                write(settings);
            }
            System.out.println("# The sandbox is up until Ctrl-C. These settings point a daemon at it:");
            settings.forEach((key, value) -> System.out.println(key + "=" + value));
            if (!write.isEmpty()) {
                System.out.println("# They are written to " + Path.of(write).toAbsolutePath() + ".");
                System.out.println(next());
            }
            System.out.printf(
                    "# Place 5 orders: curl -X POST %s/__sandbox/orders -d '{\"count\":5}'%n",
                    partners.store().url());
            System.out.println(
                    "# Make a partner fail: POST /__sandbox/faults at its address; see the README, \"Development\"");
            new CountDownLatch(1).await();
        }
        return 0;
    }

    /** What to do with the file, in another terminal, as the sandbox keeps this one. */
    private String next() {
        Path file = Path.of(write).toAbsolutePath().normalize();
        return file.endsWith(HomeFiles.SETTINGS)
                ? "# Next, in another terminal: 'init --home " + file.getParent()
                        + "' adds routes and mappings and keeps the file, 'run --home " + file.getParent()
                        + "' starts the daemon."
                : "# Next: put them into the " + HomeFiles.SETTINGS + " of a home ('init' lays one out), then 'run'.";
    }

    private void write(Map<String, String> settings) {
        StringBuilder text = new StringBuilder("# Points a daemon at the sandbox. No production settings.\n");
        settings.forEach(
                (key, value) -> text.append(key).append('=').append(value).append('\n'));
        try {
            Files.writeString(Path.of(write), text, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new Problem("the file " + write + " cannot be written ("
                    + e.getClass().getSimpleName() + "); if it is there already, keep it and leave --write off");
        }
    }
}
