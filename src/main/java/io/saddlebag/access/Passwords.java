package io.saddlebag.access;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.security.SecureRandom;
import java.util.Optional;

/** Hashes of passwords: Argon2id with OWASP's least cost (19 MiB, 2 turns), its cost written into each hash. */
final class Passwords {

    private static final int MEMORY_KIB = 19_456;
    private static final int TURNS = 2;
    private static final int LENGTH = 32;
    private static final int SHORTEST = 12;
    private static final int LONGEST = 200;
    /** No letters that are mistaken for another. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXYZ2346789";

    private static final int GENERATED = 20;
    private static final Argon2Function FUNCTION = Argon2Function.getInstance(MEMORY_KIB, TURNS, 1, LENGTH, Argon2.ID);

    private final SecureRandom random = new SecureRandom();
    /** What a name that nobody has is checked against, so that it takes as long. */
    private String nobody = "";

    String hash(String password) {
        return Password.hash(password).addRandomSalt().with(FUNCTION).getResult();
    }

    boolean fits(String password, Optional<String> hash) {
        String kept = hash.orElseGet(this::nobody);
        boolean fits = password.length() <= LONGEST
                && Password.check(password, kept).with(Argon2Function.getInstanceFromHash(kept));
        return fits && hash.isPresent();
    }

    /** Made at its first use: a hash takes a good part of a second on a busy machine, and a daemon is to start quickly. */
    private synchronized String nobody() {
        if (nobody.isEmpty()) {
            nobody = hash(generate());
        }
        return nobody;
    }

    String generate() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < GENERATED; i++) {
            password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return password.toString();
    }

    /** Why a password will not do. */
    static Optional<String> trouble(String name, String password) {
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            return Optional.of("a password has " + SHORTEST + " to " + LONGEST + " characters");
        }
        if (password.contains(name) || password.chars().distinct().count() < 5) {
            return Optional.of("this password is too easy to guess");
        }
        return Optional.empty();
    }
}
