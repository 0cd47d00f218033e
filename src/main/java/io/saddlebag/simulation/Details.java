package io.saddlebag.simulation;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What each detail of a trouble must look like. */
final class Details {

    private static final Pattern JUMP = Pattern.compile("-?\\d{1,9}(ms|s|m|h|d)");

    private Details() {}

    /**
     * The text of a detail.
     *
     * @throws IllegalArgumentException that says what it must be
     */
    static String checked(String detail, String text) {
        switch (detail) {
            case "share", "drop", "double" -> ScenarioFile.share(text);
            case "hits", "a-minute", "retry-after" -> ScenarioFile.number(text);
            case "status" -> {
                if (!text.matches("[1-5]\\d\\d")) {
                    throw new IllegalArgumentException("must be an HTTP status such as 429");
                }
            }
            case "latency", "jitter", "shuffle" -> ScenarioFile.time(text);
            case "by" -> {
                if (!JUMP.matcher(text).matches()) {
                    throw new IllegalArgumentException("must be a time such as 2h or -2h");
                }
            }
            case "match" -> {
                try {
                    Pattern.compile(text);
                } catch (PatternSyntaxException e) {
                    throw new IllegalArgumentException("is no regular expression: " + e.getDescription(), e);
                }
            }
            default -> {
                // free text
            }
        }
        return text;
    }
}
