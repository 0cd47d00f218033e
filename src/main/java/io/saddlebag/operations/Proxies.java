package io.saddlebag.operations;

import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;

/**
 * The proxies whose word is taken for who called them: of the addresses in {@code X-Forwarded-For}, the last that is none of
 * theirs. What others write there is not believed.
 */
public final class Proxies {

    private static final int FIRST = -1_001;
    private static final String CALLER = "saddlebag-caller";
    private static final String ADDRESS = "[0-9a-fA-F.:]{2,45}";

    private final Set<String> trusted;

    /** Trusts these addresses. */
    public Proxies(List<String> addresses) {
        this.trusted = Set.copyOf(addresses);
    }

    /** Looks at all of a router's requests before anything else does. */
    public void mount(Router router) {
        if (!trusted.isEmpty()) {
            router.route().order(FIRST).handler(context -> {
                context.put(CALLER, told(connected(context), forwarded(context)));
                context.next();
            });
        }
    }

    /** The caller's network address; empty where the connection has none. */
    static String caller(RoutingContext context) {
        String told = context.get(CALLER);
        return told == null ? connected(context) : told;
    }

    String told(String connected, List<String> forwarded) {
        String caller = connected;
        for (int i = forwarded.size() - 1; i >= 0 && trusted.contains(caller); i--) {
            String before = forwarded.get(i).strip();
            if (!before.matches(ADDRESS)) {
                return caller;
            }
            caller = before;
        }
        return caller;
    }

    private static List<String> forwarded(RoutingContext context) {
        return List.of(String.join(",", context.request().headers().getAll("X-Forwarded-For"))
                .split(","));
    }

    private static String connected(RoutingContext context) {
        SocketAddress address = context.request().remoteAddress();
        return address == null ? "" : address.hostAddress();
    }
}
