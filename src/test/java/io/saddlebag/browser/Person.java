package io.saddlebag.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.saddlebag.access.Role;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assertions;

/**
 * Somebody at the console, with a browser of his own that remembers nothing of others: counts his clicks and keeps what the
 * browser complains about. Whoever leaves has heard no complaint.
 */
final class Person implements AutoCloseable {

    static final String PASSWORD = "correct horse battery";
    private static final double PATIENCE = 30_000;

    private final BrowserContext context;
    private final Page page;
    private final String address;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private int clicks;

    /** A screen, and whether it runs scripts. */
    enum Look {
        DESK(1440, 1000, true),
        PHONE(360, 740, true),
        DESK_WITHOUT_SCRIPTS(1440, 1000, false);

        private final int width;
        private final int height;
        private final boolean scripts;

        Look(int width, int height, boolean scripts) {
            this.width = width;
            this.height = height;
            this.scripts = scripts;
        }
    }

    Person(Chromium chromium, String address, Look look) {
        this.address = address;
        this.context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(look.width, look.height)
                        .setJavaScriptEnabled(look.scripts)
                        .setLocale("en-GB")
                        .setTimezoneId("Europe/Berlin"));
        context.setDefaultTimeout(PATIENCE);
        this.page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
    }

    /** Signs in as somebody of this role; his clicks count from then. */
    Person signIn(Role role) {
        open("/sign-in");
        page.getByLabel("Name").fill(role.word());
        page.getByLabel("Password").fill(PASSWORD);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
        clicks = 0;
        return this;
    }

    Page page() {
        return page;
    }

    int clicks() {
        return clicks;
    }

    void open(String path) {
        page.navigate(address + path);
    }

    /** Chooses a page of the menu. */
    void menu(String name) {
        click(page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Pages"))
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName(name).setExact(true)));
    }

    /** Clicks the first that this selector means. */
    void click(String selector) {
        click(page.locator(selector).first());
    }

    void press(String button) {
        click(page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .first());
    }

    private void click(Locator what) {
        what.click();
        clicks++;
    }

    void type(String label, String text) {
        page.getByLabel(label).first().fill(text);
    }

    /** All these words come to be on the page, below its menu. */
    void sees(String... words) {
        for (String word : words) {
            assertThat(page.locator("main"))
                    .containsText(word, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE));
        }
    }

    List<String> complaints() {
        return complaints;
    }

    @Override
    public void close() {
        context.close();
        Assertions.assertThat(complaints)
                .as("what the browser complained about")
                .isEmpty();
    }
}
