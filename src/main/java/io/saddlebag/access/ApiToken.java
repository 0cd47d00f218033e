package io.saddlebag.access;

import java.time.Instant;
import java.util.Set;

/**
 * A system that may call the API.
 *
 * @param name who it is, also in the audit trail
 * @param scopes what it may see and do
 * @param expiresAt from when on it is refused
 * @param hash of the token itself, which is kept nowhere
 */
public record ApiToken(String name, Set<Permission> scopes, Instant expiresAt, Instant createdAt, String hash) {

    /** Copies the scopes. */
    public ApiToken {
        scopes = Set.copyOf(scopes);
    }
}
