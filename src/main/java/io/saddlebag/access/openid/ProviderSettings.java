package io.saddlebag.access.openid;

import io.saddlebag.access.Role;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An OpenID Connect provider, and what it is asked for.
 *
 * @param issuer its address, letter for letter as it calls itself; {@code /.well-known/openid-configuration} below it says the rest
 * @param client the id under which it knows this product
 * @param secret of the client; absent for a public one, which is protected by PKCE alone
 * @param callback where it sends people back to: {@code https://console.example.com/sign-in/openid/done}
 * @param scopes asked for beside {@code openid}
 * @param name the claim that names somebody
 * @param groups the claim that lists his groups; dots lead into an object: {@code realm_access.roles}
 * @param roles what a group may be here
 * @param label what the button says
 */
public record ProviderSettings(
        String issuer,
        String client,
        Optional<String> secret,
        URI callback,
        List<String> scopes,
        String name,
        String groups,
        Map<String, Set<Role>> roles,
        String label) {

    /** Copies scopes and roles. */
    public ProviderSettings {
        scopes = List.copyOf(scopes);
        roles = Map.copyOf(roles);
    }

    @Override
    public String toString() {
        return "provider " + issuer; // the secret is nobody's to read
    }
}
