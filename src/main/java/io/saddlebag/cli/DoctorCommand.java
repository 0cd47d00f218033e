package io.saddlebag.cli;

import io.saddlebag.delivery.Finding;
import io.saddlebag.delivery.Finding.Status;
import io.saddlebag.wiring.Doctor;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at the settings, this machine and every configured partner for real, changes nothing, and says what to do.",
            "OK: as it should be. NOTE: as expected with a partner on this machine. WARN: works, somebody should look. FAIL: does not work."
        })
final class DoctorCommand implements Callable<Integer> {

    private static final String INDENT = " ".repeat(8);

    @Mixin
    private Home home;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.now();
        Map<Status, Integer> counts = new EnumMap<>(Status.class);
        Doctor.examine(home.settings(), group -> tell(group, terminal, counts));
        int failures = counts.getOrDefault(Status.FAIL, 0);
        int warnings = counts.getOrDefault(Status.WARN, 0);
        int notes = counts.getOrDefault(Status.NOTE, 0);
        System.out.println(
                failures == 0
                        ? terminal.coloured("green", "ready")
                                + (warnings == 0 ? "" : ", with " + warnings + " to look at")
                                + (notes == 0
                                        ? ""
                                        : " (the notes say what is so with partners on this machine, or not in use)")
                        : terminal.coloured("red", "not ready") + ": " + failures + " FAIL, " + warnings + " WARN");
        return failures == 0 ? 0 : 1;
    }

    private static void tell(Doctor.Group group, Terminal terminal, Map<Status, Integer> counts) {
        System.out.println(terminal.coloured("bold", group.name()));
        int width = group.findings().stream()
                .mapToInt(finding -> finding.what().length())
                .max()
                .orElse(1);
        for (Finding finding : group.findings()) {
            counts.merge(finding.status(), 1, Integer::sum);
            System.out.printf(
                    "  %s  %-" + width + "s  %s%n",
                    terminal.coloured(colour(finding.status()), String.format("%-4s", finding.status())),
                    finding.what(),
                    wrapped(finding.detail(), terminal, 10 + width));
            if (!finding.remedy().isEmpty()) {
                System.out.println(INDENT + "-> " + wrapped(finding.remedy(), terminal, INDENT.length() + 3));
            }
        }
        System.out.println();
    }

    /** Broken between words to fit the terminal, if there is one; each further line begins below the first. */
    private static String wrapped(String text, Terminal terminal, int indent) {
        int room = Math.max(30, terminal.columns() - indent - 1);
        StringBuilder lines = new StringBuilder();
        int length = 0;
        for (String word : text.replace("\n", " \n ").split(" +")) {
            boolean full = terminal.interactive() && length + word.length() > room;
            if (length > 0 && (full || "\n".equals(word))) {
                lines.append('\n').append(" ".repeat(indent));
                length = 0;
            }
            if (!"\n".equals(word)) {
                lines.append(length > 0 ? " " : "").append(word);
                length += word.length() + 1;
            }
        }
        return lines.toString();
    }

    private static String colour(Status status) {
        return switch (status) {
            case OK -> "green";
            case NOTE -> "faint";
            case WARN -> "yellow";
            case FAIL -> "red";
        };
    }
}
