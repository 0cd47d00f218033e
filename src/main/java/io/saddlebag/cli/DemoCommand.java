package io.saddlebag.cli;

import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.shipbob.Automation;
import io.saddlebag.settings.Settings;
import io.saddlebag.wiring.Daemon;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs the daemon with sandbox partners and shows orders travelling.")
final class DemoCommand implements Callable<Integer> {

    private static final Duration FAST = Duration.ofMillis(200);
    private static final Duration CALM = Duration.ofMillis(500);

    @Spec
    private CommandSpec spec;

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
        if (odoo != 17 && odoo != 19) {
            throw new ParameterException(spec.commandLine(), "--odoo must be 17 or 19");
        }
        if (untilDone && orders < 1) {
            throw new ParameterException(spec.commandLine(), "--until-done needs --orders with a number of 1 or more");
        }
        Path data = Files.createTempDirectory("saddlebag-demo");
        Interruption interruption = new Interruption();
        PrintStream err = System.err;
        try {
            return show(data, interruption, log());
        } finally {
            System.setErr(err);
            delete(data);
            interruption.over();
        }
    }

    /** Log lines would tear the picture: where there is one they go to a file, whose name is returned. */
    private static String log() throws IOException {
        if (!Terminal.now().interactive()) {
            return "";
        }
        Path log = Files.createTempFile("saddlebag-demo", ".log");
        System.setErr(new PrintStream(Files.newOutputStream(log), true, StandardCharsets.UTF_8));
        return log.toString();
    }

    private int show(Path data, Interruption interruption, String log) throws IOException, InterruptedException {
        int intake = freePort(8080);
        int operations = freePort(8081);
        SandboxPartners.Plan plan = SandboxPartners.Plan.instant()
                .odoo(odoo)
                .warehouse(Automation.shipping(Duration.ofSeconds(2)).splitting(0.2));
        try (SandboxPartners partners = SandboxPartners.start(plan)) {
            return show(partners, settings(partners, data, intake, operations), interruption, log);
        }
    }

    private int show(SandboxPartners partners, Settings settings, Interruption interruption, String log)
            throws InterruptedException {
        PrintStream out = System.out;
        int operations = settings.section("saddlebag.operations").number("port", 8081);
        DemoPeople people = DemoPeople.in(settings); // before the daemon, which makes a first user where there is none
        try (Daemon daemon = Daemon.start(settings)) {
            List<String> head = new ArrayList<>(List.of(
                    String.format(
                            "store %s  Odoo %d %s  ShipBob %s",
                            place(partners.store().url()),
                            odoo,
                            place(partners.odoo().url()),
                            place(partners.shipBob().url())),
                    "operations http://127.0.0.1:" + operations + "  /observe/health  /observe/metrics  /api/v1",
                    "token " + daemon.token()));
            head.addAll(people.lines(operations));
            if (!log.isEmpty()) {
                head.add("log " + log);
            }
            DemoOrders placing = new DemoOrders(partners.store(), orders);
            DemoVerdict verdict = new DemoVerdict(partners, daemon.ledger());
            DemoMarket market = new DemoMarket(partners, daemon.ledger(), DaemonApi.of(home, settings));
            Instant started;
            try (LiveView view = new LiveView(out, daemon.ledger(), daemon.broker(), head, market::lines)) {
                started = view.started();
                Instant limit = started.plusSeconds(within);
                while (!interruption.asked()) {
                    placing.tick();
                    market.tick();
                    view.draw(placing.placed().size());
                    if (untilDone
                            && placing.finished()
                            && (verdict.done(placing.placed()) || Instant.now().isAfter(limit))) {
                        break;
                    }
                    interruption.await(untilDone ? FAST : CALM);
                }
            }
            return verdict.print(out, placing.placed(), started, interruption.asked());
        }
    }

    private Settings settings(SandboxPartners partners, Path data, int intake, int operations) throws IOException {
        Map<String, String> overrides = new TreeMap<>(partners.settings("http://127.0.0.1:" + intake));
        overrides.put("saddlebag.data", data.toString());
        overrides.put("saddlebag.intake.host", "127.0.0.1");
        overrides.put("saddlebag.intake.port", String.valueOf(intake));
        overrides.put("saddlebag.operations.port", String.valueOf(operations));
        overrides.put("saddlebag.stop-within", "3s");
        overrides.put("saddlebag.poll.orders", "0/5 * * * * ?");
        overrides.put("saddlebag.poll.invoices", "1/5 * * * * ?");
        overrides.put("saddlebag.poll.shipments", "2/5 * * * * ?");
        overrides.put("saddlebag.store.main.publish", "stock,prices");
        overrides.put("saddlebag.poll.items", "4/5 * * * * ?");
        overrides.put("saddlebag.erp.odoo.stock", "true");
        overrides.put("saddlebag.poll.levels", "0/2 * * * * ?");
        overrides.put("saddlebag.erp.odoo.prices", "true");
        overrides.put("saddlebag.poll.prices", "1/2 * * * * ?");
        overrides.put("saddlebag.prices.every", "3/5 * * * * ?");
        Path folder = home.folder();
        if (!Files.isDirectory(folder.resolve("routes"))) {
            folder = HomeFiles.layOut(data.resolve("home")).folder();
        }
        overrides.put(
                "saddlebag.mappings",
                DemoMarket.mappings(folder.resolve("mappings"), data.resolve("mappings"))
                        .toString());
        return Settings.load(folder, Map.of(), overrides);
    }

    private static String place(String url) {
        return url.replaceFirst("^http://", "");
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
