package io.saddlebag.wiring;

import static io.saddlebag.delivery.Finding.Status.FAIL;
import static io.saddlebag.delivery.Finding.Status.OK;
import static io.saddlebag.delivery.Finding.Status.WARN;

import io.saddlebag.broker.Broker;
import io.saddlebag.broker.BrokerSettings;
import io.saddlebag.contract.Contracts;
import io.saddlebag.contract.ContractsUnreadable;
import io.saddlebag.delivery.Finding;
import io.saddlebag.journey.Queues;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.mapping.Mappings;
import io.saddlebag.mapping.MappingsUnreadable;
import io.saddlebag.settings.Settings;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at this machine: folders, ports, ledger, buffer, files of the home. Leaves everything as it was. */
final class LocalChecks {

    private static final long MEGABYTE = 1024 * 1024;
    /** Two journal files, a page file and room for a ledger of some thousand orders. */
    private static final long LEAST_DISK = 200 * MEGABYTE;

    private static final long WISE_DISK = 2_000 * MEGABYTE;

    private final Settings settings;
    private final Preflight preflight;
    private final Optional<String> daemon;

    LocalChecks(Settings settings, Preflight preflight) {
        this.settings = settings;
        this.preflight = preflight;
        this.daemon = FolderLock.owner(preflight.data);
    }

    List<Finding> machine() {
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding(
                "Java",
                OK,
                Runtime.version() + ", " + megabytes(Runtime.getRuntime().maxMemory()) + " for the heap",
                ""));
        findings.add(
                new Finding("time", OK, "times are UTC in every output; polls run in " + ZoneId.systemDefault(), ""));
        findings.add(new Finding(
                "daemon", OK, daemon.map(pid -> "runs as process " + pid).orElse("none runs in this home"), ""));
        findings.add(folder());
        disk().ifPresent(findings::add);
        findings.add(port("intake port", preflight.intake));
        findings.add(port("operations port", preflight.operations));
        if (!preflight.operations.loopback()) {
            findings.add(new Finding(
                    "operations host",
                    WARN,
                    preflight.operations.host() + " is reached from other machines, over plain http",
                    "set saddlebag.operations.host=127.0.0.1, or let a firewall or proxy guard the port"));
        }
        findings.add(ledger());
        findings.add(buffer());
        return findings;
    }

    List<Finding> files() {
        List<Finding> findings = new ArrayList<>();
        Path mappings = settings.folder("saddlebag.mappings", "mappings");
        findings.add(loaded("mappings", mappings, () -> Mappings.load(mappings).names()));
        Path contracts = mappings.resolve("contracts");
        findings.add(
                loaded("contracts", contracts, () -> Contracts.load(contracts).names()));
        findings.add(new RouteFilesCheck(preflight.routes).finding());
        List<String> unused = preflight.unusedPartners();
        unused.forEach(problem -> findings.add(
                new Finding("partners", WARN, problem, "add a file as the README shows, or take the settings out")));
        if (unused.isEmpty()) {
            findings.add(new Finding("partners", OK, "routes and settings name the same", ""));
        }
        return findings;
    }

    private interface Loading {
        Set<String> names();
    }

    private static Finding loaded(String what, Path folder, Loading loading) {
        try {
            return new Finding(what, OK, loading.names().size() + " in " + folder, "");
        } catch (MappingsUnreadable | ContractsUnreadable e) {
            return new Finding(what, FAIL, e.getMessage(), "correct these files in " + folder);
        }
    }

    private Finding folder() {
        Path existing = preflight.data;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return Files.isDirectory(existing) && Files.isWritable(existing)
                ? new Finding("data folder", OK, preflight.data + " can be written", "")
                : new Finding(
                        "data folder",
                        FAIL,
                        preflight.data + " cannot be written",
                        "give the user '" + System.getProperty("user.name") + "' the right to, or set saddlebag.data");
    }

    private Optional<Finding> disk() {
        Path existing = preflight.data;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            FileStore store = Files.getFileStore(existing);
            long free = store.getUsableSpace();
            // The embedded broker stops taking messages at 97 % use.
            boolean nearlyFull = store.getTotalSpace() > 0 && free * 100 < store.getTotalSpace() * 3;
            Finding.Status status = free < LEAST_DISK || nearlyFull ? FAIL : free < WISE_DISK ? WARN : OK;
            return Optional.of(new Finding(
                    "disk space",
                    status,
                    megabytes(free) + " free of " + megabytes(store.getTotalSpace()),
                    status == OK
                            ? ""
                            : "make room, or put saddlebag.data on a larger disk; at 97 % nothing is taken any more"));
        } catch (IOException e) {
            return Optional.of(new Finding(
                    "disk space", WARN, "cannot be told: " + e.getMessage(), "look at the disk of " + existing));
        }
    }

    private Finding port(String what, Ports port) {
        Optional<String> trouble = port.trouble();
        String place = port.port() + " on " + port.host();
        if (daemon.isPresent()) {
            return trouble.isPresent()
                    ? new Finding(what, OK, place + ", the running daemon listens", "")
                    : new Finding(
                            what,
                            WARN,
                            place + " is free, although the daemon runs",
                            "the daemon was started with another " + port.section()
                                    + ".port: restart it to use this one, or"
                                    + " write the other into application.properties, which every command reads");
        }
        return trouble.map(
                        text -> new Finding(what, FAIL, text.replaceFirst("; .*", ""), text.replaceFirst("^.*?; ", "")))
                .orElseGet(() -> new Finding(what, OK, place + " is free", ""));
    }

    private Finding ledger() {
        LedgerSettings place = Foundation.ledgerSettings(settings, preflight.data);
        boolean file = settings.find("saddlebag.ledger.url")
                .filter(url -> url.startsWith("jdbc:postgresql:"))
                .isEmpty();
        if (file
                && !Files.exists(preflight.data.resolve("ledger.db"))
                && settings.find("saddlebag.ledger.url").isEmpty()) {
            return new Finding("ledger", OK, "new: it is made at the first start in " + preflight.data, "");
        }
        try (Ledger ledger = LedgerFactory.read(place)) {
            long orders = ledger.counts().values().stream().mapToLong(n -> n).sum();
            return new Finding("ledger", OK, (file ? "SQLite" : "PostgreSQL") + ", " + orders + " orders", "");
        } catch (LedgerUnavailable e) {
            return new Finding(
                    "ledger",
                    daemon.isEmpty() && !file ? FAIL : WARN,
                    e.getMessage(),
                    file
                            ? "start the daemon once; if that fails too, restore the file from a backup"
                            : "check saddlebag.ledger.url, user and password, and that this machine may reach the database");
        }
    }

    private Finding buffer() {
        BrokerSettings broker = BrokerSettings.from(
                settings.section("saddlebag.broker"),
                preflight.data,
                Queues.from(settings.section("saddlebag.queue")).deadLetters());
        if (broker.embedded()) {
            return new Finding("buffer", OK, "embedded, journal in " + broker.folder(), "");
        }
        return Broker.reach(broker)
                .map(trouble -> new Finding(
                        "buffer",
                        FAIL,
                        broker.url().replaceFirst("[?].*", "") + ": " + trouble,
                        "check saddlebag.broker.url, user and password, and that this machine may reach the broker"))
                .orElseGet(() -> new Finding("buffer", OK, broker.url().replaceFirst("[?].*", "") + " answers", ""));
    }

    private static String megabytes(long bytes) {
        return bytes / MEGABYTE + " MB";
    }
}
