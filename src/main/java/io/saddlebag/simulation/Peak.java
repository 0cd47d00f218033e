package io.saddlebag.simulation;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.sandbox.shipbob.Automation;
import io.saddlebag.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A retailer's rehearsal before peak: their own routes, mappings and settings against understudies of all their partners.
 * Their files are copied into a work folder and stay as they are; nothing but this machine is called.
 */
public final class Peak {

    private static final Duration QUICK = Duration.ofMillis(300);
    private static final Duration SECOND_PARCEL = Duration.ofSeconds(4);
    private static final String UP = "the daemon ended by itself: ";

    private final RetailerStage retailer;
    private final int odoo;
    private final Path work;
    private int homes;

    /**
     * A rehearsal that has not begun.
     *
     * @param settings the retailer's
     * @param odoo which Odoo plays every ERP: 17 or 19
     * @param work an empty folder
     * @throws ScenarioProblem if it could reach a place elsewhere, or there is no store
     */
    public static Peak of(Settings settings, int odoo, Path work) {
        return new Peak(new RetailerStage(settings), odoo, work);
    }

    private Peak(RetailerStage retailer, int odoo, Path work) {
        this.retailer = retailer;
        this.odoo = odoo;
        this.work = work;
        List<String> elsewhere = retailer.routesElsewhere();
        if (!elsewhere.isEmpty()) {
            throw new ScenarioProblem(List.of("a rehearsal calls nothing but this machine, and the routes do: "
                    + String.join("; ", elsewhere) + ". Put the address into a setting, which a rehearsal leaves out"));
        }
        if (retailer.retailer().stores().isEmpty()) {
            throw new ScenarioProblem(List.of("no store is configured (saddlebag.store.NAME.url)"));
        }
    }

    /** The stores that are configured. */
    public List<String> stores() {
        return List.copyOf(retailer.retailer().stores());
    }

    /** Settings that are left out, and why. */
    public SortedMap<String, String> omissions() {
        return new TreeMap<>(retailer.omissions());
    }

    /** The six regression flows of one store. */
    public List<Flow> flows(String store) throws InterruptedException {
        Automation inTwoParcels = new Automation(true, QUICK.dividedBy(2), QUICK, SECOND_PARCEL, Optional.of(QUICK), 1);
        Stage stage;
        try {
            stage = retailer.stage(home(), store, odoo, inTwoParcels, Map.of());
        } catch (ScenarioProblem e) {
            return PeakFlows.none(store, e.getMessage());
        }
        try (AutoCloseable partners = stage.partners();
                DaemonProcess daemon =
                        DaemonProcess.in(stage.home(), stage.intake(), stage.settings(), stage.jvm(), Map.of())) {
            try {
                daemon.startAndWait();
            } catch (IllegalStateException e) {
                return PeakFlows.none(store, notUp(e));
            }
            try (Ledger ledger = LedgerFactory.read(LedgerSettings.sqlite(daemon.ledgerFile()))) {
                return new PeakFlows(stage.trio(), ledger).all();
            }
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) { // closing declares it
            throw new IllegalStateException("the rehearsal of " + store + " does not end cleanly", e);
        }
    }

    /** What the daemon says why it does not start. */
    private static String notUp(IllegalStateException e) {
        String said = String.valueOf(e.getMessage()).replace(UP, "");
        List<String> lines = new ArrayList<>(said.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("\t"))
                .toList());
        int from = Math.max(0, lines.size() - 8);
        return "the daemon does not start with these files: " + String.join(" | ", lines.subList(from, lines.size()));
    }

    /** So many orders into one store, at a pace, judged by what the partners hold in the end. */
    public Verdict burst(String store, int orders, double rate) throws InterruptedException {
        Scenario burst = new Scenario(
                "burst into " + store,
                "orders and nothing else",
                List.of(),
                2026,
                new Scenario.Partners(odoo, QUICK, 0.2),
                Map.of(),
                new Scenario.Orders(orders, rate, Map.of(), Duration.ZERO),
                List.of(),
                new Scenario.Expectation(Map.of(), Duration.ofSeconds(120 + orders / 2)),
                Optional.empty());
        return play(burst, store);
    }

    /** A scenario with one store. */
    public Verdict play(Scenario scenario, String store) throws InterruptedException {
        Automation automation = Automation.shipping(scenario.partners().shipAfter())
                .splitting(scenario.partners().split());
        return Rehearsal.of(
                scenario, retailer.stage(home(), store, scenario.partners().odoo(), automation, scenario.settings()));
    }

    private Path home() {
        return work.resolve("home-" + homes++);
    }
}
