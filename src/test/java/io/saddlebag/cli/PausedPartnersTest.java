package io.saddlebag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.ledger.Step;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersion;
import io.saddlebag.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PausedPartnersTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final OrderKey KEY = new OrderKey("main", "38");

    @Test
    void tellsWhichOfAnOrdersPartnersStandStill(@TempDir Path folder) {
        Settings settings = Settings.load(
                folder,
                Map.of(),
                Map.of("saddlebag.store.main.erp", "odoo", "saddlebag.store.main.warehouse", "shipbob"));
        try (Ledger ledger = LedgerFactory.open(LedgerSettings.sqlite(folder.resolve("ledger.db")))) {
            OrderRow row = ledger.record(Step.of(KEY)
                            .seen(new Step.Seen(
                                    new OrderVersion(NOON, "h"), "38", "processing", "EUR", "1.00", "", NOON, "{}"))
                            .moveTo(OrderState.CAPTURED))
                    .row();
            ledger.partnerPauses().pause("erp.odoo", false, NOON, "transient", "it is down", "saddlebag");
            ledger.partnerPauses().pause("warehouse.shipbob", true, NOON, "", "stock taking", "ann");
            ledger.partnerPauses().pause("erp.other", false, NOON, "transient", "of no interest", "saddlebag");

            String text = printed(row, settings, ledger);

            assertThat(text)
                    .contains("erp.odoo is paused since 2026-11-24 12:00:00 UTC: it is down")
                    .contains("warehouse.shipbob is paused since 2026-11-24 12:00:00 UTC by ann: stock taking")
                    .contains("'partners resume warehouse.shipbob'")
                    .doesNotContain("of no interest");
        }
    }

    private static String printed(OrderRow row, Settings settings, Ledger ledger) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PausedPartners.of(row, settings).print(new PrintStream(bytes, true, StandardCharsets.UTF_8), ledger);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
