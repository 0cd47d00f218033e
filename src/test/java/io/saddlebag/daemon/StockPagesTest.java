package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.saddlebag.access.Role;
import io.saddlebag.ledger.Audit;
import io.saddlebag.ledger.Drifts;
import io.saddlebag.ledger.Prices;
import io.saddlebag.ledger.Prices.Hold;
import io.saddlebag.ledger.Prices.Proposal;
import io.saddlebag.ledger.Prices.Reason;
import io.saddlebag.ledger.Prices.Settlement;
import io.saddlebag.ledger.Products;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.ledger.Publications.Trouble;
import io.saddlebag.ledger.Publications.Wish;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.testing.Folders;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages about stock, prices and products: what they explain, who may decide, and what the audit trail says of it. */
class StockPagesTest {

    private static final String LOW = "{\"regular\":\"35.70\",\"sale\":\"\",\"saleFrom\":\"\",\"saleTo\":\"\"}";
    private static final String HIGH = "{\"regular\":\"119.00\",\"sale\":\"\",\"saleFrom\":\"\",\"saleTo\":\"\"}";

    private static RunningDaemon running;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        Path mappings = folder.resolve("mappings");
        Folders.copy(Path.of("mappings"), mappings);
        Files.writeString(
                mappings.resolve("rules/availability.yaml"),
                """
                nodes:
                  shop: {source: erp.odoo, location: WH, safety-stock: 3}
                channels:
                  main:
                """);
        running = RunningDaemon.start(
                folder.resolve("data"),
                SandboxPartners.Plan.instant(),
                Map.of(
                        "saddlebag.mappings", mappings.toString(),
                        "saddlebag.erp.odoo.stock", "true",
                        "saddlebag.poll.levels", "* * * * * ?"));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void whatCanBeSoldIsExplainedAsASumOfItsSteps() {
        BigDecimal before = running.partners().odoo().stock("GIRTH-120", "WH");
        running.partners().odoo().addStock("GIRTH-120", "WH", new BigDecimal(40).subtract(before));
        Visitor finance = Visitor.signedIn(running, Role.FINANCE);

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        finance.get("/console/stock?sku=girth-120").body())
                .contains("GIRTH-120 in main: <b>37</b> can be sold"));
        String page = finance.get("/console/stock?sku=GIRTH-120&channel=main").body();

        assertThat(page)
                .contains("<td class=\"number\">+40</td>", "<td class=\"number\">-3</td>", "availability.yaml")
                .contains("safety stock")
                .contains("Nothing of it has been published");
    }

    @Test
    void whatCannotBeWrittenToAStoreIsShownWithWhatToDo() {
        running.ledger()
                .publications()
                .wish(List.of(new Wish(
                        "main", "LOST-1", Aspect.STOCK, "{\"quantity\":7,\"backorders\":\"no\"}", 4, "a receipt")));
        running.ledger()
                .publications()
                .refused(List.of(new Trouble(
                        "main",
                        "LOST-1",
                        Aspect.STOCK,
                        "{\"quantity\":7,\"backorders\":\"no\"}",
                        "no-item",
                        "the store has no item LOST-1",
                        "publish the product first",
                        Optional.empty())));
        Visitor finance = Visitor.signedIn(running, Role.FINANCE);

        assertThat(finance.get("/console/stock").body())
                .contains("LOST-1", "no-item", "publish the product first", "a receipt");
        assertThat(finance.get("/console/stock?sku=lost-1").body()).contains("nothing from here yet", "<td>7</td>");
    }

    @Test
    void whatDivergesRepeatedlyComesFirstAndLeadsToItsRows() {
        Drifts drifts = running.ledger().drifts();
        for (int i = 0; i < 3; i++) {
            drifts.found(new Drifts.Found("main", "OFTEN", "price", HIGH, LOW, "report", Instant.now()));
            drifts.over("main", "OFTEN", "price", "they agree again");
        }
        drifts.found(new Drifts.Found("main", "ONCE", "price", HIGH, LOW, "report", Instant.now()));
        Visitor operations = Visitor.signedIn(running, Role.IT_OPERATIONS);

        String page = operations.get("/console/stock").body();
        String rows = operations
                .get("/console/stock/drifts?closed=yes&store=main&field=price&subject=OFTEN")
                .body();

        assertThat(page.indexOf(">OFTEN<")).isPositive().isLessThan(page.indexOf(">ONCE<"));
        assertThat(page).contains("subject=OFTEN\">3</a>");
        assertThat(rows.split("they agree again", -1)).hasSize(4);
        assertThat(rows).contains("<td>119.00</td>", "<td>35.70</td>");
        assertThat(operations.get("/console/stock/drifts").body())
                .contains("ONCE")
                .doesNotContain("OFTEN");
        assertThat(operations.get("/console/stock/drifts?subject=NOBODY").body())
                .contains("Nothing that matches differs");
    }

    @Test
    void whoeverMayDecideApprovesAHeldPriceAndTheTrailSaysFromWhere() {
        Hold hold = hold("DEAR");
        Visitor finance = Visitor.signedIn(running, Role.FINANCE);

        String page = finance.get("/console/prices?sku=DEAR").body();
        HttpResponse<String> without =
                finance.post("/console/prices/held/" + hold.id() + "/approve", Map.of("csrf", finance.secret()));
        HttpResponse<String> approved = finance.post(
                "/console/prices/held/" + hold.id() + "/approve", Map.of("csrf", finance.secret(), "why", "clearance"));
        String told = finance.get("/console/prices").body();
        finance.post(
                "/console/prices/held/" + hold.id() + "/refuse", Map.of("csrf", finance.secret(), "why", "too late"));
        String again = finance.get("/console/prices").body();

        assertThat(page).contains("119.00", "<b>35.70</b>", "large-drop", "-70 %", "/approve");
        assertThat(without.statusCode()).isEqualTo(400);
        assertThat(without.body()).contains("The reason is missing");
        assertThat(approved.statusCode()).isEqualTo(303);
        assertThat(told).contains("DEAR in main: 35.70 is approved");
        assertThat(again).contains("Nothing was done: the change of DEAR is approved already (clearance)");
        assertThat(running.ledger().audit().find("price/main/DEAR", Optional.empty(), 1))
                .extracting(Audit.Chained::entry)
                .containsExactly(new Audit.Entry(
                        "ufinance", "approved", "price/main/DEAR", HIGH, LOW, "clearance", "127.0.0.1"));
        assertThat(finance.get("/console/prices/item?store=main&sku=DEAR").body())
                .contains("<b>35.70</b>", "ufinance", "clearance");
    }

    @Test
    void manyAreDecidedAtOnceByWhatTheyHaveInCommon() {
        hold("BULK-1");
        hold("BULK-2");
        Visitor finance = Visitor.signedIn(running, Role.FINANCE);

        HttpResponse<String> everything =
                finance.post("/console/prices/all/refuse", Map.of("csrf", finance.secret(), "why", "a typing mistake"));
        finance.post(
                "/console/prices/all/refuse",
                Map.of("csrf", finance.secret(), "why", "a typing mistake", "sku", "BULK-"));

        assertThat(everything.statusCode()).isEqualTo(400);
        assertThat(finance.get("/console/prices").body())
                .contains("2 changes were refused.")
                .doesNotContain("BULK-1");
        assertThat(running.ledger().prices().history("main", "BULK-2", 1))
                .extracting(Hold::state, Hold::endedBy)
                .containsExactly(org.assertj.core.api.Assertions.tuple(Prices.State.REFUSED, "ufinance"));
    }

    @Test
    void whoeverMayOnlyLookSeesNoButtonAndIsRefused() {
        Hold hold = hold("LOOK");
        Visitor operations = Visitor.signedIn(running, Role.IT_OPERATIONS);

        String page = operations.get("/console/prices").body();
        HttpResponse<String> tried = operations.post(
                "/console/prices/held/" + hold.id() + "/approve", Map.of("csrf", operations.secret(), "why", "I may"));

        assertThat(page).contains("LOOK", "decide-prices").doesNotContain("/approve");
        assertThat(tried.statusCode()).isEqualTo(403);
        assertThat(running.ledger().prices().hold(hold.id()).orElseThrow().state())
                .isEqualTo(Prices.State.HELD);
    }

    @Test
    void pricesAndProductsInTroubleAreListedWithTheirRemedy() {
        running.ledger()
                .prices()
                .propose(
                        "main",
                        "odoo",
                        "run",
                        new Prices.Found(
                                List.of(),
                                List.of(),
                                List.of(new Prices.Trouble(
                                        "NOPRICE", "no-price", "no list has it", "add it to a list"))));
        running.ledger()
                .products()
                .list(new Products.Listing(
                        "main",
                        "odoo",
                        "77",
                        "SADDLE-X",
                        Products.State.TROUBLED,
                        "no-picture",
                        "the picture cannot be read",
                        "upload another one",
                        1,
                        Optional.empty(),
                        Instant.now()));
        Visitor finance = Visitor.signedIn(running, Role.FINANCE);

        assertThat(finance.get("/console/prices").body()).contains("NOPRICE", "no list has it", "add it to a list");
        assertThat(finance.get("/console/stock/products").body())
                .contains("SADDLE-X", "the picture cannot be read", "upload another one");
        assertThat(finance.get("/console/stock/products?store=none").body()).contains("None: every product");
    }

    @Test
    void whatComesFromOutsideIsShownAsText() {
        running.ledger()
                .drifts()
                .found(new Drifts.Found(
                        "main", "<script>alert(1)</script>", "price", "1", "<img src=x>", "report", Instant.now()));
        Visitor finance = Visitor.signedIn(running, Role.FINANCE);

        assertThat(finance.get("/console/stock").body()).doesNotContain("<script>alert", "<img");
        assertThat(finance.get("/console/stock/drifts").body())
                .contains("&lt;script&gt;")
                .doesNotContain("<script>alert", "<img");
        assertThat(finance.get("/console/stock?sku=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
                        .body())
                .doesNotContain("<script>alert");
    }

    @Test
    void supportSeesNoneOfIt() {
        Visitor support = Visitor.signedIn(running, Role.SUPPORT);

        for (String path : List.of(
                "/console/stock",
                "/console/stock/drifts",
                "/console/stock/products",
                "/console/prices",
                "/console/prices/item")) {
            assertThat(support.get(path).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(support.get("/console/orders").body()).doesNotContain(">Stock<", ">Prices<");
    }

    private static Hold hold(String sku) {
        Prices prices = running.ledger().prices();
        Proposal proposal = new Proposal(
                sku, HIGH, LOW, List.of(new Reason("large-drop", "it falls by -70 %")), "list price", true);
        prices.propose("main", "odoo", "run-" + sku, new Prices.Found(List.of(proposal), List.of(), List.of()));
        prices.settle(
                "main",
                "odoo",
                List.of(new Settlement(
                        proposal, proposal.reasons(), 4, Instant.now().plus(Duration.ofDays(7)))));
        return prices.held(new Prices.Filter(Optional.empty(), Optional.empty(), Optional.of(sku), 1))
                .get(0);
    }
}
