package io.saddlebag.access.openid;

import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import io.saddlebag.access.Role;
import java.net.URI;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads name and roles from what an ID token claims. */
final class Claims {

    private static final String NAME = "[\\p{L}\\p{N}][\\p{L}\\p{N}._+@-]{0,99}";

    private final ProviderSettings settings;

    Claims(ProviderSettings settings) {
        this.settings = settings;
    }

    Vouched vouched(IDTokenClaimsSet claims) throws SignInFailed {
        String name = claims.getStringClaim(settings.name());
        if (name == null || !name.matches(NAME)) {
            throw new SignInFailed("the provider's claim '" + settings.name() + "' "
                    + (name == null ? "is missing" : "has characters that a name may not have")
                    + "; saddlebag.access.openid.name-claim chooses another");
        }
        return new Vouched(
                name.contains("@")
                        ? name
                        : name + "@" + URI.create(settings.issuer()).getHost(),
                roles(claims));
    }

    private Set<Role> roles(IDTokenClaimsSet claims) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Object group : groups(claims)) {
            roles.addAll(settings.roles().getOrDefault(String.valueOf(group), Set.of()));
        }
        return roles;
    }

    private Collection<?> groups(IDTokenClaimsSet claims) {
        Object found = claims.getClaim(settings.groups()); // a claim may have dots, or a whole address, for its name
        if (found == null) {
            String[] steps = settings.groups().split("\\.");
            found = claims.getClaim(steps[0]);
            for (int i = 1; i < steps.length; i++) {
                found = found instanceof Map<?, ?> map ? map.get(steps[i]) : null;
            }
        }
        if (found instanceof Collection<?> many) {
            return many;
        }
        return found == null ? List.of() : List.of(found);
    }
}
