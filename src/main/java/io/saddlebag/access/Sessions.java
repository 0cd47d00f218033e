package io.saddlebag.access;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who is signed in at this daemon. A session ends when it was not used for a while, after a day's work at the latest, when its
 * user is locked, removed or given another password or roles, and when the daemon stops. Somebody whom another server vouches
 * for keeps the roles of his sign-in.
 */
public final class Sessions {

    private static final int BYTES = 32;
    private static final int MOST = 10_000;

    private final Users users;
    private final Duration idle;
    private final Duration longest;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Kept> sessions = new HashMap<>();

    /**
     * Sessions of these people.
     *
     * @param idle how long one may be unused
     * @param longest how long one lasts however much it is used
     */
    public Sessions(Users users, Duration idle, Duration longest, Clock clock) {
        this.users = users;
        this.idle = idle;
        this.longest = longest;
        this.clock = clock;
    }

    private record Kept(User user, String csrf, Instant startedAt, Instant usedAt) {}

    /**
     * A session in use.
     *
     * @param id the secret of its cookie
     * @param csrf what each form must bring
     */
    public record Session(String id, User user, String csrf) {}

    /** Begins a session; its id was never used before, whatever cookie the caller had. */
    public synchronized Session begin(User user) {
        Instant now = clock.instant();
        sessions.values().removeIf(kept -> isOver(kept, now));
        if (sessions.size() >= MOST) {
            throw new AccessRefused("too many people are signed in");
        }
        String id = secret();
        Kept kept = new Kept(user, secret(), now, now);
        sessions.put(id, kept);
        return new Session(id, user, kept.csrf());
    }

    /** The session of a cookie, used now. */
    public synchronized Optional<Session> use(String id) {
        Optional<Session> session = see(id);
        if (session.isPresent()) {
            Kept kept = sessions.get(id);
            sessions.put(id, new Kept(kept.user(), kept.csrf(), kept.startedAt(), clock.instant()));
        }
        return session;
    }

    /** The session of a cookie, for what an open page asks by itself: that does not count as using it. */
    public synchronized Optional<Session> see(String id) {
        Kept kept = sessions.get(id);
        Optional<User> user = kept == null || isOver(kept, clock.instant()) ? Optional.empty() : asNow(kept.user());
        if (user.isEmpty()) {
            sessions.remove(id);
            return Optional.empty();
        }
        return Optional.of(new Session(id, user.get(), kept.csrf()));
    }

    private Optional<User> asNow(User user) {
        return user.isVouched()
                ? Optional.of(user)
                : users.find(user.name())
                        .filter(one -> !one.locked() && one.changedAt().equals(user.changedAt()));
    }

    /** Ends a session. */
    public synchronized void end(String id) {
        sessions.remove(id);
    }

    private boolean isOver(Kept kept, Instant now) {
        return now.isAfter(kept.usedAt().plus(idle))
                || now.isAfter(kept.startedAt().plus(longest));
    }

    private String secret() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
