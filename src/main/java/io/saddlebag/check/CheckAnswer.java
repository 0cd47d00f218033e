package io.saddlebag.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * The answer to a check, and what it stands on.
 *
 * @param check kind of check
 * @param source what it stands on
 * @param age how old what it stands on is; zero for a live answer
 * @param took how long the caller waited
 * @param reason in words, empty where nothing needs saying
 * @param details the figures, an object; empty for a fallback
 */
public record CheckAnswer(
        String check, Verdict verdict, Source source, Duration age, Duration took, String reason, JsonNode details) {

    /** What an answer stands on. */
    public enum Source {
        /** The partner's answer, now. */
        LIVE,
        /** The partner's last answer to the same question, {@link CheckAnswer#age} old. */
        REMEMBERED,
        /** Nothing but the configured fallback. */
        FALLBACK
    }
}
