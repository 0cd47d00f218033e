package io.saddlebag.wiring;

import io.saddlebag.access.ApiTokens;
import io.saddlebag.access.Permission;
import io.saddlebag.access.Role;
import io.saddlebag.access.Sessions;
import io.saddlebag.access.SignIn;
import io.saddlebag.access.Users;
import io.saddlebag.access.openid.OpenId;
import io.saddlebag.console.Console;
import io.saddlebag.console.OperationsDesks;
import io.saddlebag.console.OrderWork;
import io.saddlebag.console.TradeDesks;
import io.saddlebag.hawtio.Hawtio;
import io.saddlebag.ledger.Figures.Figure;
import io.saddlebag.operations.Door;
import io.saddlebag.settings.Section;
import io.saddlebag.settings.Settings;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who may come in at the operations port, and the pages for people. */
public final class AccessWiring {

    /** Who is made where nobody is yet. */
    private static final String FIRST = "admin";

    private final Foundation base;
    private final Users users;
    private final Sessions sessions;
    private final Door door;
    private final Optional<OpenId> openId;
    private final Optional<String> firstPassword;

    AccessWiring(Foundation base, String operationsToken) {
        this.base = base;
        Section access = base.settings.section("saddlebag.access");
        this.users = users(base.settings, base.clock);
        this.sessions = new Sessions(
                users,
                access.duration("idle", Duration.ofMinutes(30)),
                access.duration("longest", Duration.ofHours(12)),
                base.clock);
        this.door = new Door(tokens(base.settings, base.clock), sessions, operationsToken);
        this.openId = OpenIdSettings.of(base.settings).map(provider -> new OpenId(provider, base.clock));
        this.firstPassword = users.isThere()
                ? Optional.empty()
                : Optional.of(users.add(FIRST, EnumSet.of(Role.ADMIN, Role.IT_OPERATIONS)));
    }

    /** The people of a home, for the daemon and for the command line. */
    public static Users users(Settings settings, Clock clock) {
        return new Users(settings.folder("saddlebag.data", "data").resolve("users.json"), clock);
    }

    /** The API tokens of a home. */
    public static ApiTokens tokens(Settings settings, Clock clock) {
        return new ApiTokens(settings.folder("saddlebag.data", "data").resolve("tokens.json"), clock);
    }

    Door door() {
        return door;
    }

    /** The password of the user {@code admin}, where this start made him. */
    Optional<String> firstPassword() {
        return firstPassword;
    }

    private Map<Figure, Duration> targets() {
        Section section = base.settings.section("saddlebag.figures");
        Map<Figure, Duration> targets = new EnumMap<>(Figure.class);
        for (Figure figure : Figure.values()) {
            if (figure.isTimed() && section.find(figure.word()).isPresent()) {
                targets.put(figure, section.duration(figure.word(), Duration.ZERO));
            }
        }
        return targets;
    }

    /** Mounts the console, and Hawtio beside it; returns who may see and do what. */
    Map<String, Permission> mount(Router router, OrderWork orders, OperationsDesks operations, TradeDesks trade) {
        boolean secure = base.settings.section("saddlebag.operations").flag("https", false);
        Map<String, Permission> rules = new LinkedHashMap<>(new Console(
                        base.ledger,
                        door,
                        new Console.Entrance(users, new SignIn(users, base.clock), sessions, openId, secure),
                        new Console.Work(orders, operations, trade, targets(), base.clock))
                .mount(router));
        rules.putAll(new Hawtio(door, sessions, base.ledger, base.settings.secrets(), secure).mount(router));
        return rules;
    }
}
