package io.saddlebag.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The people who may sign in, kept in a file with hashes of their passwords. A running daemon sees a change at the next
 * request. All methods throw {@link java.io.UncheckedIOException} where the file cannot be read or written, and {@link
 * AccessRefused} where it cannot be understood.
 */
public final class Users {

    private static final String PEOPLE = "users";
    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,39}";

    private final PrivateFile file;
    private final Clock clock;
    private final Passwords passwords = new Passwords();
    private Map<String, User> known = Map.of();
    private long version = Long.MIN_VALUE;

    /** The people of a file, which may not be there yet. */
    public Users(Path file, Clock clock) {
        this.file = new PrivateFile(file);
        this.clock = clock;
    }

    /** Whether anybody was ever added. */
    public boolean isThere() {
        return file.exists();
    }

    /** Everybody, by name. */
    public List<User> all() {
        return List.copyOf(current().values());
    }

    /** One of them. */
    public Optional<User> find(String name) {
        return Optional.ofNullable(current().get(name));
    }

    /**
     * Adds somebody.
     *
     * @return his generated password, which is kept nowhere
     * @throws AccessRefused if the name is taken or malformed, or he is to have no role
     */
    public String add(String name, Set<Role> roles) {
        if (!name.matches(NAME)) {
            throw new AccessRefused(
                    "a name has up to 40 of a-z, 0-9, '.', '_' and '-', and begins with a letter or digit");
        }
        if (roles.isEmpty()) {
            throw new AccessRefused("name at least one role: " + String.join(", ", Role.words()));
        }
        String password = passwords.generate();
        change(users -> {
            if (users.containsKey(name)) {
                throw new AccessRefused("there is a user '" + name + "' already");
            }
            users.put(name, new User(name, roles, false, passwords.hash(password), true, clock.instant()));
        });
        return password;
    }

    /** Gives somebody other roles. */
    public void roles(String name, Set<Role> roles) {
        if (roles.isEmpty()) {
            throw new AccessRefused("name at least one role, or lock the user: " + String.join(", ", Role.words()));
        }
        one(name, user -> new User(name, roles, user.locked(), user.hash(), user.generated(), clock.instant()));
    }

    /** Locks somebody out, or lets him in again. */
    public void lock(String name, boolean locked) {
        one(name, user -> new User(name, user.roles(), locked, user.hash(), user.generated(), clock.instant()));
    }

    /** Gives somebody a new generated password, and returns it. */
    public String reset(String name) {
        String password = passwords.generate();
        one(name, user -> new User(name, user.roles(), user.locked(), passwords.hash(password), true, clock.instant()));
        return password;
    }

    /** Somebody chooses his own password. */
    public void choose(String name, String password) {
        Passwords.trouble(name, password).ifPresent(trouble -> {
            throw new AccessRefused(trouble);
        });
        one(
                name,
                user -> new User(name, user.roles(), user.locked(), passwords.hash(password), false, clock.instant()));
    }

    /** Forgets somebody. */
    public void remove(String name) {
        change(users -> {
            if (users.remove(name) == null) {
                throw new AccessRefused("there is no user '" + name + "'");
            }
        });
    }

    /** The user whose password this is, unless he is locked; takes as long for a name that nobody has. */
    Optional<User> with(String name, String password) {
        Optional<User> user = find(name);
        boolean fits = passwords.fits(password, user.map(User::hash));
        return user.filter(one -> fits && !one.locked());
    }

    private void one(String name, UnaryOperator<User> change) {
        change(users -> {
            if (users.computeIfPresent(name, (key, user) -> change.apply(user)) == null) {
                throw new AccessRefused("there is no user '" + name + "'");
            }
        });
    }

    private interface Change {
        void of(Map<String, User> users);
    }

    private synchronized void change(Change change) {
        file.change(document -> {
            Map<String, User> users = read(document);
            change.of(users);
            ArrayNode list = document.putArray(PEOPLE);
            users.values().forEach(user -> write(list.addObject(), user));
            return document;
        });
        version = Long.MIN_VALUE;
    }

    private synchronized Map<String, User> current() {
        long now = file.version();
        if (now != version) {
            known = read(file.read());
            version = now;
        }
        return known;
    }

    private Map<String, User> read(ObjectNode document) {
        Map<String, User> users = new TreeMap<>();
        for (JsonNode one : document.path(PEOPLE)) {
            Set<Role> roles = EnumSet.noneOf(Role.class);
            for (JsonNode word : one.path("roles")) {
                roles.add(Role.of(word.asText())
                        .orElseThrow(() -> new AccessRefused(file.path() + " names the role '" + word.asText()
                                + "'; roles are " + String.join(", ", Role.words()))));
            }
            String name = one.path("name").asText();
            users.put(
                    name,
                    new User(
                            name,
                            roles,
                            one.path("locked").asBoolean(),
                            one.path("hash").asText(),
                            one.path("generated").asBoolean(),
                            Instant.ofEpochMilli(one.path("changedAt").asLong())));
        }
        return users;
    }

    private static void write(ObjectNode json, User user) {
        json.put("name", user.name());
        ArrayNode roles = json.putArray("roles");
        user.roles().stream().map(Role::word).sorted().forEach(roles::add);
        json.put("locked", user.locked())
                .put("generated", user.generated())
                .put("changedAt", user.changedAt().toEpochMilli())
                .put("hash", user.hash());
    }
}
