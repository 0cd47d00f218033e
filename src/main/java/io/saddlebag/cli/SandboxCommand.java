package io.saddlebag.cli;

import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.shipbob.Automation;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description = "Runs a store, an ERP and a warehouse to try things against, and prints the settings for them.")
final class SandboxCommand implements Callable<Integer> {

    @Option(names = "--odoo", description = "which Odoo the ERP is: 17 or 19 (default: ${DEFAULT-VALUE})")
    private int odoo = 19;

    @Option(
            names = "--ship-after",
            description = "seconds until the warehouse ships an order; 0 is at once (default: ${DEFAULT-VALUE})")
    private int shipAfter = 3;

    @Option(names = "--ports", description = "first of three ports (default: ${DEFAULT-VALUE})")
    private int ports = 18_091;

    @Option(
            names = "--intake",
            description = "where the partners reach the daemon's intake (default: ${DEFAULT-VALUE})")
    private String intake = "http://127.0.0.1:8080";

    @Override
    public Integer call() throws InterruptedException {
        Automation automation =
                shipAfter == 0 ? Automation.instant() : Automation.shipping(Duration.ofSeconds(shipAfter));
        try (SandboxPartners partners =
                SandboxPartners.start(new SandboxPartners.Plan(odoo, automation, ports, ports + 1, ports + 2))) {
            System.out.println("# The sandbox is up. These settings point a daemon at it:");
            partners.settings(intake).forEach((key, value) -> System.out.println(key + "=" + value));
            System.out.printf(
                    "# Place orders: curl -X POST %s/__sandbox/orders -d '{\"count\":5}'%n# Faults: POST /__sandbox/faults on each, see the README%n",
                    partners.store().url());
            new CountDownLatch(1).await();
        }
        return 0;
    }
}
