package io.saddlebag.connector.odoo;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * One row of the table of {@link OdooOutcomes}: a sign and what it means.
 *
 * @param from lowest HTTP status
 * @param to highest HTTP status
 * @param name expression the exception's name must contain; a load's message has the name {@code load}, an answer that
 *     is no Odoo document has an empty one
 * @param message expression the message must contain
 * @param meaning what it means
 * @param code stable short name of the cause
 * @param remedy what to do about it; {@code {groups}} stands for the groups Odoo names
 */
record OdooRule(int from, int to, Pattern name, Pattern message, Meaning meaning, String code, String remedy) {

    /** What hits every call alike, whichever records it is about, unless it is one of these. */
    private static final Set<String> OF_A_RECORD = Set.of("odoo-failed", "too-large", "rights", "company");

    /** What an answer can mean. */
    enum Meaning {
        CONFLICT,
        TRANSIENT,
        THROTTLED,
        NOT_ALLOWED,
        REFUSED,
        NOT_UNDERSTOOD,
        UNKNOWN
    }

    static OdooRule any(String name, String message, Meaning meaning, String code, String remedy) {
        return status(0, 999, name, message, meaning, code, remedy);
    }

    static OdooRule status(int from, int to, String name, String message, Meaning meaning, String code, String remedy) {
        return new OdooRule(
                from,
                to,
                Pattern.compile(name),
                Pattern.compile(message, Pattern.CASE_INSENSITIVE),
                meaning,
                code,
                remedy);
    }

    /** Whether one record of a batch may be why Odoo answers so to all of it. */
    boolean mayBeOfARecord() {
        return meaning == Meaning.REFUSED || OF_A_RECORD.contains(code);
    }

    boolean fits(int status, String exception, String text) {
        return status >= from
                && status <= to
                && name.matcher(exception).find()
                && message.matcher(text).find();
    }
}
