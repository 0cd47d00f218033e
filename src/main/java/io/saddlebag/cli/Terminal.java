package io.saddlebag.cli;

import java.io.Console;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the output goes to.
 *
 * @param interactive whether a person looks at it, who gets colours and redrawn pictures
 * @param columns width in characters
 * @param rows height in lines
 */
record Terminal(boolean interactive, int columns, int rows) {

    private static final int USUAL_COLUMNS = 80;
    private static final int USUAL_ROWS = 24;

    /** The terminal as it is now; a person may have resized it since. */
    static Terminal now() {
        boolean interactive = isTerminal() && !"dumb".equals(System.getenv("TERM"));
        Optional<int[]> asked = interactive ? stty() : Optional.empty();
        return new Terminal(
                interactive,
                asked.map(size -> size[1])
                        .filter(n -> n > 0)
                        .orElseGet(() -> fromEnvironment("COLUMNS", USUAL_COLUMNS)),
                asked.map(size -> size[0]).filter(n -> n > 0).orElseGet(() -> fromEnvironment("LINES", USUAL_ROWS)));
    }

    /** Since Java 22 there is a console without a terminal, too; then it is asked. */
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException olderJava) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("the console does not say what it is", e);
        }
    }

    private static Optional<int[]> stty() {
        try {
            Process process = new ProcessBuilder("sh", "-c", "stty size < /dev/tty")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return answer.matches("[0-9]{1,4} [0-9]{1,4}")
                    ? Optional.of(
                            new int[] {Integer.parseInt(answer.split(" ")[0]), Integer.parseInt(answer.split(" ")[1])})
                    : Optional.empty();
        } catch (IOException noSuchProgram) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static int fromEnvironment(String name, int usual) {
        String value = System.getenv(name);
        return value != null && value.matches("[0-9]{1,4}") && Integer.parseInt(value) > 0
                ? Integer.parseInt(value)
                : usual;
    }

    /** Text in red, green, yellow, bold or faint; plain where nobody sees colours. */
    String coloured(String colour, String text) {
        if (!interactive || System.getenv("NO_COLOR") != null) {
            return text;
        }
        String code =
                switch (colour) {
                    case "red" -> "31";
                    case "green" -> "32";
                    case "yellow" -> "33";
                    case "bold" -> "1";
                    case "faint" -> "2";
                    default -> throw new IllegalArgumentException("no colour is called " + colour);
                };
        return "\033[" + code + "m" + text + "\033[0m";
    }
}
