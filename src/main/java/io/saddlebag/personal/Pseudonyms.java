package io.saddlebag.personal;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What stands for an erased person: HMAC-SHA-256 under a secret key, {@code erased-} and 24 hexadecimal digits. The same person
 * has the same one, so that he is known again without being known.
 *
 * @param key hexadecimal; secret, never printed
 */
public record Pseudonyms(String key) {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "erased-";
    private static final int DIGITS = 24;
    private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9a-f]{" + DIGITS + "}");

    /** The one of a person. */
    public String of(Person person) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(key), ALGORITHM));
            byte[] hash = mac.doFinal(person.words().getBytes(StandardCharsets.UTF_8));
            return PREFIX + HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Whether a text is one, which stands where an order's e-mail address was. */
    public static boolean is(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return "Pseudonyms[key=***]";
    }
}
