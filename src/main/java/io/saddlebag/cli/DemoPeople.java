package io.saddlebag.cli;

import io.saddlebag.access.Role;
import io.saddlebag.access.Users;
import io.saddlebag.settings.Settings;
import io.saddlebag.wiring.AccessWiring;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;

/** Somebody of every role, named after it, for whoever tries the demo's console. They live in its throw-away home only. */
final class DemoPeople {

    private final String password;

    private DemoPeople(String password) {
        this.password = password;
    }

    /** Adds them; one password opens for all, so that it can be typed from the screen. */
    static DemoPeople in(Settings settings) {
        Users users = AccessWiring.users(settings, Clock.systemUTC());
        String password = "";
        for (Role role : Role.values()) {
            String made = users.add(role.word(), EnumSet.of(role));
            password = password.isEmpty() ? made : password;
            users.choose(role.word(), password);
        }
        return new DemoPeople(password);
    }

    /** Where to go and what to type there. */
    List<String> lines(int port) {
        return List.of(
                "console http://127.0.0.1:" + port + "/console",
                "  user " + String.join(", ", Role.words()) + "; the password of each: " + password);
    }
}
