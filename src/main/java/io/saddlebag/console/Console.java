package io.saddlebag.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import io.saddlebag.access.Permission;
import io.saddlebag.access.Sessions;
import io.saddlebag.access.SignIn;
import io.saddlebag.access.Users;
import io.saddlebag.access.openid.OpenId;
import io.saddlebag.ledger.Audit;
import io.saddlebag.ledger.Figures.Figure;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.operations.Door;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The console: pages for people on the operations port, below {@code /console}. Each page needs a permission, each form its
 * session's secret; scripts, styles and frames of others are kept out by the content security policy.
 */
public final class Console {

    static final String HOME = "/console";
    static final String SIGN_IN = "/sign-in";
    static final String PASSWORD = "/console/password";

    static final int FIRST = -60;
    private static final int LAST = -40;
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** The menu, in its order; the first that somebody may see is his home. */
    private static final List<Page> MENU = List.of(
            new Page(OrderPages.PATH, "Orders", Permission.SEE_ORDERS),
            new Page(SupportPages.PATH, "Where is my order", Permission.SEE_ORDERS),
            new Page(FulfilmentPages.PATH, "Fulfilment", Permission.SEE_FULFILMENT),
            new Page(OperationsPages.HOME, "IT operations", Permission.SEE_OPERATIONS),
            new Page(ParkedPages.HOME, "Parked", Permission.SEE_PARKED),
            new Page("/console/finance", "Finance", Permission.SEE_FINANCE),
            new Page("/console/stock", "Stock", Permission.SEE_STOCK_AND_PRICES),
            new Page("/console/prices", "Prices", Permission.SEE_STOCK_AND_PRICES),
            new Page("/console/figures", "Key figures", Permission.SEE_FIGURES),
            new Page(AlertPages.HOME, "Alerts", Permission.SEE_ALERTS),
            new Page("/console/audit", "Audit", Permission.SEE_AUDIT),
            new Page("/hawtio/", "Hawtio", Permission.USE_HAWTIO));

    private final Ledger ledger;
    private final Door door;
    private final Entrance entrance;
    private final Work work;
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);

    /**
     * What pages look at and act on beside the ledger.
     *
     * @param targets what 95 of 100 of a key figure are to keep
     */
    public record Work(
            OrderWork orders,
            OperationsDesks operations,
            TradeDesks trade,
            Map<Figure, Duration> targets,
            Clock clock) {

        /** Copies the targets. */
        public Work {
            targets = Map.copyOf(targets);
        }
    }

    /**
     * How people come in.
     *
     * @param openId another server that says who somebody is, beside the users file
     * @param secure whether browsers reach the console by https only, so that its cookies may say so
     */
    public record Entrance(Users users, SignIn signIn, Sessions sessions, Optional<OpenId> openId, boolean secure) {}

    /**
     * Pages about what this ledger holds.
     *
     * @param work what the pages look at and act on beside the ledger
     */
    public Console(Ledger ledger, Door door, Entrance entrance, Work work) {
        this.ledger = ledger;
        this.door = door;
        this.entrance = entrance;
        this.work = work;
    }

    /** Mounts all pages; returns who may see or do what, {@code GET /console/orders} to a permission. */
    public Map<String, Permission> mount(Router router) {
        Assets assets = new Assets();
        router.route("/console*").order(FIRST).handler(Console::headers);
        router.route(SIGN_IN).order(FIRST).handler(Console::headers);
        router.get("/").order(LAST).handler(context -> PageCall.redirect(context, HOME));
        assets.mount(router);
        Audit audit = ledger.audit();
        Pages pages = new Pages(router, templates, door, MENU, assets);
        SignInPages signIn = new SignInPages(entrance, audit, templates, assets);
        signIn.mount(router, pages);
        entrance.openId()
                .ifPresent(openId -> new OpenIdPages(openId, signIn, entrance.secure(), work.clock()).mount(router));
        new Live(ledger, door, entrance.sessions()).mount(router);
        for (Part part : List.of(
                new StockPages(ledger, work.trade()),
                new PricePages(work.trade()),
                new FinancePages(ledger, work.trade()),
                new DifferencePages(work.trade().reconciliation(), work.clock()),
                new AuditPages(audit, work.clock()),
                new OperationsPages(
                        ledger, work.operations().gates(), work.operations().machinery(), work.clock()),
                new ParkedPages(work.operations().parked(), work.operations().perSecond(), work.clock()),
                new AlertPages(work.operations().alerts()),
                new OrderPages(ledger, work.orders()),
                new OneOrderPages(ledger, work.orders()),
                new SupportPages(ledger),
                new FulfilmentPages(ledger, work.orders()),
                new FigurePages(
                        ledger.figures(), ledger.alertFacts(), work.orders().stores(), work.targets(), work.clock()))) {
            part.mount(pages);
        }
        router.route("/console*")
                .order(LAST)
                .blockingHandler(
                        context -> pages.signedIn(context, session -> pages.call(context, session)
                                .show(
                                        404,
                                        "message",
                                        "Not found",
                                        new Message("There is no such page", context.normalizedPath(), ""))),
                        false);
        return pages.rules();
    }

    static List<Page> menu() {
        return MENU;
    }

    static void headers(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        context.next();
    }
}
