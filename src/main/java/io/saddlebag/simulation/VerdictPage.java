package io.saddlebag.simulation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Verdicts as a page of Markdown and as JSON. */
public final class VerdictPage {

    private static final ObjectMapper JSON = new ObjectMapper();

    private VerdictPage() {}

    /** Writes {@code NAME.md} and {@code NAME.json} into a folder. */
    public static void write(Path folder, String name, String machine, List<Verdict> verdicts) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name + ".md"), markdown(machine, verdicts));
            Files.writeString(
                    folder.resolve(name + ".json"),
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json(machine, verdicts)));
        } catch (IOException e) {
            throw new UncheckedIOException("the verdict cannot be written into " + folder, e);
        }
    }

    /** A table, one scenario a row, then what is wrong or was skipped. */
    static String markdown(String machine, List<Verdict> verdicts) {
        StringBuilder page =
                new StringBuilder("# Failure suite\n\n").append(machine).append("\n\n");
        page.append(
                "| scenario | verdict | placed | captured | posted | released | invoiced | taken back | parked | lost"
                        + " | doubled | heap peak (alive) | threads | recovery | troubles |\n");
        page.append("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        for (Verdict v : verdicts) {
            Judgement.Findings f = v.findings();
            page.append("| %s | %s | %d | %d | %d | %d | %d | %d | %s | %d | %d | %d (%d) MB | %d | %.0f s | %s |%n"
                    .formatted(
                            v.scenario(),
                            v.passed() ? v.word() : "**FAIL**",
                            f.placed(),
                            f.captured(),
                            f.posted(),
                            f.released(),
                            f.invoiced(),
                            f.withdrawn(),
                            f.parked().isEmpty() ? "0" : f.parked(),
                            f.lost().size(),
                            f.doubled().size(),
                            v.heapUsed(),
                            v.heapLive(),
                            v.threads(),
                            Verdict.seconds(v.recovery()),
                            v.troublesInWords()));
        }
        page.append('\n');
        for (Verdict v : verdicts) {
            v.skipped().forEach(what -> page.append("- ")
                    .append(v.scenario())
                    .append(": skipped: ")
                    .append(what)
                    .append('\n'));
            v.wrong().forEach(what -> page.append("- ")
                    .append(v.scenario())
                    .append(": ")
                    .append(what)
                    .append('\n'));
        }
        return page.toString();
    }

    private static ObjectNode json(String machine, List<Verdict> verdicts) {
        ObjectNode page = JSON.createObjectNode().put("machine", machine);
        ArrayNode all = page.putArray("scenarios");
        for (Verdict v : verdicts) {
            Judgement.Findings f = v.findings();
            ObjectNode one = all.addObject().put("scenario", v.scenario()).put("verdict", v.word());
            one.put("seed", v.seed());
            one.put("placed", f.placed()).put("captured", f.captured()).put("posted", f.posted());
            one.put("released", f.released()).put("shipped", f.shipped()).put("invoiced", f.invoiced());
            one.put("shown", f.shown()).put("takenBack", f.withdrawn());
            one.set("parked", JSON.valueToTree(f.parked()));
            one.put("lost", f.lost().size()).put("doubled", f.doubled().size());
            one.put("heapPeakMegabytes", v.heapUsed()).put("heapAliveMegabytes", v.heapLive());
            one.put("threadPeak", v.threads());
            one.put("seconds", Verdict.seconds(v.took())).put("recoverySeconds", Verdict.seconds(v.recovery()));
            one.set("troubles", JSON.valueToTree(v.troubles()));
            one.set("skipped", JSON.valueToTree(v.skipped()));
            one.set("wrong", JSON.valueToTree(v.wrong()));
        }
        return page;
    }
}
