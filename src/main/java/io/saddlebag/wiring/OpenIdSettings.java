package io.saddlebag.wiring;

import io.saddlebag.access.Role;
import io.saddlebag.access.openid.ProviderSettings;
import io.saddlebag.settings.Section;
import io.saddlebag.settings.Settings;
import java.net.URI;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code saddlebag.access.openid}: absent where no issuer is named. */
final class OpenIdSettings {

    private OpenIdSettings() {}

    static Optional<ProviderSettings> of(Settings settings) {
        Section section = settings.section("saddlebag.access.openid");
        if (section.find("issuer").isEmpty()) {
            return Optional.empty();
        }
        section.requiredUrl("issuer"); // it must be one; some end in a slash, which is part of their name
        return Optional.of(new ProviderSettings(
                section.text("issuer", ""),
                section.required("client-id"),
                section.find("client-secret"),
                URI.create(section.requiredUrl("console") + "/sign-in/openid/done"),
                section.list("scopes", List.of("profile", "email")),
                section.text("name-claim", "preferred_username"),
                section.text("groups-claim", "groups"),
                roles(section),
                section.text("label", "Sign in with your company's account")));
    }

    private static Map<String, Set<Role>> roles(Section section) {
        Map<String, Set<Role>> roles = new HashMap<>();
        for (String pair : section.list("roles", List.of())) {
            int at = pair.lastIndexOf('=');
            Optional<Role> role =
                    at < 1 ? Optional.empty() : Role.of(pair.substring(at + 1).strip());
            if (role.isEmpty()) {
                section.problem(
                        "roles",
                        "has '" + pair + "'; write GROUP=ROLE, where a role is one of "
                                + String.join(", ", Role.words()));
            } else {
                roles.computeIfAbsent(pair.substring(0, at).strip(), group -> EnumSet.noneOf(Role.class))
                        .add(role.get());
            }
        }
        if (roles.isEmpty()) {
            section.problem("roles", "must give at least one group a role, such as shop-finance=finance");
        }
        return roles;
    }
}
