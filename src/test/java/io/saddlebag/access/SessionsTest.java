package io.saddlebag.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saddlebag.access.Sessions.Session;
import io.saddlebag.testing.MovableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a session and a token open nothing any more. */
class SessionsTest {

    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofHours(12);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T08:00:00Z"));

    @TempDir
    private Path folder;

    private Users users;
    private Sessions sessions;

    @BeforeEach
    void somebodyIsSignedIn() {
        users = new Users(folder.resolve("users.json"), clock);
        users.add("ann", Set.of(Role.SUPPORT));
        sessions = new Sessions(users, IDLE, LONGEST, clock);
    }

    @Test
    void endsWhenItWasNotUsedForAWhile() {
        Session session = begin();

        clock.forward(IDLE);
        assertThat(sessions.use(session.id())).as("at the last moment").isPresent();
        clock.forward(IDLE.plusMillis(1));

        assertThat(sessions.see(session.id())).isEmpty();
        assertThat(sessions.use(session.id())).isEmpty();
    }

    @Test
    void whatAnOpenPageAsksByItselfIsNoUseOfIt() {
        Session session = begin();

        for (int i = 0; i < 30; i++) {
            clock.forward(Duration.ofMinutes(1));
            assertThat(sessions.see(session.id())).as("minute %d", i).isPresent();
        }
        clock.forward(Duration.ofMillis(1));

        assertThat(sessions.see(session.id())).isEmpty();
        assertThat(sessions.use(session.id())).isEmpty();
    }

    @Test
    void endsAfterItsLongestTimeHoweverMuchItIsUsed() {
        Session session = begin();

        for (int i = 0; i < 24 * 6; i++) {
            assertThat(sessions.use(session.id())).as("step %d", i).isPresent();
            clock.forward(Duration.ofMinutes(5));
        }
        clock.forward(Duration.ofMillis(1));

        assertThat(sessions.use(session.id())).isEmpty();
    }

    @Test
    void thatAPageIsOpenDoesNotCountAsUse() {
        Session session = begin();

        clock.forward(IDLE);
        assertThat(sessions.see(session.id())).isPresent();
        clock.forward(Duration.ofMillis(1));

        assertThat(sessions.use(session.id())).isEmpty();
    }

    @Test
    void endsWithANewPasswordOtherRolesALockAndARemoval() {
        for (Runnable change : new Runnable[] {
            () -> users.reset("ann"),
            () -> users.roles("ann", Set.of(Role.FINANCE)),
            () -> users.lock("ann", true),
            () -> users.remove("ann")
        }) {
            users.lock("ann", false);
            Session session = begin();
            assertThat(sessions.use(session.id())).isPresent();

            clock.forward(Duration.ofSeconds(1));
            change.run();

            assertThat(sessions.use(session.id())).isEmpty();
        }
    }

    @Test
    void aTokenIsRefusedFromItsTimeOn() {
        ApiTokens tokens = new ApiTokens(folder.resolve("tokens.json"), clock);
        String token = tokens.add(
                "reports", Set.of(Permission.SEE_ORDERS), clock.instant().plus(LONGEST));

        clock.forward(LONGEST.minusMillis(1));
        assertThat(tokens.shown(token)).map(ApiToken::name).contains("reports");
        clock.forward(Duration.ofMillis(1));

        assertThat(tokens.shown(token)).isEmpty();
        assertThat(tokens.shown("")).isEmpty();
        assertThat(tokens.shown(tokens.all().get(0).hash()))
                .as("the hash is no token")
                .isEmpty();
    }

    @Test
    void noTokenIsMadeThatHasExpiredOrMayNothing() {
        ApiTokens tokens = new ApiTokens(folder.resolve("tokens.json"), clock);

        assertThatThrownBy(() -> tokens.add("late", Set.of(Permission.SEE_ORDERS), clock.instant()))
                .isInstanceOf(AccessRefused.class);
        assertThatThrownBy(() -> tokens.add("idle", Set.of(), clock.instant().plus(LONGEST)))
                .isInstanceOf(AccessRefused.class);
    }

    private Session begin() {
        return sessions.begin(users.find("ann").orElseThrow());
    }
}
