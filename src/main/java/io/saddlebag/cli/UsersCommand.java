package io.saddlebag.cli;

import io.saddlebag.access.Role;
import io.saddlebag.access.User;
import io.saddlebag.access.Users;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** The people who may sign in at the console. */
@Command(
        name = "users",
        mixinStandardHelpOptions = true,
        description = {
            "The people who may sign in at the console: lists, adds, changes, locks and removes them.",
            "A running daemon sees a change at the next request; whom it concerns signs in anew."
        },
        subcommands = {
            UsersCommand.Listed.class,
            UsersCommand.Add.class,
            UsersCommand.Change.class,
            UsersCommand.Password.class,
            UsersCommand.Lock.class,
            UsersCommand.Unlock.class,
            UsersCommand.Remove.class
        })
final class UsersCommand implements Callable<Integer> {

    @Mixin
    private AccessFiles files;

    @Override
    public Integer call() {
        return list(files);
    }

    private static int list(AccessFiles files) {
        List<User> users = files.read(files.users()::all);
        users.forEach(user -> System.out.printf("%-24s %s%s%n", user.name(), words(user.roles()), remark(user)));
        if (users.isEmpty()) {
            System.out.println(
                    "nobody may sign in yet; the first 'run' makes the user 'admin', or 'users add' somebody");
        }
        return 0;
    }

    private static String remark(User user) {
        return (user.locked() ? "  LOCKED" : "") + (user.generated() ? "  has not chosen a password yet" : "");
    }

    private static String words(Set<Role> roles) {
        return roles.stream().sorted().map(Role::word).collect(Collectors.joining(", "));
    }

    private static User known(AccessFiles files, String name) {
        Users users = files.users();
        return files.read(() -> users.find(name))
                .orElseThrow(() -> new Problem("there is no user '" + name + "'; 'users list' names them all"));
    }

    private static void changed(AccessFiles files, String what, User before, String after, Consumer<Users> change) {
        Users users = files.users();
        files.change(what, "access/" + before.name(), words(before.roles()), after, () -> {
            change.accept(users);
            return true;
        });
    }

    private static void tell(String name, String password) {
        System.out.printf("password %s%n-> shown this once; %s chooses another one when signing in%n", password, name);
    }

    /** A role by its word. */
    static final class RoleWord implements ITypeConverter<Role> {
        @Override
        public Role convert(String word) {
            return Role.of(word)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + word + "' is no role; roles are " + String.join(", ", Role.words())));
        }
    }

    /** Roles of a user. */
    static final class Roles {
        @Option(
                names = "--role",
                paramLabel = "ROLE",
                required = true,
                split = ",",
                converter = RoleWord.class,
                description = "it-operations, fulfilment, finance, support or admin; may be given several times")
        private Set<Role> roles;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists everybody with roles.")
    static final class Listed implements Callable<Integer> {

        @Mixin
        private AccessFiles files;

        @Override
        public Integer call() {
            return list(files);
        }
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Adds somebody, with a password that is shown once.")
    static final class Add implements Callable<Integer> {

        @Mixin
        private AccessFiles files;

        @Mixin
        private Roles chosen;

        @Parameters(paramLabel = "NAME", description = "lower case; also in the audit trail")
        private String name;

        @Override
        public Integer call() {
            Users users = files.users();
            String password = files.change(
                    "user-added", "access/" + name, "", words(chosen.roles), () -> users.add(name, chosen.roles));
            System.out.printf("%s is added: %s%n", name, words(chosen.roles));
            tell(name, password);
            return 0;
        }
    }

    @Command(
            name = "change",
            mixinStandardHelpOptions = true,
            description = "Gives somebody these roles in the place of those before.")
    static final class Change implements Callable<Integer> {

        @Mixin
        private AccessFiles files;

        @Mixin
        private Roles chosen;

        @Parameters(paramLabel = "NAME")
        private String name;

        @Override
        public Integer call() {
            User before = known(files, name);
            changed(files, "roles-changed", before, words(chosen.roles), users -> users.roles(name, chosen.roles));
            System.out.printf("%s: %s -> %s%n", name, words(before.roles()), words(chosen.roles));
            return 0;
        }
    }

    @Command(
            name = "password",
            mixinStandardHelpOptions = true,
            description = "Gives somebody a new password that is shown once; the one before opens nothing any more.")
    static final class Password implements Callable<Integer> {

        @Mixin
        private AccessFiles files;

        @Parameters(paramLabel = "NAME")
        private String name;

        @Override
        public Integer call() {
            known(files, name);
            Users users = files.users();
            tell(name, files.change("password-reset", "access/" + name, "", "", () -> users.reset(name)));
            return 0;
        }
    }

    @Command(name = "lock", mixinStandardHelpOptions = true, description = "Locks somebody out, at the next request.")
    static final class Lock implements Callable<Integer> {

        @Mixin
        private AccessFiles files;

        @Parameters(paramLabel = "NAME")
        private String name;

        @Override
        public Integer call() {
            changed(files, "user-locked", known(files, name), "locked", users -> users.lock(name, true));
            System.out.printf("%s is locked out; 'users unlock %s' lets in again%n", name, name);
            return 0;
        }
    }

    @Command(name = "unlock", mixinStandardHelpOptions = true, description = "Lets somebody in again.")
    static final class Unlock implements Callable<Integer> {

        @Mixin
        private AccessFiles files;

        @Parameters(paramLabel = "NAME")
        private String name;

        @Override
        public Integer call() {
            User before = known(files, name);
            changed(files, "user-unlocked", before, words(before.roles()), users -> users.lock(name, false));
            System.out.printf("%s may sign in%n", name);
            return 0;
        }
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Forgets somebody; the audit trail does not.")
    static final class Remove implements Callable<Integer> {

        @Mixin
        private AccessFiles files;

        @Parameters(paramLabel = "NAME")
        private String name;

        @Override
        public Integer call() {
            changed(files, "user-removed", known(files, name), "", users -> users.remove(name));
            System.out.printf("%s is removed%n", name);
            return 0;
        }
    }
}
