package io.saddlebag.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.saddlebag.access.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What holds for every page of the console in a browser, on a shop with troubles. */
class PagesIT {

    @RegisterExtension
    static final Office OFFICE = new Office();

    /** What axe-core calls serious or critical, with where it is. */
    private static final String FINDINGS =
            """
            async rules => {
              await new Promise(drawn => requestAnimationFrame(() => setTimeout(drawn)));
              const options = rules.length ? {runOnly: rules} : {};
              const found = await axe.run(document, {...options, resultTypes: ['violations']});
              return found.violations
                .filter(one => one.impact === 'serious' || one.impact === 'critical')
                .map(one => one.id + ': ' + one.nodes.map(node => node.target.join(' ')).join(', '));
            }
            """;

    @Test
    void noPageOfTheMenuMakesTheBrowserComplain() {
        try (Person admin = OFFICE.enter(Role.ADMIN)) {
            List<String> shown = new ArrayList<>();
            for (String name : admin.page()
                    .locator("nav.menu a:not([href='/hawtio/'])") // see HawtioIT
                    .allInnerTexts()) {
                admin.menu(name);
                assertThat(admin.page().locator("nav.menu a[aria-current]")).hasText(name);
                assertThat(admin.page().locator("main h1")).isVisible();
                shown.add(admin.page().url().substring(OFFICE.shop().address().length()));
            }
            assertThat(shown).isEqualTo(TroubledShop.MENU);
            assertThat(admin.complaints()).isEmpty();
        }
    }

    @Test
    void theBrowserTellsOfWhatThePolicyForbids() {
        Person admin = OFFICE.enter(Role.ADMIN);
        admin.page().evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">red</p>')");

        assertThat(admin.page().locator("p:text-is('red')")).isVisible();
        assertThat(admin.complaints()).singleElement().asString().contains("Content Security Policy");
        admin.complaints().clear();
        admin.close();
    }

    /** What the script does anew when somebody comes back to the tab. */
    private static final String COMES_BACK = "document.dispatchEvent(new Event('visibilitychange'))";

    @Test
    void aPageThatCannotBeBroughtUpToDateSaysSoUntilItCan() {
        Person it = OFFICE.enter(Role.IT_OPERATIONS);
        Page page = it.page();
        it.menu("IT operations");
        page.route("**/console/operations", Route::abort);

        page.evaluate(COMES_BACK);
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Not up to date since");
        assertThat(page.locator("[data-live]").first()).isVisible();
        page.unroute("**/console/operations");
        page.evaluate(COMES_BACK);

        assertThat(page.locator("#stale")).isEmpty();
        assertThat(it.complaints()).isNotEmpty(); // the browser tells of requests that fail
        it.complaints().clear();
        it.close();
    }

    @Test
    void aPageWhoseSessionIsOverGoesToSignIn() {
        Person it = OFFICE.enter(Role.IT_OPERATIONS);
        it.menu("IT operations");
        it.page().context().clearCookies();

        it.page().evaluate(COMES_BACK);

        it.page().waitForURL("**/sign-in?then=%2Fconsole%2Foperations");
        it.complaints().clear(); // the browser tells of the 401
        it.close();
    }

    @Test
    void noPageIsWiderThanASmallScreen() {
        List<String> wide = new ArrayList<>();
        try (Person admin = OFFICE.enter(Role.ADMIN, Person.Look.PHONE)) {
            for (String path : OFFICE.shop().pages()) {
                admin.open(path);
                int width = (Integer) admin.page().evaluate("document.documentElement.scrollWidth");
                if (width > 360) {
                    wide.add(path + " is " + width + " wide");
                }
            }
        }
        assertThat(wide).isEmpty();
    }

    @Test
    void everyPageReadsWithoutScripts() {
        try (Person admin = OFFICE.enter(Role.ADMIN, Person.Look.DESK_WITHOUT_SCRIPTS)) {
            for (String path : OFFICE.shop().pages()) {
                admin.open(path);
                assertThat(admin.page().locator("main h1")).isVisible();
                assertThat(admin.page().locator("main").innerText().length())
                        .as(path)
                        .isGreaterThan(50);
            }
            admin.open("/console/figures");
            admin.click("summary:text-is('By day')");
            assertThat(admin.page().locator("details[open] table").first()).isVisible();
            admin.press("Sign out");
            admin.sees("Sign in");
        }
    }

    @Test
    void aHeldPriceIsRefusedWithoutScripts() {
        OFFICE.shop().hold("LEADROPE");
        try (Person cora = OFFICE.enter(Role.FINANCE, Person.Look.DESK_WITHOUT_SCRIPTS)) {
            cora.open("/console/prices?sku=LEADROPE");
            cora.click("td summary");
            cora.page().locator("td input[name=why]").fill("a typing mistake");
            cora.press("Refuse");
            cora.sees("LEADROPE in main: 35.70 is refused; the price stays.");
        }
    }

    @Test
    void everyPageIsAccessibleInLightAndDarkAndOnASmallScreen() throws IOException {
        List<String> findings = new ArrayList<>();
        try (Person stranger = OFFICE.stranger();
                Person admin = OFFICE.enter(Role.ADMIN);
                Person ann = OFFICE.enter(Role.FULFILMENT);
                Person cora = OFFICE.enter(Role.FINANCE)) {
            judge(stranger, "/sign-in", findings);
            for (String path : OFFICE.shop().pages()) {
                Person person = path.startsWith("/console/parked")
                        ? ann
                        : path.startsWith("/console/finance") || path.startsWith("/console/prices") ? cora : admin;
                judge(person, path, findings);
            }
        }
        assertThat(findings).isEmpty();
    }

    private static void judge(Person person, String path, List<String> findings) throws IOException {
        Page page = person.page();
        page.setViewportSize(1440, 1000);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        person.open(path);
        page.evaluate(axe());
        found(page, path + " in light", List.of(), findings);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        found(page, path + " in dark", List.of("color-contrast", "link-in-text-block"), findings);
        page.setViewportSize(360, 740);
        found(page, path + " on a small screen", List.of("scrollable-region-focusable"), findings);
    }

    private static void found(Page page, String where, List<String> rules, List<String> findings) {
        ((List<?>) page.evaluate(FINDINGS, rules)).forEach(one -> findings.add(where + ": " + one));
    }

    private static String axe() throws IOException {
        try (InputStream in = PagesIT.class.getResourceAsStream("/axe.min.js")) {
            assertThat(in).as("axe-core among the tests' libraries").isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
