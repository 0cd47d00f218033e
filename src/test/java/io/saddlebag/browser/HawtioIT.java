package io.saddlebag.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.saddlebag.access.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hawtio as the daemon serves it, in a browser. Its first page is 11 MB of scripts. */
class HawtioIT {

    @RegisterExtension
    static final Office OFFICE = new Office();

    private static final double LOADING = 120_000;
    private static final String ROUTE = "forget-released-demand";

    @Test
    void itOperationsSeesTheRoutesAndStopsAndStartsOne() {
        try (Person it = OFFICE.enter(Role.IT_OPERATIONS)) {
            Page page = it.page();
            page.setDefaultTimeout(LOADING);
            page.setDefaultNavigationTimeout(LOADING);
            it.menu("Hawtio");
            it.open("/hawtio/camel");
            page.locator(".pf-v5-c-tree-view__node")
                    .filter(new Locator.FilterOptions().setHasText("routes"))
                    .last()
                    .click();
            Locator row = page.locator("table tbody tr").filter(new Locator.FilterOptions().setHasText(ROUTE));
            shows(row, "Started");

            press(page, row, "Stop");
            shows(row, "Stopped");
            press(page, row, "Start");
            shows(row, "Started");

            it.complaints().clear(); // Hawtio's own
        }
    }

    private static void press(Page page, Locator row, String button) {
        row.locator("input[type=checkbox]").check();
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .first()
                .click();
    }

    private static void shows(Locator row, String state) {
        assertThat(row.locator("[data-label=State]"))
                .containsText(state, new LocatorAssertions.ContainsTextOptions().setTimeout(LOADING));
    }
}
