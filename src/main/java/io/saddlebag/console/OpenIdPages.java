package io.saddlebag.console;

import io.saddlebag.access.AccessRefused;
import io.saddlebag.access.User;
import io.saddlebag.access.openid.OpenId;
import io.saddlebag.access.openid.SignInFailed;
import io.saddlebag.access.openid.Vouched;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** To an OpenID Connect provider and back. Who comes back with a role is signed in as with a password. */
final class OpenIdPages {

    private static final Logger LOG = LoggerFactory.getLogger(OpenIdPages.class);
    private static final int HANDLERS = -49;
    static final String PATH = "/sign-in/openid";
    private static final String COOKIE = "saddlebag_sign_in";
    private static final long COOKIE_SECONDS = 600;
    private static final int THREADS = 4;

    private final OpenId openId;
    private final SignInPages pages;
    private final boolean secure;
    private final Clock clock;
    private WorkerExecutor threads;

    OpenIdPages(OpenId openId, SignInPages pages, boolean secure, Clock clock) {
        this.openId = openId;
        this.pages = pages;
        this.secure = secure;
        this.clock = clock;
    }

    void mount(Router router) {
        mount(router, PATH, this::begin);
        mount(router, PATH + "/done", this::end);
    }

    /** With threads of their own: a provider that does not answer holds up nobody who signed in already. */
    private void mount(Router router, String path, Consumer<RoutingContext> handler) {
        router.get(path).order(Console.FIRST).handler(Console::headers);
        router.get(path).order(HANDLERS).handler(context -> threads(context.vertx())
                .executeBlocking(
                        () -> {
                            handler.accept(context);
                            return null;
                        },
                        false)
                .onFailure(context::fail));
    }

    private synchronized WorkerExecutor threads(Vertx vertx) {
        if (threads == null) {
            threads = vertx.createSharedWorkerExecutor("sign-in", THREADS); // ends with Vert.x
        }
        return threads;
    }

    private void begin(RoutingContext context) {
        String then = SignInPages.then(context.request().getParam("then"));
        try {
            OpenId.Begun begun = openId.begin();
            context.response().addCookie(cookie(begun.kept() + "." + packed(then), COOKIE_SECONDS));
            PageCall.redirect(context, begun.address().toString());
        } catch (SignInFailed e) {
            failed(context, then, e);
        }
    }

    private void end(RoutingContext context) {
        String cookie = Optional.ofNullable(context.request().getCookie(COOKIE))
                .map(Cookie::getValue)
                .orElse("");
        int last = cookie.lastIndexOf('.');
        String then = SignInPages.then(last < 0 ? "" : unpacked(cookie.substring(last + 1)));
        context.response().addCookie(cookie("", 0));
        try {
            Vouched vouched = openId.end(
                    Optional.ofNullable(context.request().query()).orElse(""),
                    last < 0 ? "" : cookie.substring(0, last));
            if (vouched.roles().isEmpty()) {
                pages.audit(vouched.name(), "sign-in-refused", "no role, " + openId.issuer(), context);
                pages.ask(
                        context,
                        403,
                        then,
                        vouched.name() + " has no role here. Whoever manages access can give one of your groups a role"
                                + " in saddlebag.access.openid.roles.");
                return;
            }
            pages.begin(
                    context,
                    User.vouched(vouched.name(), vouched.roles(), clock.instant()),
                    "vouched for by " + openId.issuer());
            enter(context, then);
        } catch (SignInFailed e) {
            failed(context, then, e);
        } catch (AccessRefused e) {
            pages.ask(context, 503, then, e.getMessage());
        }
    }

    /**
     * A redirect would still belong to the provider's page, and the browser would keep the session's strict cookie back; a page
     * of ours that goes on by itself does not.
     */
    private void enter(RoutingContext context, String then) {
        context.response().putHeader("Refresh", "0; url=" + then);
        pages.show(context, 200, "entered", "Signed in", then);
    }

    private void failed(RoutingContext context, String then, SignInFailed failure) {
        if (failure.getCause() == null) {
            LOG.info("nobody was signed in with {}: {}", openId.issuer(), failure.getMessage());
        } else {
            LOG.warn("nobody was signed in with {}: {}", openId.issuer(), failure.getMessage(), failure.getCause());
        }
        pages.ask(context, 401, then, "Not signed in: " + failure.getMessage() + ".");
    }

    private Cookie cookie(String value, long seconds) {
        return Cookie.cookie(COOKIE, value)
                .setPath("/sign-in")
                .setMaxAge(seconds)
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.LAX); // it comes back from another site
    }

    private static String packed(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String unpacked(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return ""; // not ours: one begins at the first page
        }
    }
}
