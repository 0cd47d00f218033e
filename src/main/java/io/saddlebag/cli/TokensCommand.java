package io.saddlebag.cli;

import io.saddlebag.access.ApiToken;
import io.saddlebag.access.ApiTokens;
import io.saddlebag.access.Permission;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Tokens of systems that call the API. */
@Command(
        name = "tokens",
        mixinStandardHelpOptions = true,
        description = {
            "Tokens of systems that call the API: lists, adds and revokes them.",
            "A running daemon sees a change at the next call."
        },
        subcommands = {TokensCommand.Listed.class, TokensCommand.Add.class, TokensCommand.Revoke.class})
final class TokensCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Mixin
    private AccessFiles files;

    @Override
    public Integer call() {
        return list(files);
    }

    private static int list(AccessFiles files) {
        List<ApiToken> tokens = files.read(files.tokens()::all);
        Instant now = Instant.now();
        tokens.forEach(token -> System.out.printf(
                "%-24s %s %s UTC  %s%n",
                token.name(),
                token.expiresAt().isAfter(now) ? "until" : "EXPIRED",
                TIME.format(token.expiresAt()),
                words(token.scopes())));
        if (tokens.isEmpty()) {
            System.out.println("there are no tokens beside the daemon's own; 'tokens add' makes one");
        }
        return 0;
    }

    private static String words(Set<Permission> scopes) {
        return scopes.stream().sorted().map(Permission::word).collect(Collectors.joining(", "));
    }

    /** A permission by its word. */
    static final class ScopeWord implements ITypeConverter<Permission> {
        @Override
        public Permission convert(String word) {
            return Permission.of(word)
                    .orElseThrow(() -> new TypeConversionException("'" + word + "' is no scope; scopes are "
                            + Arrays.stream(Permission.values())
                                    .map(Permission::word)
                                    .collect(Collectors.joining(", "))));
        }
    }

    /** How long: {@code 90d} or {@code 12h}. */
    static final class Span implements ITypeConverter<Duration> {

        private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,4})([hd])");

        @Override
        public Duration convert(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException(
                        "'" + text + "' must be a number of days or hours such as 90d or 12h");
            }
            long n = Long.parseLong(matcher.group(1));
            return matcher.group(2).equals("d") ? Duration.ofDays(n) : Duration.ofHours(n);
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists all with scopes, expired ones too.")
    static final class Listed implements Callable<Integer> {

        @Mixin
        private AccessFiles files;

        @Override
        public Integer call() {
            return list(files);
        }
    }

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Makes a token, which is shown once.")
    static final class Add implements Callable<Integer> {

        @Mixin
        private AccessFiles files;

        @Parameters(paramLabel = "NAME", description = "the system that calls; also in the audit trail")
        private String name;

        @Option(
                names = "--scope",
                paramLabel = "SCOPE",
                required = true,
                split = ",",
                converter = ScopeWord.class,
                description = "what it may see or do, such as see-orders; may be given several times")
        private Set<Permission> scopes;

        @Option(
                names = "--expires",
                paramLabel = "SPAN",
                defaultValue = "90d",
                converter = Span.class,
                description = "when it is refused from now on: 90d, 12h (default: ${DEFAULT-VALUE})")
        private Duration span;

        @Override
        public Integer call() {
            ApiTokens tokens = files.tokens();
            Instant until = Instant.now().plus(span);
            String after = words(scopes) + ", until " + TIME.format(until) + " UTC";
            String token =
                    files.change("token-added", "token/" + name, "", after, () -> tokens.add(name, scopes, until));
            System.out.printf("%s: %s%ntoken %s%n-> shown this once; it is kept as a hash%n", name, after, token);
            return 0;
        }
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Forgets a token: it is refused at the next call.")
    static final class Revoke implements Callable<Integer> {

        @Mixin
        private AccessFiles files;

        @Parameters(paramLabel = "NAME")
        private String name;

        @Override
        public Integer call() {
            ApiTokens tokens = files.tokens();
            ApiToken before = files.read(tokens::all).stream()
                    .filter(token -> token.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new Problem("there is no token '" + name + "'; 'tokens list' names them all"));
            files.change("token-revoked", "token/" + name, words(before.scopes()), "", () -> {
                tokens.revoke(name);
                return true;
            });
            System.out.printf("%s is revoked%n", name);
            return 0;
        }
    }
}
