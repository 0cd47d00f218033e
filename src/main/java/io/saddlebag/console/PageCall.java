package io.saddlebag.console;

import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.saddlebag.access.Access;
import io.saddlebag.access.Permission;
import io.saddlebag.access.Sessions.Session;
import io.saddlebag.ledger.Actor;
import io.saddlebag.operations.Door;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request of a page, by somebody who is signed in and may see it. */
final class PageCall {

    private static final int LONGEST = 500;

    private final RoutingContext context;
    private final TemplateEngine templates;
    private final List<Page> menu;
    private final Session session;
    private final Told told;
    private final Assets assets;

    PageCall(
            RoutingContext context,
            TemplateEngine templates,
            List<Page> menu,
            Session session,
            Told told,
            Assets assets) {
        this.context = context;
        this.templates = templates;
        this.menu = menu;
        this.session = session;
        this.told = told;
        this.assets = assets;
    }

    RoutingContext context() {
        return context;
    }

    /** Who calls, and what he may. */
    Access access() {
        return Door.access(context);
    }

    /** Who decides and from where. */
    Actor actor() {
        return new Actor(access().who(), access().origin());
    }

    boolean may(Permission permission) {
        return access().may(permission);
    }

    Session session() {
        return session;
    }

    /** A part of the path. */
    String path(String name) {
        return context.pathParam(name);
    }

    /** A parameter of the address; absent where it is blank. */
    Optional<String> param(String name) {
        return Optional.ofNullable(context.queryParams().get(name))
                .map(String::strip)
                .filter(v -> !v.isEmpty());
    }

    /** A field of a form; absent where it is blank. */
    Optional<String> field(String name) {
        return Optional.ofNullable(context.request().formAttributes().get(name))
                .map(String::strip)
                .filter(v -> !v.isEmpty());
    }

    /**
     * A field that must be there.
     *
     * @throws BadForm if it is missing or longer than 500 characters
     */
    String needed(String name, String what) {
        String value = field(name).orElseThrow(() -> new BadForm(what + " is missing"));
        if (value.length() > LONGEST) {
            throw new BadForm(what + " may have " + LONGEST + " characters");
        }
        return value;
    }

    /** Whether only a part of the page is wanted, to replace one that is shown. */
    boolean isPart() {
        return isPart(context);
    }

    static boolean isPart(RoutingContext context) {
        return "true".equals(context.request().getHeader("HX-Request"));
    }

    /** Shows a page: template {@code pages/NAME.jte} with the parameters {@code page} (a {@link Frame}) and {@code view}. */
    void show(String template, String title, Object view) {
        show(200, template, title, view);
    }

    void show(int status, String template, String title, Object view) {
        Map<String, Object> model = new HashMap<>();
        model.put("page", frame(title));
        model.put("view", view);
        Utf8ByteOutput output = new Utf8ByteOutput();
        templates.render("pages/" + template + ".jte", model, output);
        end(context, status, output.toByteArray());
    }

    private Frame frame(String title) {
        String here = context.normalizedPath();
        Optional<Told.Word> word = told.take(session.id());
        return new Frame(
                assets,
                title,
                session.user().name(),
                session.csrf(),
                menu.stream()
                        .filter(page -> may(page.permission()))
                        .map(page -> new Frame.Area(
                                page.path(),
                                page.name(),
                                here.equals(page.path()) || here.startsWith(page.path() + "/")))
                        .toList(),
                word.map(Told.Word::text).orElse(""),
                word.map(Told.Word::wrong).orElse(false));
    }

    /** After an action: shows a page of the console that tells what became of it. */
    void done(String path, String what) {
        told.tell(session.id(), new Told.Word(what, false));
        redirect(context, path);
    }

    /** After an action that could not be done. */
    void failed(String path, String why) {
        told.tell(session.id(), new Told.Word(why, true));
        redirect(context, path);
    }

    static void redirect(RoutingContext context, String path) {
        context.response()
                .setStatusCode(303)
                .putHeader("Location", path)
                .putHeader("Cache-Control", "no-store")
                .end();
    }

    static void end(RoutingContext context, int status, byte[] html) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .end(Buffer.buffer(html));
    }

    /** A value for an address. */
    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** What a form lacks; shown to who sent it. */
    static final class BadForm extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadForm(String message) {
            super(message);
        }
    }

    /** There is no such page; shown as 404. */
    static final class NotHere extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotHere(String message) {
            super(message);
        }
    }
}
