package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.access.ApiTokens;
import io.saddlebag.access.Permission;
import io.saddlebag.access.Role;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Audit;
import io.saddlebag.order.OrderState;
import io.saddlebag.personal.MaskedDocument;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What people see of parked messages at the console, and decide there. */
class ParkedPagesTest extends ParkedProblems {

    private static final Pattern COUNTED_AT = Pattern.compile("name=\"before\" value=\"([^\"]+)\"");

    @Test
    void whatWaitsIsListedCountedAndFiltered() {
        long id = parkedOrder("LISTED-1");
        Visitor ann = Visitor.signedIn(running, Role.FULFILMENT);

        String all = ann.get("/console/parked").body();
        String code = ann.get("/console/parked?code=unknown-sku&store=quiet&step=order.to-erp&category=business")
                .body();
        String other = ann.get("/console/parked?code=totals-differ").body();
        String wrong = ann.get("/console/parked?code=unknown-sk").body();
        String closed = ann.get("/console/parked?closed=true&store=nobody").body();

        assertThat(all)
                .contains("LISTED-1", "/console/parked/" + message(id), "/console/orders/quiet/" + id)
                .containsPattern("href=\"/console/parked\\?code=unknown-sku\"[^>]*>unknown-sku <b>\\d+</b>")
                .containsPattern("href=\"/console/parked\\?category=business\"[^>]*>business <b>\\d+</b>");
        assertThat(code).contains("LISTED-1");
        assertThat(other).contains("No message that waits fits.").doesNotContain("LISTED-1");
        assertThat(wrong).contains("did you mean unknown-sku?");
        assertThat(closed).contains("No closed message fits.");
    }

    @Test
    void onlyWhoMayIsLetIn() {
        Visitor support = Visitor.signedIn(running, Role.SUPPORT);
        String message = message(parkedOrder("CLOSED-1"));

        assertThat(support.get("/console/parked").statusCode()).isEqualTo(403);
        assertThat(support.get("/console/parked/" + message).statusCode()).isEqualTo(403);
        assertThat(support.get("/console/parked/codes").statusCode()).isEqualTo(403);
        assertThat(new Visitor(running).get("/console/parked").statusCode()).isEqualTo(303);
        assertThat(Visitor.signedIn(running, Role.FULFILMENT)
                        .get("/console/parked/nothing")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aButtonIsForWhoMayPressIt() {
        String message = message(parkedOrder("BUTTONS-1"));
        String path = "/console/parked/" + message;

        String fulfilment = Visitor.signedIn(running, Role.FULFILMENT).get(path).body();
        String finance = Visitor.signedIn(running, Role.FINANCE).get(path).body();
        String admin = Visitor.signedIn(running, Role.ADMIN).get(path).body();

        assertThat(fulfilment).contains(path + "/edit\"", path + "/replay\"", path + "/skip\"");
        assertThat(finance).contains(path + "/replay\"").doesNotContain(path + "/edit\"", path + "/skip\"");
        assertThat(admin).doesNotContain(path + "/edit\"", path + "/replay\"", path + "/skip\"");
        Visitor visitor = Visitor.signedIn(running, Role.FINANCE);
        assertThat(visitor.post(path + "/skip", Map.of("csrf", visitor.secret(), "reason", "x"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(parked(message).parked().open()).isTrue();
    }

    @Test
    void aMessageIsExplainedWithTheCataloguesWords() {
        long id = parkedOrder("EXPLAINED-1");

        String page = Visitor.signedIn(running, Role.FULFILMENT)
                .get("/console/parked/" + message(id))
                .body();

        assertThat(page)
                .contains("EXPLAINED-1", "Odoo has no such product", "make it, restore it", "order.to-erp.odoo")
                .contains("/console/orders/quiet/" + id, "/console/parked/codes#unknown-sku", "<td>parked</td>");
    }

    @Test
    void whoMayNotSeePeopleMendsASkuAndWhatWasMaskedStays() {
        String message = message(parkedOrder("MASKED-1"));
        String email = Documents.parse(parked(message).parked().payload())
                .path("customer")
                .path("email")
                .asText();
        Visitor it = Visitor.signedIn(running, Role.IT_OPERATIONS);

        String open = Visitor.signedIn(running, Role.FULFILMENT)
                .get("/console/parked/" + message)
                .body();
        String masked = it.get("/console/parked/" + message).body();
        String typed = MaskedDocument.of(parked(message).document()).replace("MASKED-1", "BULK-030");
        HttpResponse<String> edit =
                it.post("/console/parked/" + message + "/edit", Map.of("csrf", it.secret(), "document", typed));

        assertThat(open).contains(email);
        assertThat(masked)
                .contains("MASKED-1", "***", "/replay\"", "name=\"document\"")
                .doesNotContain(email);
        assertThat(edit.statusCode()).isEqualTo(303);
        assertThat(typed).doesNotContain(email);
        assertThat(parked(message).document()).contains("BULK-030", email).doesNotContain("***");
    }

    @Test
    void aTokenThatMayNotSeePeopleGetsMasks() {
        String message = message(parkedOrder("TOKEN-1"));
        String token = new ApiTokens(running.data().resolve("tokens.json"), Clock.systemUTC())
                .add(
                        "shop-floor",
                        Set.of(Permission.SEE_PARKED, Permission.EDIT_PARKED),
                        Instant.now().plusSeconds(600));

        String shown = running.operations("/api/v1/parked/" + message, "Authorization", "Bearer " + token)
                .body();

        assertThat(Documents.parse(shown).path("original").asText())
                .contains("TOKEN-1", "***")
                .doesNotContain("address1\":\"M");
        assertThat(Documents.parse(call("GET", "/api/v1/parked/" + message, "").body())
                        .path("original")
                        .asText())
                .isEqualTo(parked(message).parked().payload());
    }

    @Test
    void anEditIsCheckedKeptShownBesideTheOriginalAndSent() {
        long id = parkedOrder("SIDES-1");
        String message = message(id);
        String path = "/console/parked/" + message;
        Visitor ann = Visitor.signedIn(running, Role.FULFILMENT);
        ObjectNode document = (ObjectNode) Documents.parse(parked(message).document());
        ((ObjectNode) document.path("lines").get(0)).put("sku", "BULK-030").remove("quantity");

        HttpResponse<String> refused =
                ann.post(path + "/edit", Map.of("csrf", ann.secret(), "document", Documents.text(document)));
        HttpResponse<String> noJson = ann.post(path + "/edit", Map.of("csrf", ann.secret(), "document", "{\n\"a\":"));
        ((ObjectNode) document.path("lines").get(0)).put("quantity", 1);
        document.path("lines").forEach(line -> ((ObjectNode) line)
                .set(
                        "quantity",
                        Documents.parse(parked(message).parked().payload())
                                .path("lines")
                                .get(0)
                                .path("quantity")));
        HttpResponse<String> kept = ann.post(
                path + "/edit",
                Map.of("csrf", ann.secret(), "document", Documents.text(document), "why", "the new SKU"));
        String page = ann.get(path).body();
        ann.post(path + "/replay", Map.of("csrf", ann.secret()));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("Line 1, /lines/0", "what you typed is still here", "BULK-030")
                .doesNotContain("<ins>");
        assertThat(noJson.body()).contains("no JSON, at line 2").contains("{\n\"a\":</textarea>");
        assertThat(kept.statusCode()).isEqualTo(303);
        assertThat(page)
                .contains("The edit is kept.", "<code>/lines/0/sku</code>")
                .containsPattern("<del>\\s*\"sku\": \"SIDES-1\",</del>")
                .containsPattern("<ins>\\s*\"sku\": \"BULK-030\",</ins>");
        eventually(() -> assertThat(state(QuietStore.NAME, id)).isEqualTo(OrderState.COMPLETED));
        assertThat(audit(message))
                .extracting(Audit.Entry::what, Audit.Entry::who, Audit.Entry::before, Audit.Entry::after)
                .containsExactly(
                        tuple("replayed", "ufulfilment", "order quiet:" + id + ", unknown-sku", "order.to-erp.odoo"),
                        tuple(
                                "edited",
                                "ufulfilment",
                                "order quiet:" + id + ", unknown-sku, /lines/0/sku = SIDES-1",
                                "/lines/0/sku = BULK-030"));
        assertThat(audit(message)).last().extracting(Audit.Entry::why).isEqualTo("the new SKU");
    }

    @Test
    void aMessageIsSkippedWithAReasonAndOnce() {
        String message = message(parkedOrder("SKIPPED-1"));
        String path = "/console/parked/" + message;
        Visitor ann = Visitor.signedIn(running, Role.FULFILMENT);

        HttpResponse<String> without = ann.post(path + "/skip", Map.of("csrf", ann.secret(), "reason", " "));
        ann.post(path + "/skip", Map.of("csrf", ann.secret(), "reason", "sent by hand"));
        String page = ann.get(path).body();
        ann.post(path + "/replay", Map.of("csrf", ann.secret()));
        String again = ann.get(path).body();

        assertThat(without.statusCode()).isEqualTo(400);
        assertThat(page).contains("It is skipped and closed for good.", "sent by hand", ">closed</span>");
        assertThat(page).doesNotContain(path + "/replay\"", path + "/skip\"");
        assertThat(again).contains("Nothing was done: the message does not wait any more");
        assertThat(audit(message))
                .extracting(Audit.Entry::what, Audit.Entry::why)
                .containsExactly(tuple("skipped", "sent by hand"));
    }

    @Test
    void manyAreSentAgainByAFilterAndNotMoreThanWereShown() {
        List<Long> placed = List.of(withoutSku(), withoutSku());
        placed.forEach(id ->
                eventually(() -> assertThat(parkedCodes(QuietStore.NAME, id)).containsExactly("no-sku")));
        Visitor ann = Visitor.signedIn(running, Role.FULFILMENT);

        String page = ann.get("/console/parked?code=no-sku").body();
        Matcher counted = COUNTED_AT.matcher(page);
        assertThat(counted.find()).isTrue();
        long later = withoutSku();
        eventually(() -> assertThat(parkedCodes(QuietStore.NAME, later)).containsExactly("no-sku"));
        String third = message(later);
        List<String> messages = placed.stream().map(this::message).toList();
        HttpResponse<String> all = ann.post(
                "/console/parked/replay", Map.of("csrf", ann.secret(), "perSecond", "20", "before", counted.group(1)));
        ann.post(
                "/console/parked/replay",
                Map.of("csrf", ann.secret(), "code", "no-sku", "perSecond", "20", "before", counted.group(1)));
        String done = ann.get("/console/parked?code=no-sku").body();

        assertThat(page).contains("<b>2</b> messages fit", "Replay 2</button>");
        assertThat(all.statusCode()).as("without a filter").isEqualTo(400);
        assertThat(done).contains("2 are sent again, the oldest first, 20.0 a second.");
        assertThat(messages)
                .allSatisfy(message ->
                        assertThat(audit(message)).extracting(Audit.Entry::what).containsExactly("replayed"));
        assertThat(audit(third)).isEmpty();
        assertThat(ann.get("/console/parked").body()).doesNotContain("Send all that fit again");
    }

    private long withoutSku() {
        return quiet.place(order -> ((ObjectNode) order.withArray("line_items").get(0)).put("sku", ""));
    }

    @Test
    void whatIsDecidedThroughTheApiStandsInTheAuditTrailToo() {
        String message = message(parkedOrder("AUDIT-1"));

        call("PUT", "/api/v1/parked/" + message + "/document?by=ben", edited(message));
        call("POST", "/api/v1/parked/" + message + "/skip", "{\"by\":\"cora\",\"reason\":\"a test\"}");
        call("POST", "/api/v1/parked/" + message + "/skip", "{\"by\":\"cora\",\"reason\":\"again\"}");

        assertThat(audit(message))
                .extracting(Audit.Entry::what, Audit.Entry::who)
                .containsExactly(tuple("skipped", "cora"), tuple("edited", "ben"));
    }

    private String edited(String message) {
        ObjectNode document = (ObjectNode) Documents.parse(parked(message).document());
        return Documents.text(document.put("paymentTitle", "by invoice"));
    }

    @Test
    void everyCodeIsExplained() {
        String page = Visitor.signedIn(running, Role.ADMIN)
                .get("/console/parked/codes")
                .body();

        assertThat(page).contains("id=\"totals-differ\"", "id=\"large-adjustment\"", "give the product a SKU");
    }

    private List<Audit.Entry> audit(String message) {
        return running.ledger().audit().find("parked/" + message, Optional.empty(), 20).stream()
                .map(Audit.Chained::entry)
                .toList();
    }
}
