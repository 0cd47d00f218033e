package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.saddlebag.access.Role;
import io.saddlebag.ledger.Audit;
import io.saddlebag.order.OrderState;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What IT operations sees of the machinery at the console, and does there. */
class OperationsPagesTest extends ParkedProblems {

    private static final String HOME = "/console/operations";

    @Test
    void routesQueuesPartnersPollsAndWebhooksAreShown() {
        running.partners().store().place(1);
        Visitor it = Visitor.signedIn(running, Role.IT_OPERATIONS);

        eventually(() -> assertThat(it.get(HOME).body())
                .contains("<code>orders-to-odoo</code>", "<code>order.to-erp.odoo</code>", "erp.odoo", "store.main")
                .contains("warehouse.", "orders-of-main", "yes, and watched", "no: polls only")
                .contains("The configuration was loaded", "p99")
                .containsPattern("<dd>[1-9]\\d*, 0 since the start</dd>")
                .containsPattern("<td class=\"number\">[1-9]\\d*</td>"));
    }

    @Test
    void onlyWhoMayIsLetInAndOnlyWhoMayPauses() {
        Visitor admin = Visitor.signedIn(running, Role.ADMIN);

        HttpResponse<String> seen = admin.get(HOME);
        HttpResponse<String> paused =
                admin.post(HOME + "/partners/erp/odoo/pause", Map.of("csrf", admin.secret(), "reason", "curious"));

        assertThat(seen.statusCode()).isEqualTo(200);
        assertThat(seen.body()).doesNotContain("/pause\"");
        assertThat(paused.statusCode()).isEqualTo(403);
        assertThat(Visitor.signedIn(running, Role.FULFILMENT).get(HOME).statusCode())
                .isEqualTo(403);
        assertThat(Visitor.signedIn(running, Role.FULFILMENT)
                        .get(HOME + "/stuck")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void ordersThatWaitForAPausedErpAreFoundFromTheFirstPageAndGoOnWhenItDoes() {
        Visitor it = Visitor.signedIn(running, Role.IT_OPERATIONS);

        HttpResponse<String> without = it.post(HOME + "/partners/erp/odoo/pause", Map.of("csrf", it.secret()));
        it.post(HOME + "/partners/erp/odoo/pause", Map.of("csrf", it.secret(), "reason", "a new release"));
        String paused = it.get(HOME).body();
        it.post(HOME + "/partners/erp/odoo/pause", Map.of("csrf", it.secret(), "reason", "again"));
        String twice = it.get(HOME).body();
        long id = running.partners().store().place(1).get(0);
        eventually(() -> assertThat(it.get(HOME).body()).contains("1 of main due and not there"));
        String stuck = it.get(HOME + "/stuck").body();
        String figures = it.get("/console/figures").body();
        it.post(HOME + "/partners/erp/odoo/resume", Map.of("csrf", it.secret()));
        String resumed = it.get(HOME).body();

        assertThat(without.statusCode()).isEqualTo(400);
        assertThat(paused).contains("erp.odoo is paused. What is for it waits.", ">forced</span>", "a new release");
        assertThat(twice).contains("erp.odoo is paused already, by uit-operations: a new release");
        assertThat(stuck).contains("/console/orders/main/" + id);
        assertThat(figures)
                .as("the business comes first")
                .containsPattern("<b>1</b> orders of main are due and not in the ERP</a>\\s+worth <b>[0-9.]+ EUR</b>");
        assertThat(resumed).contains("erp.odoo goes on.");
        eventually(() -> assertThat(state("main", id)).isEqualTo(OrderState.COMPLETED));
        eventually(() -> assertThat(it.get(HOME).body()).doesNotContain("of main due and not there"));
        assertThat(running.ledger().audit().find("partner/erp.odoo", Optional.empty(), 10))
                .extracting(Audit.Chained::entry)
                .extracting(Audit.Entry::what, Audit.Entry::who, Audit.Entry::why)
                .containsExactly(
                        tuple("resumed", "uit-operations", ""), tuple("paused", "uit-operations", "a new release"));
    }

    @Test
    void whatIsParkedBeforeTheErpIsStuckToo() {
        long id = parkedOrder("STUCK-1");
        Visitor it = Visitor.signedIn(running, Role.IT_OPERATIONS);

        String page = it.get(HOME).body();
        String stuck = it.get(HOME + "/stuck").body();

        assertThat(page).contains("/console/parked?step=order.to-erp\">1 parked at order.to-erp");
        assertThat(page).contains("/console/parked?category=business");
        assertThat(stuck).contains("/console/parked/" + message(id), "STUCK-1");
    }
}
