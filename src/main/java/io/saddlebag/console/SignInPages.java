package io.saddlebag.console;

import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.saddlebag.access.AccessRefused;
import io.saddlebag.access.Sessions.Session;
import io.saddlebag.access.SignIn;
import io.saddlebag.access.User;
import io.saddlebag.access.openid.OpenId;
import io.saddlebag.ledger.Audit;
import io.saddlebag.operations.Door;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Signing in and out, one's own password, and where one begins. Each is in the audit trail. */
public final class SignInPages {

    private static final int BODIES = -50;
    private static final int HANDLERS = -49;
    private static final int LARGEST = 4_000;
    private static final Duration BUSY = Duration.ofSeconds(5);

    private final Console.Entrance entrance;
    private final Audit audit;
    private final TemplateEngine templates;
    private final Assets assets;

    SignInPages(Console.Entrance entrance, Audit audit, TemplateEngine templates, Assets assets) {
        this.entrance = entrance;
        this.audit = audit;
        this.templates = templates;
        this.assets = assets;
    }

    /**
     * What the page to sign in shows.
     *
     * @param then where to go after it
     * @param trouble why the last try was not taken
     * @param elsewhere what the button to sign in with another server says; empty where there is none
     */
    public record Asked(String then, String trouble, String elsewhere) {

        /** Where that button leads. */
        public String way() {
            return OpenIdPages.PATH + "?then=" + PageCall.encoded(then);
        }
    }

    /** What the page of one's own password shows. */
    public record Chosen(boolean generated, String trouble) {}

    void mount(Router router, Pages pages) {
        router.get(Console.SIGN_IN)
                .order(HANDLERS)
                .handler(context -> ask(context, 200, then(context.request().getParam("then")), ""));
        form(router, Console.SIGN_IN, this::enter);
        form(
                router,
                "/console/sign-out",
                context -> pages.signedIn(context, session -> {
                    if (!Pages.hasSecret(context, session)) {
                        pages.call(context, session).show(403, "message", "Not done", Message.outdated());
                        return;
                    }
                    entrance.sessions().end(session.id());
                    audit(session.user().name(), "signed-out", context);
                    PageCall.redirect(context, Console.SIGN_IN);
                }));
        router.get(Console.HOME)
                .order(HANDLERS)
                .handler(context ->
                        pages.signedIn(context, session -> PageCall.redirect(context, home(session.user()))));
        router.get(Console.PASSWORD)
                .order(HANDLERS)
                .blockingHandler(
                        context -> pages.signedIn(context, session -> password(pages.call(context, session), 200, "")),
                        false);
        form(router, Console.PASSWORD, context -> pages.signedIn(context, session -> choose(context, pages, session)));
    }

    private static void form(Router router, String path, java.util.function.Consumer<RoutingContext> handler) {
        router.route(HttpMethod.POST, path)
                .order(BODIES)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST));
        router.route(HttpMethod.POST, path).order(HANDLERS).blockingHandler(handler::accept, false);
    }

    private static String home(User user) {
        return user.generated()
                ? Console.PASSWORD
                : Console.menu().stream()
                        .filter(page -> user.permissions().contains(page.permission()))
                        .map(Page::path)
                        .findFirst()
                        .orElse(Console.PASSWORD);
    }

    private void enter(RoutingContext context) {
        String name = Optional.ofNullable(context.request().formAttributes().get("name"))
                .orElse("");
        String password = Optional.ofNullable(context.request().formAttributes().get("password"))
                .orElse("");
        String then = then(context.request().formAttributes().get("then"));
        SignIn.Result result = entrance.signIn().with(name, password, Door.from(context));
        if (result instanceof SignIn.Result.Welcome welcome) {
            begin(context, welcome.user(), "");
            PageCall.redirect(context, then);
            return;
        }
        Optional<Duration> pause = refused(known(name), result, context);
        ask(
                context,
                pause.isPresent() ? 429 : 401,
                then,
                pause.map(SignInPages::later).orElse("This name and password do not belong together."));
    }

    /** Writes down that a password was wrong; how long to wait, where it was not even looked at. */
    private Optional<Duration> refused(String name, SignIn.Result result, RoutingContext context) {
        if (result instanceof SignIn.Result.Wrong wrong) {
            audit(name, "sign-in-refused", context);
            wrong.pause()
                    .ifPresent(pause -> audit(
                            name,
                            "sign-in-held",
                            "too many wrong passwords; for " + pause.toSeconds() + " s no other is looked at",
                            context));
            return Optional.empty();
        }
        Duration pause =
                result instanceof SignIn.Result.Later later ? later.pause().plusSeconds(1) : BUSY;
        context.response().putHeader("Retry-After", String.valueOf(pause.toSeconds()));
        return Optional.of(pause);
    }

    private static String later(Duration pause) {
        return "Too many wrong passwords, or too many people at once. Try again in " + pause.toSeconds() + " seconds.";
    }

    /** Somebody is who he says: his session begins. */
    void begin(RoutingContext context, User user, String why) {
        Session session = entrance.sessions().begin(user);
        context.response()
                .addCookie(Cookie.cookie(Door.COOKIE, session.id())
                        .setPath("/")
                        .setHttpOnly(true)
                        .setSecure(entrance.secure())
                        .setSameSite(CookieSameSite.STRICT));
        audit(user.name(), "signed-in", why, context);
    }

    /** A name that is nobody's may be a password in the wrong field. */
    private String known(String name) {
        return entrance.users().find(name.strip()).map(User::name).orElse("(unknown)");
    }

    /** Only a page of ours: an address of elsewhere would make this a way to send people there. */
    static String then(String asked) {
        return asked != null && asked.matches("/(console|hawtio)(/[A-Za-z0-9._~%:@/-]*)?(\\?[A-Za-z0-9._~%:@/&=+-]*)?")
                ? asked
                : Console.HOME;
    }

    void ask(RoutingContext context, int status, String then, String trouble) {
        String elsewhere = entrance.openId().map(OpenId::label).orElse("");
        show(context, status, "sign-in", "Sign in", new Asked(then, trouble, elsewhere));
    }

    /** Shows a page to who is not signed in. */
    void show(RoutingContext context, int status, String template, String title, Object view) {
        Utf8ByteOutput output = new Utf8ByteOutput();
        Frame frame = new Frame(assets, title, "", "", List.of(), "", false);
        templates.render("pages/" + template + ".jte", Map.of("page", frame, "view", view), output);
        PageCall.end(context, status, output.toByteArray());
    }

    private static void password(PageCall call, int status, String trouble) {
        if (call.session().user().isVouched()) {
            call.show(200, "message", "Your password", Message.passwordElsewhere());
            return;
        }
        call.show(
                status,
                "password",
                "Your password",
                new Chosen(call.session().user().generated(), trouble));
    }

    private void choose(RoutingContext context, Pages pages, Session session) {
        PageCall call = pages.call(context, session);
        if (!Pages.hasSecret(context, session)) {
            call.show(403, "message", "Not done", Message.outdated());
            return;
        }
        if (session.user().isVouched()) {
            password(call, 200, "");
            return;
        }
        Pages.guarded(call, form -> {
            String name = session.user().name();
            String old = form.needed("old", "Your present password");
            String chosen = form.needed("new", "The new password");
            if (!chosen.equals(form.field("again").orElse(""))) {
                password(form, 400, "The two new passwords differ.");
                return;
            }
            SignIn.Result result = entrance.signIn().with(name, old, Door.from(context));
            if (!(result instanceof SignIn.Result.Welcome)) {
                Optional<Duration> pause = refused(name, result, context);
                password(
                        form,
                        pause.isPresent() ? 429 : 400,
                        pause.map(SignInPages::later).orElse("This is not your present password."));
                return;
            }
            try {
                entrance.users().choose(name, chosen);
            } catch (AccessRefused e) {
                password(form, 400, e.getMessage());
                return;
            }
            entrance.sessions().end(session.id());
            audit(name, "password-changed", context);
            PageCall.redirect(context, Console.SIGN_IN);
        });
    }

    private void audit(String who, String what, RoutingContext context) {
        audit(who, what, "", context);
    }

    void audit(String who, String what, String why, RoutingContext context) {
        audit.add(List.of(new Audit.Entry(who, what, "access/" + who, "", "", why, Door.from(context))));
    }
}
