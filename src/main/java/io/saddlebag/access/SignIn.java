package io.saddlebag.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Checks names and passwords. After five wrong ones of a name, or twenty from one address, it answers nothing for a while that
 * doubles each time, right or wrong, so that guessing is slow; it is forgotten after an hour without a wrong one, and at a
 * restart. Two are checked at once, because a check takes 19 MiB and a good part of a second; a few more wait for their turn.
 */
public final class SignIn {

    private static final int OF_A_NAME = 5;
    private static final int FROM_AN_ADDRESS = 20;
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final int REMEMBERED = 10_000;
    private static final int AT_ONCE = 2;
    private static final int WAITING = 8;
    private static final Duration TURN = Duration.ofSeconds(5);

    private final Semaphore turns = new Semaphore(AT_ONCE, true);
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

    private record Failures(int times, Instant until) {

        private static final Failures NONE = new Failures(0, Instant.EPOCH);
    }

    /** What became of it. */
    public sealed interface Result {
        /** The password is his. */
        record Welcome(User user) implements Result {}

        /**
         * It is not, or he is locked, or there is nobody of this name: which of them is not told.
         *
         * @param pause for how long no other is checked now, if this was one too many
         */
        record Wrong(Optional<Duration> pause) implements Result {}

        /** Too often wrong; ask again then. */
        record Later(Duration pause) implements Result {}

        /** Too many sign in at this moment; nothing was checked. */
        record Busy() implements Result {}
    }

    /** Somebody signs in. */
    public Result with(String name, String password, String from) {
        if (!isMyTurn()) {
            return new Result.Busy();
        }
        try {
            return checked(name.strip().toLowerCase(Locale.ROOT), password, from);
        } finally {
            turns.release();
        }
    }

    private boolean isMyTurn() {
        try {
            return turns.getQueueLength() < WAITING && turns.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Counts as wrong before it is checked, so that two at the same time are two. */
    private Result checked(String name, String password, String from) {
        String named = "name " + name;
        String address = "from " + from;
        Optional<Duration> pause;
        synchronized (this) {
            Optional<Duration> wait = waiting(named).or(() -> waiting(address));
            if (wait.isPresent()) {
                return new Result.Later(wait.get());
            }
            failed(named, OF_A_NAME);
            failed(address, FROM_AN_ADDRESS);
            pause = waiting(named).or(() -> waiting(address));
        }
        Optional<User> user = users.with(name, password);
        if (user.isEmpty()) {
            return new Result.Wrong(pause);
        }
        synchronized (this) {
            failures.remove(named);
            takeBack(address);
        }
        return new Result.Welcome(user.get());
    }

    private Optional<Duration> waiting(String key) {
        return Optional.ofNullable(failures.get(key))
                .map(failed -> Duration.between(clock.instant(), failed.until()))
                .filter(left -> !left.isNegative() && !left.isZero());
    }

    private void failed(String key, int allowed) {
        int times = kept(key).times() + 1;
        int beyond = times - allowed;
        Duration pause = beyond < 0 ? Duration.ZERO : FIRST.multipliedBy(1L << Math.min(beyond, 10));
        failures.put(key, new Failures(times, clock.instant().plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause)));
    }

    private Failures kept(String key) {
        return Optional.ofNullable(failures.get(key))
                .filter(failed -> clock.instant().isBefore(failed.until().plus(KEPT)))
                .orElse(Failures.NONE);
    }

    private void takeBack(String key) {
        int times = kept(key).times() - 1;
        if (times > 0) {
            failures.put(key, new Failures(times, clock.instant()));
        } else {
            failures.remove(key);
        }
    }
}
