package io.saddlebag.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings below one prefix, e.g. those of one partner. Reading is typed; what is missing or malformed is
 * collected, and reported all at once when the settings are complete, so a getter always returns something.
 */
public interface Section {

    /** The last part of the prefix: the partner's configured name. */
    String name();

    /** A value. */
    Optional<String> find(String key);

    /** A value or a default. */
    String text(String key, String otherwise);

    /** A value that must be there; its absence is a problem and an empty string is returned. */
    String required(String key);

    /** An address that must be there and be http or https, without a trailing slash. */
    String requiredUrl(String key);

    /** A number. */
    int number(String key, int otherwise);

    /** A duration as {@code 30s}, {@code 5m}, {@code 2h}, {@code 1d} or ISO 8601. */
    Duration duration(String key, Duration otherwise);

    /** {@code true} or {@code false}. */
    boolean flag(String key, boolean otherwise);

    /** A comma-separated list, stripped, without empty items. */
    List<String> list(String key, List<String> otherwise);

    /** One of the given words. */
    String oneOf(String key, String otherwise, List<String> words);

    /** All values below a key: {@code map("tax")} of {@code tax.1=19%} is {@code {1=19%}}. */
    Map<String, String> map(String key);

    /** The full name of a key, for messages. */
    String full(String key);

    /** Reports a problem with one key. */
    void problem(String key, String what);
}
