package io.saddlebag.operations;

import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The proxies whose word is taken for who called them: of the addresses in {@code X-Forwarded-For}, the last that is none of
 * theirs. What others write there is not believed.
 */
public final class Proxies {

    private static final int FIRST = -1_001;
    private static final String CALLER = "saddlebag-caller";
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";

    /** IPv4, or what can only be IPv6: nothing that would be looked up as a name. */
    private static final String LITERAL = OCTET + "(\\." + OCTET + "){3}|(?=.*:)[0-9a-fA-F.:]{2,45}";

    private final Set<String> trusted;

    /** Trusts these addresses; what {@link #isAddress} does not take is none. */
    public Proxies(List<String> addresses) {
        this.trusted =
                addresses.stream().map(Proxies::plain).flatMap(Optional::stream).collect(Collectors.toSet());
    }

    /** Whether this is an IPv4 or IPv6 address, and not a name or a range. */
    public static boolean isAddress(String text) {
        return plain(text).isPresent();
    }

    /** As connections show it: {@code ::1} is {@code 0:0:0:0:0:0:0:1}. */
    private static Optional<String> plain(String text) {
        try {
            return text.matches(LITERAL)
                    ? Optional.of(InetAddress.getByName(text).getHostAddress())
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty(); // too many colons
        }
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
            Optional<String> before = plain(forwarded.get(i).strip());
            if (before.isEmpty()) {
                return caller;
            }
            caller = before.get();
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
