package io.saddlebag.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tokens of systems that call the API, kept in a file as hashes; a token is 256 random bits, so that a plain hash will do. A
 * running daemon sees a change at the next call. Throws as {@link Users} does.
 */
public final class ApiTokens {

    private static final String TOKENS = "tokens";
    private static final String PREFIX = "sb_";
    private static final int BYTES = 32;
    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,39}";

    private final PrivateFile file;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private List<ApiToken> known = List.of();
    private long version = Long.MIN_VALUE;

    /** The tokens of a file, which may not be there yet. */
    public ApiTokens(Path file, Clock clock) {
        this.file = new PrivateFile(file);
        this.clock = clock;
    }

    /** All, expired ones too. */
    public synchronized List<ApiToken> all() {
        long now = file.version();
        if (now != version) {
            known = List.copyOf(read(file.read()));
            version = now;
        }
        return known;
    }

    /**
     * Makes a token and returns it; it is kept nowhere.
     *
     * @throws AccessRefused if the name is taken or malformed, it is to have no scope, or it is to be expired already
     */
    public String add(String name, Set<Permission> scopes, Instant expiresAt) {
        if (!name.matches(NAME)) {
            throw new AccessRefused(
                    "a name has up to 40 of a-z, 0-9, '.', '_' and '-', and begins with a letter or digit");
        }
        if (scopes.isEmpty() || !expiresAt.isAfter(clock.instant())) {
            throw new AccessRefused("a token needs a scope, and a time in the future when it expires");
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        change(tokens -> {
            if (tokens.stream().anyMatch(one -> one.name().equals(name))) {
                throw new AccessRefused("there is a token '" + name + "' already; revoke it first");
            }
            tokens.add(new ApiToken(name, scopes, expiresAt, clock.instant(), hash(token)));
        });
        return token;
    }

    /** Forgets a token. */
    public void revoke(String name) {
        change(tokens -> {
            if (!tokens.removeIf(one -> one.name().equals(name))) {
                throw new AccessRefused("there is no token '" + name + "'");
            }
        });
    }

    /** The token that is shown, unless it has expired. */
    public Optional<ApiToken> shown(String token) {
        byte[] hash = hash(token).getBytes(StandardCharsets.US_ASCII);
        return all().stream()
                .filter(one -> MessageDigest.isEqual(hash, one.hash().getBytes(StandardCharsets.US_ASCII)))
                .filter(one -> clock.instant().isBefore(one.expiresAt()))
                .findFirst();
    }

    private interface Change {
        void of(List<ApiToken> tokens);
    }

    private synchronized void change(Change change) {
        file.change(document -> {
            List<ApiToken> tokens = read(document);
            change.of(tokens);
            ArrayNode list = document.putArray(TOKENS);
            tokens.forEach(token -> write(list.addObject(), token));
            return document;
        });
        version = Long.MIN_VALUE;
    }

    private List<ApiToken> read(ObjectNode document) {
        List<ApiToken> tokens = new ArrayList<>();
        for (JsonNode one : document.path(TOKENS)) {
            Set<Permission> scopes = EnumSet.noneOf(Permission.class);
            for (JsonNode word : one.path("scopes")) {
                scopes.add(Permission.of(word.asText())
                        .orElseThrow(() -> new AccessRefused(
                                file.path() + " names the scope '" + word.asText() + "', which there is not")));
            }
            tokens.add(new ApiToken(
                    one.path("name").asText(),
                    scopes,
                    Instant.ofEpochMilli(one.path("expiresAt").asLong()),
                    Instant.ofEpochMilli(one.path("createdAt").asLong()),
                    one.path("hash").asText()));
        }
        return tokens;
    }

    private static void write(ObjectNode json, ApiToken token) {
        json.put("name", token.name());
        ArrayNode scopes = json.putArray("scopes");
        token.scopes().stream().map(Permission::word).sorted().forEach(scopes::add);
        json.put("expiresAt", token.expiresAt().toEpochMilli())
                .put("createdAt", token.createdAt().toEpochMilli())
                .put("hash", token.hash());
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
