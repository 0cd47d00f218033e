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
 * @param hash of his password; empty where another server keeps it
 * @param generated whether the password was made by the product; he is asked to choose his own
 */
public record User(String name, Set<Role> roles, boolean locked, String hash, boolean generated, Instant changedAt) {

    /** Copies the roles. */
    public User {
        roles = Set.copyOf(roles);
    }

    /** Somebody whom another server vouches for; he is not in the users file. */
    public static User vouched(String name, Set<Role> roles, Instant at) {
        return new User(name, roles, false, "", false, at);
    }

    /** Whether another server keeps his password. */
    public boolean isVouched() {
        return hash.isEmpty();
    }

    /** All that his roles may. */
    public Set<Permission> permissions() {
        return roles.stream()
                .flatMap(role -> role.permissions().stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Permission.class)));
    }
}
