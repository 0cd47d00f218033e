package io.saddlebag.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.saddlebag.browser.TroubledShop.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import io.saddlebag.access.Role;
import io.saddlebag.order.OrderState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What each role does at the console, in a browser: its questions are answered within three clicks of signing in. */
class RolesIT {

    @RegisterExtension
    static final Office OFFICE = new Office();

    @Test
    void itOperationsSeesWhichOrdersAreStuckBeforeTheErpAndWhy() {
        try (Person it = OFFICE.enter(Role.IT_OPERATIONS)) {
            it.menu("IT operations");
            it.sees("stuck before the ERP", "erp.odoo");
            it.click("#stuck a[href='/console/operations/stuck']");
            it.sees("SADDLE-BLUE", OFFICE.shop().stuckOrder());
            it.click("#stuck a[href^='/console/parked/']");
            it.sees("Odoo has no such product", "SADDLE-BLUE", "What to do");
            assertThat(it.clicks()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void fulfilmentSeesWhichShipmentsFailedToReachTheStore() {
        try (Person ann = OFFICE.enter(Role.FULFILMENT)) {
            ann.menu("Fulfilment");
            ann.click("a[href='/console/fulfilment/shipbob#unshown']");
            ann.sees("main_shipment_shipbob_unshown", "1Z 4711", "main_shipment_shipbob_held");
            ann.click("#unshown + .scroll a");
            ann.sees("Order N900001", "From checkout to invoice");
            assertThat(ann.clicks()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void fulfilmentSeesWhichSkusDivergeRepeatedly() {
        try (Person ann = OFFICE.enter(Role.FULFILMENT)) {
            ann.menu("Stock");
            ann.sees("SKUs that diverge repeatedly");
            ann.click("#stock a:text-is('3')");
            ann.sees(TroubledShop.OFTEN);
            assertThat(ann.page().getByText("they agree again")).hasCount(3);
            assertThat(ann.clicks()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void financeSeesWhatStandsStillAndWhatDiffersWithItsValue() {
        try (Person cora = OFFICE.enter(Role.FINANCE)) {
            cora.menu("Finance");
            cora.sees("Stuck before posting", "The oldest for", "erp-total-differs worth 1.23 EUR");
            cora.click("a[href='/console/finance/differences?kind=erp-total-differs']");
            cora.sees("119.00 here, 117.77 there");
            cora.click("a[href='/console/finance/differences/d-total']");
            cora.sees("S00042", "Accept it as it is");
            assertThat(cora.clicks()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void supportTellsACustomerWhereTheOrderIs() {
        try (Person sue = OFFICE.enter(Role.SUPPORT)) {
            sue.menu("Where is my order");
            sue.type("What the customer tells you", OFFICE.shop().doneOrder().email());
            sue.press("Find");
            sue.sees("Order " + OFFICE.shop().doneOrder().number(), "Paid on", "Left our warehouse");
            assertThat(sue.clicks()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void anAdministratorSeesWhoSignedIn() {
        try (Person sue = OFFICE.enter(Role.SUPPORT);
                Person admin = OFFICE.enter(Role.ADMIN)) {
            admin.menu("Audit");
            admin.sees("access/support", "signed-in");
            admin.press("Walk the whole chain");
            admin.sees("Whole, ");
            assertThat(admin.clicks()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void aParkedOrderIsEditedAndSentAgain() {
        long id = OFFICE.shop().parkedOrder("SADDLE-TYPO");
        try (Person ann = OFFICE.enter(Role.FULFILMENT)) {
            ann.menu("Parked");
            ann.click("tr:has-text('SADDLE-TYPO') a[href^='/console/parked/']");
            Locator document = ann.page().locator("textarea[name=document]");
            document.fill(document.inputValue().replace("SADDLE-TYPO", "MUG-BLUE"));
            ann.press("Check and keep");
            ann.sees("The edit is kept.", "/lines/0/sku", "\"MUG-BLUE\"");
            ann.press("Replay");
            ann.sees("It is sent again");
        }

        eventually(
                () -> assertThat(OFFICE.shop().order(id).orElseThrow().state()).isEqualTo(OrderState.COMPLETED));
    }

    @Test
    void aHeldPriceIsApproved() {
        String hold = OFFICE.shop().hold("OATS-10").id();
        try (Person cora = OFFICE.enter(Role.FINANCE)) {
            cora.menu("Prices");
            Locator row = cora.page().locator("tr:has-text('OATS-10')");
            row.locator("summary").click();
            row.getByLabel("Reason").fill("clearance");
            row.getByText("Approve", new Locator.GetByTextOptions().setExact(true))
                    .click();
            cora.sees("OATS-10 in main: 35.70 is approved and goes to the store.");
        }

        assertThat(OFFICE.shop().ledger().prices().hold(hold).orElseThrow().endedBy())
                .isEqualTo("finance");
    }

    @Test
    void whoMayNotActSeesNoButton() {
        try (Person admin = OFFICE.enter(Role.ADMIN);
                Person sue = OFFICE.enter(Role.SUPPORT)) {
            for (String path : OFFICE.shop().pagesWithButtons()) {
                admin.open(path);
                assertThat(admin.page().locator("main h1")).isVisible();
                assertThat(admin.page().locator("main form[method=post]")).hasCount(0);
            }
            assertThat(sue.page().locator("nav.menu a").allInnerTexts())
                    .containsExactly("Orders", "Where is my order", "Fulfilment");
            sue.open("/console/orders/main/" + OFFICE.shop().doneOrder().key().id());
            assertThat(sue.page().locator("main form")).hasCount(0);
        }
    }

    @Test
    void whoeverSignsOutIsOutOnEveryPageAndMayGoOnWhereHeWas() {
        try (Person ann = OFFICE.enter(Role.FULFILMENT)) {
            ann.press("Sign out");
            ann.sees("Sign in");
            ann.open("/console/stock/drifts");
            ann.sees("Sign in");
            ann.type("Name", "fulfilment");
            ann.type("Password", Person.PASSWORD);
            ann.press("Sign in");
            ann.sees("What differs from what its owner says");
        }

        assertThat(OFFICE.shop().ledger().audit().find("access/fulfilment", Optional.empty(), 50))
                .anyMatch(chained -> chained.entry().what().equals("signed-out"));
    }

    @Test
    void aPageFollowsWhatHappensWithoutBeingLoadedAgain() {
        try (Person ann = OFFICE.enter(Role.FULFILMENT)) {
            assertThat(ann.page().locator("#orders")).isVisible();
            ann.page().evaluate("window.untouched = true");

            long id = OFFICE.shop().partners().store().place(1).get(0);

            ann.sees(String.valueOf(id));
            eventually(() ->
                    assertThat(OFFICE.shop().order(id).orElseThrow().state()).isEqualTo(OrderState.COMPLETED));
            assertThat(ann.page().locator("#orders tr:has(a[href$='/" + id + "'])"))
                    .containsText("completed");
            assertThat(ann.page().locator("time:not([title])")).hasCount(0);
            assertThat(ann.page().evaluate("window.untouched")).isEqualTo(true);
        }
    }

    @Test
    void whatSomebodyOpensWhileALivePartIsFetchedStaysOpen() {
        OFFICE.shop().hold("HALTER-07");
        try (Person cora = OFFICE.enter(Role.FINANCE)) {
            cora.menu("Prices");
            cora.sees("HALTER-07");
            Locator row = cora.page().locator("tr:has-text('HALTER-07')");
            List<Route> fetches = new ArrayList<>();
            cora.page().route("**/console/prices", fetches::add);

            OFFICE.shop().news();
            cora.page().waitForCondition(() -> !fetches.isEmpty());
            row.locator("summary").click();
            row.getByLabel("Reason").fill("clearance");
            cora.page()
                    .evaluate("document.body.addEventListener('htmx:afterOnLoad', () => { window.arrived = true; })"
                            + " || document.activeElement.blur()");
            cora.page().unroute("**/console/prices");
            fetches.forEach(Route::resume);
            cora.page().waitForCondition(() -> Boolean.TRUE.equals(cora.page().evaluate("window.arrived === true")));

            row.getByText("Approve", new Locator.GetByTextOptions().setExact(true))
                    .click();
            cora.sees("HALTER-07 in main: 35.70 is approved and goes to the store.");
        }
    }

    @Test
    void lightOrDarkIsChosenAndKept() {
        try (Person ann = OFFICE.enter(Role.FULFILMENT)) {
            String before = ground(ann);
            ann.press("Light or dark");
            String chosen = ground(ann);
            ann.menu("Parked");
            ann.sees("What waits for a person");

            assertThat(List.of(chosen, ground(ann))).doesNotContain(before);
            assertThat(ground(ann)).isEqualTo(chosen);
        }
    }

    private static String ground(Person person) {
        return (String) person.page().evaluate("getComputedStyle(document.body).backgroundColor");
    }
}
