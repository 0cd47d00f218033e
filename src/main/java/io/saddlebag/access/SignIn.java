package io.saddlebag.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Checks names and passwords. After five wrong ones of a name, or twenty from one address, it answers nothing for a while that
 * doubles each time, right or wrong, so that guessing is slow; it is forgotten at a restart.
 */
public final class SignIn {

    private static final int OF_A_NAME = 5;
    private static final int FROM_AN_ADDRESS = 20;
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int REMEMBERED = 10_000;

    private final Users users;
    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Checks against these people. */
    public SignIn(Users users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    private record Failures(int times, Instant until) {}

    /** What became of it. */
    public sealed interface Result {
        /** The password is his. */
        record Welcome(User user) implements Result {}

        /** It is not, or he is locked, or there is nobody of this name: which of them is not told. */
        record Wrong() implements Result {}

        /** Too often wrong; ask again then. */
        record Later(Duration pause) implements Result {}
    }

    /** Somebody signs in. */
    public Result with(String name, String password, String from) {
        String known = name.strip().toLowerCase(Locale.ROOT);
        Optional<Duration> wait = waiting("name " + known).or(() -> waiting("from " + from));
        if (wait.isPresent()) {
            return new Result.Later(wait.get());
        }
        Optional<User> user = users.with(known, password);
        if (user.isEmpty()) {
            failed("name " + known, OF_A_NAME);
            failed("from " + from, FROM_AN_ADDRESS);
            return new Result.Wrong();
        }
        forget("name " + known);
        return new Result.Welcome(user.get());
    }

    private synchronized Optional<Duration> waiting(String key) {
        return Optional.ofNullable(failures.get(key))
                .map(failed -> Duration.between(clock.instant(), failed.until()))
                .filter(left -> !left.isNegative() && !left.isZero());
    }

    private synchronized void failed(String key, int allowed) {
        int times = Optional.ofNullable(failures.get(key)).map(Failures::times).orElse(0) + 1;
        int beyond = times - allowed;
        Duration pause = beyond < 0 ? Duration.ZERO : FIRST.multipliedBy(1L << Math.min(beyond, 10));
        failures.put(key, new Failures(times, clock.instant().plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause)));
    }

    private synchronized void forget(String key) {
        failures.remove(key);
    }
}
