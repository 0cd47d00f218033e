package io.saddlebag.access;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A person who may sign in.
 *
 * @param name as he signs in; lower case
 * @param locked whether he may not for now
 * @param hash of his password
 * @param generated whether the password was made by the product; he is asked to choose his own
 */
public record User(String name, Set<Role> roles, boolean locked, String hash, boolean generated, Instant changedAt) {

    /** Copies the roles. */
    public User {
        roles = Set.copyOf(roles);
    }

    /** All that his roles may. */
    public Set<Permission> permissions() {
        return roles.stream()
                .flatMap(role -> role.permissions().stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Permission.class)));
    }
}
