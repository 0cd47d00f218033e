package io.saddlebag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.access.ApiTokens;
import io.saddlebag.access.Role;
import io.saddlebag.access.SignIn;
import io.saddlebag.access.Users;
import io.saddlebag.ledger.Audit;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.settings.Settings;
import io.saddlebag.testing.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People and tokens by the command line, beside a daemon or without one. */
class AccessCommandsTest {

    @TempDir
    private Path home;

    @BeforeEach
    void aHomeWhoseDaemonHasRun() throws IOException {
        Files.createDirectories(home.resolve("data"));
        Files.writeString(home.resolve("application.properties"), "");
        LedgerFactory.open(ledger()).close();
    }

    @Test
    void somebodyIsAddedChangedLockedUnlockedAndRemovedAndTheTrailKnows() {
        Said added = say("users", "add", "ann", "--role", "support", "--role", "finance", "--by", "eve");
        String password = added.lines().get(1).replaceFirst("^password ", "");
        boolean opens = opens("ann", password);
        Said changed = say("users", "change", "ann", "--role", "finance,admin", "--by", "eve");
        Said locked = say("users", "lock", "ann", "--by", "eve");
        boolean opensLocked = opens("ann", password);
        Said list = say("users", "list");
        Said unlocked = say("users", "unlock", "ann", "--by", "eve");
        Said renewed = say("users", "password", "ann", "--by", "eve");
        boolean opensOld = opens("ann", password);
        boolean opensNew = opens("ann", renewed.lines().get(0).replaceFirst("^password ", ""));
        Said removed = say("users", "remove", "ann", "--by", "eve");

        assertThat(added.lines().get(0)).isEqualTo("ann is added: finance, support");
        assertThat(added.last()).contains("shown this once");
        assertThat(opens).isTrue();
        assertThat(changed.last()).isEqualTo("ann: finance, support -> finance, admin");
        assertThat(locked.last()).contains("'users unlock ann'");
        assertThat(opensLocked).isFalse();
        assertThat(list.last()).matches("ann +finance, admin  LOCKED  has not chosen a password yet");
        assertThat(unlocked.last()).isEqualTo("ann may sign in");
        assertThat(opensOld).isFalse();
        assertThat(opensNew).isTrue();
        assertThat(removed.last()).isEqualTo("ann is removed");
        assertThat(say("users").last()).startsWith("nobody may sign in");
        assertThat(trail("access/ann"))
                .extracting(entry -> entry.who() + " " + entry.what() + ": " + entry.before() + " -> " + entry.after())
                .containsExactly(
                        "eve user-added:  -> finance, support",
                        "eve roles-changed: finance, support -> finance, admin",
                        "eve user-locked: finance, admin -> locked",
                        "eve user-unlocked: finance, admin -> finance, admin",
                        "eve password-reset:  -> ",
                        "eve user-removed: finance, admin -> ");
        assertThat(say("audit", "verify").last()).startsWith("6 entries, whole");
    }

    @Test
    void aTokenIsMadeListedAndRevokedAndTheTrailKnows() throws IOException {
        Said added =
                say("tokens", "add", "reports", "--scope", "see-orders,see-figures", "--expires", "12h", "--by", "eve");
        String token = added.lines().get(1).replaceFirst("^token ", "");
        boolean opens = tokens().shown(token).isPresent();
        Said list = say("tokens", "list");
        Said revoked = say("tokens", "revoke", "reports", "--by", "eve");

        assertThat(added.last()).contains("shown this once");
        assertThat(opens).isTrue();
        assertThat(list.last()).matches("reports +until 2[-0-9: ]+ UTC  see-orders, see-figures");
        assertThat(revoked.last()).isEqualTo("reports is revoked");
        assertThat(tokens().shown(token)).isEmpty();
        assertThat(trail("token/reports"))
                .extracting(Audit.Entry::what)
                .containsExactly("token-added", "token-revoked");
        assertThat(Files.readString(home.resolve("data/tokens.json"))).doesNotContain(token);
        assertThat(say("tokens").last()).contains("'tokens add' makes one");
    }

    @Test
    void whatCannotBeDoneIsSaidInWordsAndNotInTheTrail() {
        say("users", "add", "ann", "--role", "support");
        say("tokens", "add", "reports", "--scope", "see-orders");

        assertThat(say("users", "add", "ann", "--role", "support"))
                .satisfies(said -> assertThat(said.code()).isEqualTo(1))
                .satisfies(said -> assertThat(said.last()).contains("there is a user 'ann' already"));
        assertThat(say("users", "add", "Ann Lee", "--role", "support").last()).contains("a name has up to 40");
        assertThat(say("users", "add", "bob", "--role", "boss"))
                .satisfies(said -> assertThat(said.code()).isEqualTo(2))
                .satisfies(said -> assertThat(said.text()).contains("'boss' is no role", "it-operations, fulfilment"));
        assertThat(say("users", "add", "bob").code()).as("no role").isEqualTo(2);
        for (String command : List.of("password", "lock", "unlock", "remove")) {
            assertThat(say("users", command, "bob").last()).contains("there is no user 'bob'", "'users list'");
        }
        assertThat(say("users", "change", "bob", "--role", "admin").last()).contains("there is no user 'bob'");
        assertThat(say("tokens", "add", "reports", "--scope", "see-orders").last())
                .contains("there is a token 'reports' already");
        assertThat(say("tokens", "add", "other", "--scope", "see-all").text()).contains("'see-all' is no scope");
        assertThat(say("tokens", "add", "other", "--scope", "see-orders", "--expires", "soon")
                        .text())
                .contains("90d or 12h");
        assertThat(say("tokens", "revoke", "other").last()).contains("there is no token 'other'");
        assertThat(trail("")).hasSize(2);
    }

    @Test
    void whereThereIsNoLedgerTheChangeIsMadeAndItIsSaidThatTheTrailLacksIt() throws IOException {
        Files.delete(home.resolve("data/ledger.db"));

        Said said = say("users", "add", "ann", "--role", "support");

        assertThat(said.code()).isZero();
        assertThat(said.text()).contains("not in the audit trail: there is no ledger", "ann is added");
        assertThat(users().find("ann")).isPresent();
        assertThat(home.resolve("data/ledger.db")).doesNotExist();
    }

    @Test
    void aFileThatCannotBeUnderstoodIsNamed() throws IOException {
        Files.writeString(home.resolve("data/users.json"), "{");

        assertThat(say("users").last()).contains(home.resolve("data/users.json").toString(), "take it from a backup");
    }

    @Test
    void aFolderThatIsNoHomeIsRefused() throws IOException {
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));

        Said said = Said.by("users", "add", "ann", "--role", "support", "--home", elsewhere.toString());

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.last()).contains("is no home");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void theDemoHasSomebodyOfEveryRoleWhoGoesStraightIn() {
        Settings settings = Settings.load(home, Map.of(), Map.of());

        List<String> lines = DemoPeople.in(settings).lines(8081);

        String password = lines.get(1).replaceFirst(".* ", "");
        assertThat(lines.get(0)).endsWith("http://127.0.0.1:8081/console");
        for (Role role : Role.values()) {
            assertThat(lines.get(1)).contains(role.word());
            assertThat(new SignIn(users(), Clock.systemUTC()).with(role.word(), password, "here"))
                    .isInstanceOfSatisfying(SignIn.Result.Welcome.class, welcome -> {
                        assertThat(welcome.user().roles()).isEqualTo(Set.of(role));
                        assertThat(welcome.user().generated()).isFalse();
                    });
        }
    }

    private Said say(String... words) {
        String[] arguments = java.util.Arrays.copyOf(words, words.length + 2);
        arguments[words.length] = "--home";
        arguments[words.length + 1] = home.toString();
        return Said.by(arguments);
    }

    private boolean opens(String name, String password) {
        return new SignIn(users(), Clock.systemUTC()).with(name, password, "here") instanceof SignIn.Result.Welcome;
    }

    private Users users() {
        return new Users(home.resolve("data/users.json"), Clock.systemUTC());
    }

    private ApiTokens tokens() {
        return new ApiTokens(home.resolve("data/tokens.json"), Clock.systemUTC());
    }

    private LedgerSettings ledger() {
        return LedgerSettings.sqlite(home.resolve("data/ledger.db"));
    }

    /** The oldest first. */
    private List<Audit.Entry> trail(String subject) {
        try (Ledger ledger = LedgerFactory.read(ledger())) {
            List<Audit.Entry> entries =
                    new java.util.ArrayList<>(ledger.audit().find(subject, Optional.empty(), 100).stream()
                            .map(Audit.Chained::entry)
                            .toList());
            java.util.Collections.reverse(entries);
            return entries;
        }
    }
}
