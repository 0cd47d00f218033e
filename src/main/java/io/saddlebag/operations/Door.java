package io.saddlebag.operations;

import io.saddlebag.access.Access;
import io.saddlebag.access.ApiToken;
import io.saddlebag.access.ApiTokens;
import io.saddlebag.access.Permission;
import io.saddlebag.access.Sessions;
import io.saddlebag.access.Sessions.Session;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.Optional;

/**
 * Who comes in at the operations port: systems with a bearer token at the API, people with a session at the pages. Neither
 * key opens the other door, so that no page of somebody else's can call the API with a person's cookie.
 */
public final class Door {

    /** The name of the session's cookie. */
    public static final String COOKIE = "saddlebag_session";

    /** What the console's script sends with what it asks by itself, without anybody who does something. */
    public static final String LIVE = "X-Saddlebag-Live";

    private static final String ACCESS = "saddlebag-access";
    private static final String SESSION = "saddlebag-session";
    private static final String BEARER = "Bearer ";

    private final ApiTokens tokens;
    private final Sessions sessions;
    private final byte[] token;

    /**
     * Opens to these.
     *
     * @param token the daemon's own token, which may do everything: the command line's
     */
    public Door(ApiTokens tokens, Sessions sessions, String token) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    /** Lets a system in that shows a token, or answers 401. */
    void bearer(RoutingContext context) {
        String header = context.request().getHeader("Authorization");
        String shown = header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : "";
        String from = from(context);
        Optional<Access> access;
        if (MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), token)) {
            access = Optional.of(
                    new Access("operations-token", EnumSet.allOf(Permission.class), from, "operations-token"));
        } else {
            Optional<ApiToken> known = shown.isEmpty() ? Optional.empty() : tokens.shown(shown);
            access = known.map(one -> new Access(one.name(), one.scopes(), from, "token"));
        }
        if (access.isEmpty()) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            new ApiCall(context)
                    .error(
                            401,
                            "unauthorised",
                            "send 'Authorization: Bearer <token>' with a token of 'tokens add'; the command line's own"
                                    + " is in <home>/data/operations.token or saddlebag.operations.token");
            return;
        }
        context.put(ACCESS, access.get());
        context.next();
    }

    /** The session of a person who is signed in; used now, unless an open page asks by itself. */
    public Optional<Session> session(RoutingContext context) {
        Session known = context.get(SESSION);
        if (known != null) {
            return Optional.of(known);
        }
        Cookie cookie = context.request().getCookie(COOKIE);
        boolean live = context.request().headers().contains(LIVE)
                || "text/event-stream".equals(context.request().getHeader("Accept"));
        Optional<Session> session = cookie == null
                ? Optional.empty()
                : live ? sessions.see(cookie.getValue()) : sessions.use(cookie.getValue());
        session.ifPresent(one -> {
            context.put(SESSION, one);
            context.put(ACCESS, new Access(one.user().name(), one.user().permissions(), from(context), "console"));
        });
        return session;
    }

    /** What the caller may, after he was let in. */
    public static Access access(RoutingContext context) {
        Access access = context.get(ACCESS);
        if (access == null) {
            throw new IllegalStateException("nobody was let in at " + context.normalizedPath());
        }
        return access;
    }

    /** The caller's network address: the connection's, or what a trusted proxy says of it. */
    public static String from(RoutingContext context) {
        return Proxies.caller(context);
    }
}
