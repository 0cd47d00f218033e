package io.saddlebag.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.testing.MovableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For how long wrong passwords count. */
class SignInLimitsTest {

    private static final String OWN = "correct horse battery";

    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T08:00:00Z"));

    @TempDir
    private Path folder;

    private SignIn signIn;

    @BeforeEach
    void somebodyMaySignIn() {
        Users users = new Users(folder.resolve("users.json"), clock);
        users.add("ann", Set.of(Role.SUPPORT));
        users.choose("ann", OWN);
        signIn = new SignIn(users, clock);
    }

    @Test
    void anHourWithoutAWrongPasswordForgetsThem() {
        for (int i = 0; i < 4; i++) {
            assertThat(signIn.with("ann", "a guess", "10.0.0.1")).isInstanceOf(SignIn.Result.Wrong.class);
        }

        clock.forward(Duration.ofHours(1).plusSeconds(1));

        assertThat(signIn.with("ann", "a guess", "10.0.0.1"))
                .extracting(result -> ((SignIn.Result.Wrong) result).pause().isPresent())
                .isEqualTo(false);
    }

    @Test
    void ofAnAddressOnlyWrongOnesCount() {
        for (int i = 0; i < 25; i++) {
            assertThat(signIn.with("ann", OWN, "10.0.0.1")).isInstanceOf(SignIn.Result.Welcome.class);
        }
        for (int i = 0; i < 20; i++) {
            assertThat(signIn.with("nobody" + i, "a guess", "10.0.0.1")).isInstanceOf(SignIn.Result.Wrong.class);
        }

        assertThat(signIn.with("ann", OWN, "10.0.0.1")).isInstanceOf(SignIn.Result.Later.class);
        assertThat(signIn.with("ann", OWN, "10.0.0.2")).isInstanceOf(SignIn.Result.Welcome.class);

        clock.forward(Duration.ofSeconds(31));

        assertThat(signIn.with("ann", OWN, "10.0.0.1")).isInstanceOf(SignIn.Result.Welcome.class);
    }
}
