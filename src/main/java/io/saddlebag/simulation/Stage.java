package io.saddlebag.simulation;

import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.shipbob.Automation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a rehearsal is played with: sandbox partners in this process and a home whose daemon is not started yet.
 *
 * @param trio the partners troubles befall
 * @param home its routes and mappings are there
 * @param intake port of the daemon's intake
 * @param settings of the daemon
 * @param jvm options of its JVM
 * @param partners closed at the end
 */
record Stage(
        Trio trio,
        HomeFolder home,
        int intake,
        Map<String, String> settings,
        List<String> jvm,
        AutoCloseable partners) {

    /** The product's own routes and mappings, and the partners the scenario asks for. */
    static Stage product(Scenario scenario, Path folder, Path routes, Path mappings, List<String> jvm) {
        SandboxPartners partners = SandboxPartners.start(SandboxPartners.Plan.instant()
                .odoo(scenario.partners().odoo())
                .warehouse(Automation.shipping(scenario.partners().shipAfter())
                        .splitting(scenario.partners().split())));
        int intake = FreePort.any();
        Map<String, String> settings = new TreeMap<>(partners.settings("http://127.0.0.1:" + intake));
        settings.putAll(DaemonProcess.impatient());
        settings.putAll(scenario.settings());
        return new Stage(
                Trio.of(partners), HomeFolder.at(folder).copy(routes, mappings), intake, settings, jvm, partners);
    }
}
