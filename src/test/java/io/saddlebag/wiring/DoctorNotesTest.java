package io.saddlebag.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.delivery.Finding;
import io.saddlebag.delivery.Finding.Status;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is only so because the partners are sandboxes on this machine is told from what somebody should look at. */
class DoctorNotesTest {

    @TempDir
    private Path data;

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void asksNobodyToLookAtASandbox(int odoo) {
        try (SandboxPartners partners =
                SandboxPartners.start(SandboxPartners.Plan.instant().odoo(odoo))) {
            List<String> findings = findings(partners, "127.0.0.1", Map.of());

            assertThat(findings)
                    .containsExactlyInAnyOrder(
                            "store.main NOTE transport",
                            "store.main NOTE webhooks",
                            "store.main NOTE public address",
                            "erp.odoo NOTE address",
                            "erp.odoo NOTE clock",
                            "erp.odoo NOTE key",
                            "warehouse.shipbob NOTE clock",
                            "warehouse.shipbob NOTE webhooks");
        }
    }

    /** Leads to the same sandbox, by an address that names no particular machine. */
    @Test
    void warnsOfTheSameAtAnyOtherAddress() {
        try (SandboxPartners partners = SandboxPartners.start(SandboxPartners.Plan.instant())) {
            List<String> findings = findings(partners, "0.0.0.0", Map.of());

            assertThat(findings)
                    .contains(
                            "store.main WARN transport",
                            "store.main WARN webhooks",
                            "store.main WARN public address",
                            "erp.odoo WARN address",
                            "erp.odoo WARN clock",
                            "erp.odoo WARN key",
                            "warehouse.shipbob WARN clock",
                            "warehouse.shipbob WARN webhooks")
                    .noneMatch(finding -> finding.contains(" NOTE "));
        }
    }

    @Test
    void saysWhyNoStockWouldBePublished() {
        try (SandboxPartners partners = SandboxPartners.start(SandboxPartners.Plan.instant())) {
            Map<String, String> publish = Map.of("saddlebag.store.main.publish", "stock");
            Map<String, String> read = new TreeMap<>(publish);
            read.put("saddlebag.erp.odoo.stock", "true");
            read.put("saddlebag.warehouse.shipbob.stock", "true");

            assertThat(findings(partners, "127.0.0.1", publish)).contains("store.main FAIL stock");
            assertThat(findings(partners, "127.0.0.1", read)).noneMatch(finding -> finding.endsWith(" stock"));
        }
    }

    /** Group, status and subject of everything about the partners that is not simply in order. */
    private List<String> findings(SandboxPartners partners, String host, Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>(partners.settings("http://127.0.0.1:1"));
        settings.replaceAll((key, value) -> value.replace("//127.0.0.1:", "//" + host + ":"));
        settings.put("saddlebag.data", data.toString());
        settings.putAll(more);
        List<String> told = new ArrayList<>();
        Doctor.examine(Settings.load(Path.of("."), Map.of(), settings), group -> {
            if (group.name().contains(".")) {
                for (Finding finding : group.findings()) {
                    if (finding.status() != Status.OK) {
                        told.add(group.name() + " " + finding.status() + " " + finding.what());
                    }
                }
            }
        });
        return told;
    }
}
