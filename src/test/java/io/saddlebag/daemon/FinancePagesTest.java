package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.access.Role;
import io.saddlebag.ledger.Audit;
import io.saddlebag.ledger.Ledger.Parked;
import io.saddlebag.ledger.Reconciliations.Difference;
import io.saddlebag.ledger.Reconciliations.DifferenceState;
import io.saddlebag.ledger.Reconciliations.Found;
import io.saddlebag.ledger.Reconciliations.Run;
import io.saddlebag.ledger.Step;
import io.saddlebag.ledger.Step.Seen;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersion;
import io.saddlebag.sandbox.SandboxPartners;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finance's pages: what stands still and what it is worth, what differs, and what was sold on which day. */
class FinancePagesTest {

    private static final String NEVER = "0 0 0 1 1 ? 2099";
    private static final Instant PLACED = Instant.now().minus(Duration.ofDays(2));
    private static final LocalDate DAY = LocalDate.ofInstant(PLACED, ZoneOffset.UTC);

    private static RunningDaemon running;

    @BeforeAll
    static void start(@TempDir Path data) {
        Map<String, String> quiet = new HashMap<>();
        for (String poll : List.of("poll.orders", "poll.reread", "poll.invoices", "poll.shipments", "reconcile.at")) {
            quiet.put("saddlebag." + poll, NEVER);
        }
        running = RunningDaemon.start(data, SandboxPartners.Plan.instant(), quiet);
        order("9001", "119.00", "card", OrderState.COMPLETED, "{\"id\":\"1\",\"total\":\"-19.00\",\"reason\":\"\"}");
        order("9002", "50.10", "invoice", OrderState.CAPTURED, "");
        order("9003", "7.00", "card", OrderState.CANCELLED, "");
        order("9004", "23.00", "bank transfer", OrderState.WAITING, "");
        running.ledger()
                .park(new Parked(
                        "parked-9002",
                        Optional.of(key("9002")),
                        "order.to-erp",
                        "orders-to-erp",
                        "order.to-erp",
                        "business",
                        "totals-differ",
                        "the lines do not sum up",
                        "look for the plugin that makes the difference",
                        "{}",
                        1,
                        PLACED,
                        true,
                        Optional.empty(),
                        Map.of()));
        Run run = Run.asked("run-1", "main", PLACED.minusSeconds(1), Instant.now(), "saddlebag", Instant.now());
        running.ledger().reconciliations().ask(run);
        running.ledger()
                .reconciliations()
                .found(
                        "run-1",
                        List.of(
                                difference("d-total", "erp-total-differs", "1.23", ""),
                                difference("d-accepted", "invoice-missing", "119.00", "invoice-again"),
                                difference("d-repaired", "status-differs", "0.00", "capture-again"),
                                difference("d-formula", "total-differs", "4.00", "")));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void whatStandsStillAndWhatDiffersIsToldWithItsValue() {
        Visitor finance = Visitor.signedIn(running, Role.FINANCE);

        String page = finance.get("/console/finance").body();
        String stuck = finance.get("/console/finance/stuck").body();

        assertThat(page)
                .contains("<b>1</b> order</a> worth <b>50.10 EUR</b>")
                .contains("kind=erp-total-differs\"><b>1</b> erp-total-differs</a> worth <b>1.23 EUR</b>")
                .contains("/console/parked?code=totals-differ", "look for the plugin");
        assertThat(stuck).contains("/console/orders/main/9002", "50.10 EUR").doesNotContain("main/9001");
    }

    @Test
    void aDayIsSummedByTaxPaymentAndRefunds() {
        Visitor finance = Visitor.signedIn(running, Role.FINANCE);

        String front = finance.get("/console/finance").body();
        String day = finance.get("/console/finance/day?store=main&day=" + DAY).body();

        assertThat(front).contains("169.10 EUR", "23.00 EUR", "7.00 EUR");
        assertThat(day)
                .contains(line("Sales with tax", 2, "169.10 EUR"))
                .contains(line("Tax", 2, "38.00 EUR"))
                .contains(line("Tax 19 % VAT", 2, "38.00 EUR"))
                .contains(line("Paid by card", 1, "119.00 EUR"))
                .contains(line("Paid by invoice", 1, "50.10 EUR"))
                .contains(line("Refunds of these orders", 1, "-19.00 EUR"))
                .contains(line("Not due yet, in no other line", 1, "23.00 EUR"))
                .contains(line("Cancelled, in no other line", 1, "7.00 EUR"))
                .doesNotContain("Paid by bank transfer");
        assertThat(finance.get("/console/finance/day?store=main&day=1999-01-01").body())
                .contains("No order of this store was placed");
        assertThat(finance.get("/console/finance/day?store=nowhere&day=1999-01-01")
                        .statusCode())
                .isEqualTo(404);
    }

    private static String line(String what, int orders, String sum) {
        return "<tr><td>" + what + "</td><td class=\"number\">" + orders + "</td><td class=\"number\">" + sum
                + "</td></tr>";
    }

    @Test
    void whoeverMayReconcileAcceptsADifferenceWithAReason() {
        Visitor finance = Visitor.signedIn(running, Role.FINANCE);
        String path = "/console/finance/differences/d-accepted";

        String page = finance.get(path).body();
        HttpResponse<String> silent = finance.post(path + "/accept", Map.of("csrf", finance.secret()));
        HttpResponse<String> accepted =
                finance.post(path + "/accept", Map.of("csrf", finance.secret(), "why", "invoiced by hand"));
        String after = finance.get(path).body();
        finance.post(path + "/accept", Map.of("csrf", finance.secret(), "why", "again"));
        String again = finance.get(path).body();

        assertThat(page).contains("119.00 EUR", "invoice-again", "/accept", "/repair");
        assertThat(silent.statusCode()).isEqualTo(400);
        assertThat(accepted.headers().firstValue("Location")).hasValue(path);
        assertThat(after)
                .contains("Accepted: it counts no more", "ufinance", "invoiced by hand")
                .doesNotContain("/accept");
        assertThat(again).contains("Nothing was done: it is not open any more");
        assertThat(state("d-accepted")).isEqualTo(DifferenceState.ACCEPTED);
        assertThat(trail("difference/d-accepted"))
                .isEqualTo(new Audit.Entry(
                        "ufinance", "accepted", "difference/d-accepted", "", "", "invoiced by hand", "127.0.0.1"));
    }

    @Test
    void aRepairIsAskedForOfOneAndOfAKind() {
        Visitor operations = Visitor.signedIn(running, Role.FINANCE);
        String path = "/console/finance/differences/";

        operations.post(path + "d-repaired/repair", Map.of("csrf", operations.secret()));
        String told = operations.get(path + "d-repaired").body();
        operations.post(path + "d-total/repair", Map.of("csrf", operations.secret()));
        String refused = operations.get(path + "d-total").body();
        operations.post(path + "all/repair", Map.of("csrf", operations.secret(), "kind", "status-differs"));
        String all = operations.get(path.substring(0, path.length() - 1)).body();

        assertThat(told).contains("The repair is under way", "asked for by ufinance");
        assertThat(refused).contains("It cannot be repaired by a message").doesNotContain("d-total/repair\"");
        assertThat(all).contains("repair is under way").contains("erp-total-differs", "1.23 EUR");
        assertThat(running.ledger().audit().find("difference/d-repaired", Optional.empty(), 5))
                .as("once by itself, once with all of its kind")
                .extracting(entry -> entry.entry().what())
                .containsExactly("repair-asked", "repair-asked");
    }

    @Test
    void theSheetHasWhatMatchesAndNoFormula() {
        Visitor finance = Visitor.signedIn(running, Role.FINANCE);

        HttpResponse<String> sheet = finance.get("/console/finance/differences.csv?kind=total-differs&state=open");

        assertThat(sheet.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
        assertThat(sheet.body().lines().toList()).hasSize(2);
        assertThat(sheet.body())
                .contains("d-formula,total-differs,main,main:9001")
                .contains(",'=1+1,");
        assertThat(finance.get("/console/finance/differences?kind=nonsense").statusCode())
                .isEqualTo(400);
        assertThat(finance.get("/console/finance/differences?kind=invoiced-twice")
                        .body())
                .contains("No difference matches");
        assertThat(finance.get("/console/finance/differences/nobody").statusCode())
                .isEqualTo(404);
    }

    @Test
    void whoeverOnlyLooksSeesNoButtonAndIsRefusedAndOthersSeeNothing() {
        Visitor admin = Visitor.signedIn(running, Role.ADMIN);
        Visitor operations = Visitor.signedIn(running, Role.IT_OPERATIONS);

        assertThat(admin.get("/console/finance/differences/d-total").body())
                .contains("1.23 EUR")
                .doesNotContain("/accept");
        assertThat(admin.post(
                                "/console/finance/differences/d-total/accept",
                                Map.of("csrf", admin.secret(), "why", "mine"))
                        .statusCode())
                .isEqualTo(403);
        for (String path : List.of("", "/stuck", "/day", "/differences", "/differences.csv", "/differences/d-total")) {
            assertThat(operations.get("/console/finance" + path).statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(operations.get("/console/orders").body()).doesNotContain(">Finance<");
    }

    private static DifferenceState state(String id) {
        return running.ledger()
                .reconciliations()
                .difference(id)
                .map(Difference::state)
                .orElseThrow();
    }

    private static Audit.Entry trail(String subject) {
        return running.ledger()
                .audit()
                .find(subject, Optional.empty(), 1)
                .get(0)
                .entry();
    }

    private static OrderKey key(String id) {
        return new OrderKey("main", id);
    }

    private static Found difference(String id, String kind, String amount, String repair) {
        return new Found(
                id,
                kind,
                "main",
                Optional.of(key("9001")),
                "erp.odoo",
                "S1",
                new BigDecimal(amount),
                "EUR",
                id.equals("d-formula") ? "=1+1" : "119.00 here, 117.77 there",
                repair,
                Optional.empty(),
                PLACED);
    }

    private static void order(String id, String total, String paidBy, OrderState state, String refund) {
        running.ledger()
                .record(Step.of(key(id))
                        .seen(new Seen(
                                new OrderVersion(PLACED, "h"),
                                id,
                                "processing",
                                "EUR",
                                total,
                                "ann@example.org",
                                PLACED,
                                """
                                {"total":"%s","totalTax":"19.00","paymentMethod":"%s","refunds":[%s],"taxLines":[
                                {"percent":"19","label":"VAT","taxTotal":"18.00","shippingTaxTotal":"1.00"}]}
                                """
                                        .formatted(total, paidBy, refund)))
                        .moveTo(state == OrderState.WAITING ? state : OrderState.CAPTURED));
        if (state == OrderState.COMPLETED) {
            running.ledger().record(Step.of(key(id)).moveTo(OrderState.POSTED));
            running.ledger().record(Step.of(key(id)).moveTo(OrderState.RELEASED));
            running.ledger().record(Step.of(key(id)).moveTo(OrderState.SHIPPED));
        }
        if (state != OrderState.CAPTURED && state != OrderState.WAITING) {
            running.ledger().record(Step.of(key(id)).moveTo(state));
        }
    }
}
