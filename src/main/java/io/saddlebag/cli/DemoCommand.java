package io.saddlebag.cli;

import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.shipbob.Automation;
import io.saddlebag.settings.Settings;
import io.saddlebag.wiring.Daemon;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs the daemon with sandbox partners and shows orders travelling.")
final class DemoCommand implements Callable<Integer> {

    @Mixin
    private Home home;

    @Option(names = "--orders", description = "how many orders are placed; 0: one every second or so, without end")
    private int orders;

    @Option(names = "--until-done", description = "ends when every order is done, and judges")
    private boolean untilDone;

    @Option(names = "--odoo", description = "which Odoo the ERP is: 17 or 19 (default: ${DEFAULT-VALUE})")
    private int odoo = 19;

    @Option(names = "--within", description = "seconds after which --until-done gives up (default: ${DEFAULT-VALUE})")
    private int within = 120;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("saddlebag-demo");
        PrintStream out = System.out;
        int intake = freePort(8080);
        int operations = freePort(8081);
        SandboxPartners.Plan plan = SandboxPartners.Plan.instant()
                .odoo(odoo)
                .warehouse(Automation.shipping(Duration.ofSeconds(2)).splitting(0.2));
        try (SandboxPartners partners = SandboxPartners.start(plan);
                Daemon daemon = Daemon.start(settings(partners, data, intake, operations))) {
            out.printf(
                    "Saddlebag demo: store %s, Odoo %d at %s, ShipBob at %s%n",
                    partners.store().url(),
                    odoo,
                    partners.odoo().url(),
                    partners.shipBob().url());
            out.printf(
                    "Operations: http://127.0.0.1:%d/observe/health  /observe/metrics  /api/v1/orders (token %s)%n%n",
                    operations, daemon.token());
            DemoOrders placing = new DemoOrders(partners.store(), orders);
            LiveView view = new LiveView(out, daemon.ledger(), daemon.broker());
            Instant started = Instant.now();
            Instant limit = started.plusSeconds(within);
            DemoVerdict verdict = new DemoVerdict(partners, daemon.ledger());
            while (true) {
                placing.tick();
                view.draw(started, placing.placed());
                if (untilDone
                        && placing.finished()
                        && (verdict.done(placing.placed()) || Instant.now().isAfter(limit))) {
                    return verdict.print(out, placing.placed(), started);
                }
                Thread.sleep(untilDone ? 200 : 500);
            }
        } finally {
            delete(data);
        }
    }

    private Settings settings(SandboxPartners partners, Path data, int intake, int operations) {
        Map<String, String> overrides = new TreeMap<>(partners.settings("http://127.0.0.1:" + intake));
        overrides.put("saddlebag.data", data.toString());
        overrides.put("saddlebag.intake.host", "127.0.0.1");
        overrides.put("saddlebag.intake.port", String.valueOf(intake));
        overrides.put("saddlebag.operations.port", String.valueOf(operations));
        overrides.put("saddlebag.poll.orders", "0/5 * * * * ?");
        overrides.put("saddlebag.poll.invoices", "1/5 * * * * ?");
        overrides.put("saddlebag.poll.shipments", "2/5 * * * * ?");
        return Settings.load(home.folder(), Map.of(), overrides);
    }

    private static int freePort(int wished) throws IOException {
        try (ServerSocket socket = new ServerSocket(wished)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            try (ServerSocket other = new ServerSocket(0)) {
                return other.getLocalPort();
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
