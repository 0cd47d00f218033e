package io.saddlebag.access;

import java.util.Set;

/**
 * Who calls, what he may do, and from where: asked before anything is shown or done, and written into the audit trail after.
 *
 * @param who the person's or the token's name
 * @param from the caller's network address
 * @param way {@code console}, {@code token} or {@code operations-token}
 */
public record Access(String who, Set<Permission> permissions, String from, String way) {

    private static final Set<String> HERE = Set.of("127.0.0.1", "0:0:0:0:0:0:0:1", "::1");

    /** Copies the permissions. */
    public Access {
        permissions = Set.copyOf(permissions);
    }

    /** From where, for the audit trail: the command line has a token of its own, which somebody may use from elsewhere. */
    public String origin() {
        if (!way.equals("operations-token")) {
            return from;
        }
        return HERE.contains(from) ? "command line" : "operations token from " + from;
    }

    /** Whether this may be seen or done. */
    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }
}
