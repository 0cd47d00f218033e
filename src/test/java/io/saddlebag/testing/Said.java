package io.saddlebag.testing;

import io.saddlebag.cli.SaddlebagCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a command printed, standard output and errors alike. */
public record Said(int code, List<String> lines) {

    /** Runs the command line in this process. */
    public static Said by(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            int code = SaddlebagCommand.run(arguments);
            return new Said(code, bytes.toString(StandardCharsets.UTF_8).lines().toList());
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    public String last() {
        return lines.get(lines.size() - 1);
    }

    public String text() {
        return String.join("\n", lines);
    }
}
