package io.saddlebag.sandbox.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One fault a tester asks a sandbox partner for.
 *
 * @param kind what goes wrong
 * @param match regular expression over {@code "METHOD /path"}, found anywhere; empty matches every request
 * @param times how many requests it hits before it ends; 0 means until it is removed
 * @param probability share of the matching requests that are hit, above 0 and up to 1
 * @param status status of a {@code STATUS} fault
 * @param retryAfter value of its {@code Retry-After} header, seconds or an HTTP date; empty sends none
 * @param body its body, empty for the partner's usual error document
 * @param millis delay of a {@code LATENCY} fault, milliseconds
 * @param jitterMillis random addition to the delay, 0 up to this many milliseconds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fault(
        Kind kind,
        String match,
        int times,
        double probability,
        int status,
        String retryAfter,
        String body,
        long millis,
        long jitterMillis) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> KINDS = Arrays.stream(Kind.values())
            .map(kind -> MAPPER.convertValue(kind, String.class))
            .toList();

    /** What goes wrong. */
    public enum Kind {
        /** Answers late. */
        @JsonProperty("latency")
        LATENCY,
        /** Answers with a status of the tester's choice; nothing is done. */
        @JsonProperty("status")
        STATUS,
        /** Does the work, then never answers. */
        @JsonProperty("timeout-after-commit")
        TIMEOUT_AFTER_COMMIT,
        /** Does the work, then resets the connection. */
        @JsonProperty("reset-after-commit")
        RESET_AFTER_COMMIT,
        /** Resets the connection; nothing is done. */
        @JsonProperty("reset")
        RESET,
        /** Does the work, then answers 200 with a cut-off body behind a line of HTML. */
        @JsonProperty("malformed")
        MALFORMED,
        /** Refuses the credentials; nothing is done. */
        @JsonProperty("unauthorised")
        UNAUTHORISED,
        /** Resets every connection: the partner is down. */
        @JsonProperty("down")
        DOWN
    }

    /** Fills in what a tester left out. */
    public Fault {
        if (kind == null) {
            throw new IllegalArgumentException("a fault needs a kind, one of " + KINDS);
        }
        match = match == null ? "" : match;
        Pattern.compile(match);
        probability = probability <= 0 || probability > 1 ? 1 : probability;
        retryAfter = retryAfter == null ? "" : retryAfter;
        body = body == null ? "" : body;
        status = status == 0 ? 503 : status;
    }

    /**
     * Reads what a tester posted.
     *
     * @throws IllegalArgumentException that says what can be asked for
     */
    static Fault read(String json) {
        try {
            return MAPPER.readValue(json, Fault.class);
        } catch (InvalidFormatException e) {
            boolean kind = e.getTargetType() == Kind.class;
            throw new IllegalArgumentException(
                    kind
                            ? "the kind '" + e.getValue() + "' is none of " + KINDS
                            : "'" + e.getValue() + "' is no "
                                    + e.getTargetType().getSimpleName(),
                    e);
        } catch (UnrecognizedPropertyException e) {
            throw new IllegalArgumentException(
                    "the field '" + e.getPropertyName() + "' is none of " + new TreeSet<>(e.getKnownPropertyIds()), e);
        } catch (ValueInstantiationException e) { // from the constructor below
            throw new IllegalArgumentException(
                    e.getCause().getMessage().lines().findFirst().orElse("not a fault"), e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON object such as {\"kind\":\"down\"}", e);
        }
    }

    /** A fault on every request. */
    public static Fault of(Kind kind) {
        return new Fault(kind, "", 0, 1, 0, "", "", 0, 0);
    }

    /** The same fault for so many requests only. */
    public Fault times(int count) {
        return new Fault(kind, match, count, probability, status, retryAfter, body, millis, jitterMillis);
    }

    /** The same fault for the requests whose {@code "METHOD /path"} contains the expression, with or without its query. */
    public Fault on(String expression) {
        return new Fault(kind, expression, times, probability, status, retryAfter, body, millis, jitterMillis);
    }

    /** The same fault for a share of the requests. */
    public Fault share(double share) {
        return new Fault(kind, match, times, share, status, retryAfter, body, millis, jitterMillis);
    }

    /** A late answer. */
    public static Fault latency(long millis, long jitterMillis) {
        return new Fault(Kind.LATENCY, "", 0, 1, 0, "", "", millis, jitterMillis);
    }

    /** An answer with this status and Retry-After. */
    public static Fault status(int status, String retryAfter) {
        return new Fault(Kind.STATUS, "", 0, 1, status, retryAfter, "", 0, 0);
    }
}
