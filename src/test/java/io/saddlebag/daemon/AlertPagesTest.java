package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.saddlebag.access.Role;
import io.saddlebag.ledger.AlertLedger.Alert;
import io.saddlebag.ledger.Audit;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people see of alerts at the console, and say there. */
class AlertPagesTest extends ParkedProblems {

    private static final String HOME = "/console/alerts";

    @Override
    Map<String, String> settings() {
        return Map.of("saddlebag.alert.every", "* * * * * ?", "saddlebag.alert.settle", "1s");
    }

    @Test
    void anAlertIsSeenAcknowledgedWithANoteAndResolved() {
        Visitor ann = Visitor.signedIn(running, Role.FULFILMENT);
        String before = ann.get(HOME).body();
        String message = message(parkedOrder("ALERTED-1"));
        eventually(() -> assertThat(ann.get(HOME).body()).contains("unknown-sku", "/acknowledge\""));
        String id = alert().id();
        String path = HOME + "/" + id + "/acknowledge";

        HttpResponse<String> without = ann.post(path, Map.of("csrf", ann.secret()));
        ann.post(path, Map.of("csrf", ann.secret(), "note", "asked purchasing"));
        String acknowledged = ann.get(HOME).body();
        ann.post(path, Map.of("csrf", ann.secret(), "note", "again"));
        String twice = ann.get(HOME).body();
        HttpResponse<String> unknown =
                ann.post(HOME + "/nothing/acknowledge", Map.of("csrf", ann.secret(), "note", "x"));
        call("POST", "/api/v1/parked/" + message + "/skip", "{\"by\":\"ann\",\"reason\":\"a test\"}");

        assertThat(before).contains("Nobody has acknowledged an alert", "No alert was resolved lately");
        assertThat(without.statusCode()).isEqualTo(400);
        assertThat(acknowledged)
                .contains("Acknowledged: nobody is reminded any more.", "asked purchasing", "ufulfilment")
                .doesNotContain(path + "\"");
        assertThat(twice).contains("Nothing was done");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(running.ledger().audit().find("alert/" + id, Optional.empty(), 10))
                .extracting(Audit.Chained::entry)
                .extracting(Audit.Entry::what, Audit.Entry::who, Audit.Entry::why)
                .containsExactly(tuple("acknowledged", "ufulfilment", "asked purchasing"));
        eventually(() -> assertThat(ann.get(HOME).body())
                .contains(">resolved</span>", "asked purchasing")
                .contains("Nobody has acknowledged an alert"));
    }

    private Alert alert() {
        return running.ledger().alerts().open(10).stream()
                .filter(alert -> alert.rule().equals("parked"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyRuleIsExplainedAndOnlyWhoMayIsLetIn() {
        Visitor admin = Visitor.signedIn(running, Role.ADMIN);

        String page = admin.get(HOME).body();
        HttpResponse<String> handled =
                admin.post(HOME + "/any/acknowledge", Map.of("csrf", admin.secret(), "note", "x"));

        assertThat(page)
                .contains("id=\"rule-partner-paused\"", "id=\"rule-prices-held\"")
                .contains("orders of a store are due and not in the ERP after this time")
                .doesNotContain("/acknowledge\"");
        assertThat(handled.statusCode()).isEqualTo(403);
        assertThat(Visitor.signedIn(running, Role.SUPPORT).get(HOME).statusCode())
                .isEqualTo(403);
    }
}
