package io.saddlebag.access.openid;

import io.saddlebag.access.Role;
import java.util.Set;

/**
 * Whom a provider vouches for.
 *
 * @param name with an {@code @}, so that he is nobody of the users file
 * @param roles what his groups may be here; none for somebody who has no business here
 */
public record Vouched(String name, Set<Role> roles) {

    /** Copies the roles. */
    public Vouched {
        roles = Set.copyOf(roles);
    }
}
