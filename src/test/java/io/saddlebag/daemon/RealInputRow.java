package io.saddlebag.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A line of the reviewed table {@code real-input/table.md}; the table explains its columns.
 *
 * @param answer expected HTTP answer, 0 where nothing is sent to the intake
 * @param paid where the same order ends when it is {@code processing}, {@code -} where that is not asked
 */
record RealInputRow(String file, String how, String what, int answer, String ends, String paid, String why) {

    static List<RealInputRow> table() {
        try {
            return Files.readAllLines(Path.of("src/test/resources/real-input/table.md")).stream()
                    .filter(line -> line.matches("\\| [0-9]{2}-.*"))
                    .map(RealInputRow::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RealInputRow of(String line) {
        List<String> cells =
                Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList();
        if (cells.size() != 7) {
            throw new IllegalStateException("not seven cells: " + line);
        }
        return new RealInputRow(
                cells.get(0),
                cells.get(1),
                cells.get(2),
                cells.get(3).equals("-") ? 0 : Integer.parseInt(cells.get(3)),
                cells.get(4),
                cells.get(5),
                cells.get(6));
    }

    boolean asksForPaid() {
        return !paid.equals("-");
    }
}
