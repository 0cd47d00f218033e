package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.access.Role;
import io.saddlebag.ledger.Audit;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who comes in at the console, and who does not. */
class SignInTest {

    private static final String OWN = "correct horse battery";

    @TempDir
    private static Path data;

    private static RunningDaemon running;

    @BeforeAll
    static void start() {
        running = RunningDaemon.start(data);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void theFirstUserChoosesAPasswordBeforeAnythingElse() {
        Visitor admin = new Visitor(running);

        HttpResponse<String> entered =
                admin.signIn("admin", running.daemon().firstPassword().orElseThrow());
        HttpResponse<String> elsewhere = admin.get("/console/orders");
        HttpResponse<String> chosen = admin.post(
                "/console/password",
                Map.of(
                        "csrf",
                        admin.secret(),
                        "old",
                        running.daemon().firstPassword().orElseThrow(),
                        "new",
                        OWN,
                        "again",
                        OWN));
        HttpResponse<String> before = admin.get("/console/orders");
        admin.signIn("admin", OWN);
        HttpResponse<String> after = admin.get("/console/orders");

        assertThat(entered.statusCode()).isEqualTo(303);
        assertThat(entered.headers().firstValue("Set-Cookie").orElse(""))
                .contains("HTTPOnly")
                .contains("SameSite=Strict");
        assertThat(elsewhere.headers().firstValue("Location")).hasValue("/console/password");
        assertThat(chosen.headers().firstValue("Location")).hasValue("/sign-in");
        assertThat(before.statusCode())
                .as("the session ended with the password")
                .isEqualTo(303);
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(running.ledger().audit().find("access/admin", java.util.Optional.empty(), 10))
                .extracting(chained -> chained.entry().what())
                .containsExactly("signed-in", "password-changed", "signed-in");
    }

    @Test
    void whoIsNotSignedInIsSentToSignInAndComesBackToThePageHeWanted() {
        Visitor stranger = new Visitor(running);
        Visitor.users(data).add("returning", Set.of(Role.SUPPORT));
        Visitor.users(data).choose("returning", OWN);

        HttpResponse<String> page = stranger.get("/console/orders?state=parked");
        HttpResponse<String> entered = stranger.post(
                "/sign-in", Map.of("name", "Returning ", "password", OWN, "then", "/console/orders?state=parked"));

        assertThat(page.statusCode()).isEqualTo(303);
        assertThat(page.headers().firstValue("Location"))
                .hasValue("/sign-in?then=%2Fconsole%2Forders%3Fstate%3Dparked");
        assertThat(entered.headers().firstValue("Location")).hasValue("/console/orders?state=parked");
    }

    @Test
    void aPartOfAnOpenPageWithoutASessionSendsTheWholePageToSignIn() {
        HttpResponse<String> part = new Visitor(running).get("/console/orders?state=parked", "HX-Request", "true");

        assertThat(part.statusCode()).isEqualTo(401);
        assertThat(part.headers().firstValue("HX-Redirect"))
                .hasValue("/sign-in?then=%2Fconsole%2Forders%3Fstate%3Dparked");
    }

    @Test
    void nobodyIsSentToAnotherSiteAfterSigningIn() {
        Visitor visitor = Visitor.signedIn(running, Role.SUPPORT);

        for (String then : Set.of("https://evil.example", "//evil.example", "/\\evil.example", "/console\r\nX: y")) {
            HttpResponse<String> entered =
                    visitor.post("/sign-in", Map.of("name", "usupport", "password", OWN, "then", then));
            assertThat(entered.headers().firstValue("Location")).as(then).hasValue("/console");
        }
    }

    @Test
    void wrongPasswordsAreToldAlikeAndSlowedDown() {
        Visitor.users(data).add("guessed", Set.of(Role.SUPPORT));
        Visitor.users(data).choose("guessed", OWN);
        Visitor guesser = new Visitor(running);

        HttpResponse<String> wrong = guesser.signIn("guessed", "a guess");
        HttpResponse<String> nobody = guesser.signIn("nobody-of-this-name", "a guess");
        for (int i = 0; i < 4; i++) {
            guesser.signIn("guessed", "a guess");
        }
        HttpResponse<String> right = guesser.signIn("guessed", OWN);

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(nobody.body()).isEqualTo(wrong.body());
        assertThat(right.statusCode()).isEqualTo(429);
        assertThat(right.body()).contains("Too many wrong passwords");
        assertThat(right.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 31L);
        assertThat(running.ledger().audit().find("access/guessed", java.util.Optional.empty(), 10))
                .extracting(Audit.Chained::entry)
                .extracting(Audit.Entry::what)
                .containsExactly(
                        "sign-in-held",
                        "sign-in-refused",
                        "sign-in-refused",
                        "sign-in-refused",
                        "sign-in-refused",
                        "sign-in-refused");
    }

    @Test
    void manyGuessesAtTheSameMomentAreNotMoreThanOneAfterTheOther() {
        Visitor.users(data).add("rushed", Set.of(Role.SUPPORT));
        Visitor.users(data).choose("rushed", OWN);

        List<CompletableFuture<Integer>> guesses = new ArrayList<>();
        ExecutorService guessers = Executors.newFixedThreadPool(24);
        for (int i = 0; i < 24; i++) {
            guesses.add(CompletableFuture.supplyAsync(
                    () -> new Visitor(running).signIn("rushed", "a guess").statusCode(), guessers));
        }
        List<Integer> answers =
                guesses.stream().map(CompletableFuture::join).sorted().toList();
        guessers.shutdown();

        assertThat(answers).containsOnly(401, 429).startsWith(401);
        assertThat(answers.stream().filter(answer -> answer == 401).count()).isLessThanOrEqualTo(5);
    }

    @Test
    void thePageOfThePasswordSaysWhenItLooksAtNoMore() {
        Visitor.users(data).add("forgetful", Set.of(Role.SUPPORT));
        Visitor.users(data).choose("forgetful", OWN);
        Visitor forgetful = new Visitor(running);
        forgetful.signIn("forgetful", OWN);
        Map<String, String> form =
                Map.of("csrf", forgetful.secret(), "old", "a guess", "new", OWN + " 2", "again", OWN + " 2");

        for (int i = 0; i < 5; i++) {
            assertThat(forgetful.post("/console/password", form).statusCode()).isEqualTo(400);
        }
        HttpResponse<String> later = forgetful.post("/console/password", form);

        assertThat(later.statusCode()).isEqualTo(429);
        assertThat(later.body()).contains("Too many wrong passwords").doesNotContain("not your present password");
    }

    @Test
    void whatAStrangerSaysOfWhereHeIsIsNotBelieved() {
        Visitor.users(data).add("faraway", Set.of(Role.SUPPORT));
        Visitor.users(data).choose("faraway", OWN);

        new Visitor(running)
                .post("/sign-in", Map.of("name", "faraway", "password", OWN), "X-Forwarded-For", "203.0.113.7");

        assertThat(running.ledger().audit().find("access/faraway", java.util.Optional.empty(), 1))
                .extracting(chained -> chained.entry().origin())
                .containsExactly("127.0.0.1");
    }

    @Test
    void aCookieFromBeforeSigningInIsNoSessionAfterIt() {
        Visitor visitor = new Visitor(running);
        visitor.cookie("chosen-by-somebody-else");

        Visitor.users(data).add("fixed", Set.of(Role.SUPPORT));
        Visitor.users(data).choose("fixed", OWN);
        visitor.signIn("fixed", OWN);
        Visitor other = new Visitor(running);
        other.cookie("chosen-by-somebody-else");

        assertThat(visitor.cookie()).isNotEqualTo("chosen-by-somebody-else");
        assertThat(other.get("/console/orders").statusCode()).isEqualTo(303);
    }

    @Test
    void aLockedUserIsOutAtTheNextRequest() {
        Visitor.users(data).add("locked", Set.of(Role.SUPPORT));
        Visitor.users(data).choose("locked", OWN);
        Visitor visitor = new Visitor(running);
        visitor.signIn("locked", OWN);
        int before = visitor.get("/console/orders").statusCode();

        Visitor.users(data).lock("locked", true);

        assertThat(before).isEqualTo(200);
        assertThat(visitor.get("/console/orders").statusCode()).isEqualTo(303);
        assertThat(visitor.signIn("locked", OWN).statusCode()).isEqualTo(401);
    }

    @Test
    void aFormWithoutTheSecretOfItsSessionDoesNothing() {
        Visitor visitor = Visitor.signedIn(running, Role.SUPPORT);

        HttpResponse<String> without = visitor.post("/console/sign-out", Map.of());
        int stillIn = visitor.get("/console/orders").statusCode();
        HttpResponse<String> with = visitor.post("/console/sign-out", Map.of("csrf", visitor.secret()));

        assertThat(without.statusCode()).isEqualTo(403);
        assertThat(stillIn).isEqualTo(200);
        assertThat(with.statusCode()).isEqualTo(303);
        assertThat(visitor.get("/console/orders").statusCode()).isEqualTo(303);
    }

    @Test
    void theFileOfUsersHoldsNoPasswordAndIsForItsOwnerAlone() throws Exception {
        Visitor.signedIn(running, Role.SUPPORT);
        Path file = data.resolve("users.json");

        assertThat(java.nio.file.Files.readString(file)).contains("$argon2id$").doesNotContain(OWN);
        assertThat(java.nio.file.attribute.PosixFilePermissions.toString(
                        java.nio.file.Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
