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

    /** Copies the permissions. */
    public Access {
        permissions = Set.copyOf(permissions);
    }

    /** From where, for the audit trail: the command line has a token of its own. */
    public String origin() {
        return way.equals("operations-token") ? "command line" : from;
    }

    /** Whether this may be seen or done. */
    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }
}
