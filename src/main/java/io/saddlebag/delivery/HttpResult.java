package io.saddlebag.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What happened on the wire. */
public sealed interface HttpResult {

    /** How long it took. */
    Duration latency();

    /**
     * The partner answered.
     *
     * @param status HTTP status
     * @param headers response headers, names in lower case
     * @param body raw bytes, decompressed
     */
    record Answer(int status, Map<String, String> headers, byte[] body, Duration latency) implements HttpResult {

        /** The body as UTF-8. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** A header. */
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }

        /** Whether the status is 2xx. */
        public boolean ok() {
            return status >= 200 && status < 300;
        }
    }

    /**
     * The partner did not answer.
     *
     * @param kind how it failed
     * @param reason in words, without secrets
     */
    record NoAnswer(Kind kind, String reason, Duration latency) implements HttpResult {}

    /** How an exchange without an answer failed. */
    enum Kind {
        /** All of our own connections to the partner are in use: nothing was sent. */
        ALL_IN_USE,
        /** No connection: nothing was sent, so nothing was done. */
        NOT_CONNECTED,
        /** The host name is unknown: nothing was sent. */
        UNKNOWN_HOST,
        /** TLS failed: nothing was sent. */
        TLS,
        /** Sent, and no answer in time: the work may or may not be done. */
        TIMED_OUT,
        /** Sent, and the connection broke: the work may or may not be done. */
        BROKEN
    }
}
