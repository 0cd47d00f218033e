package io.saddlebag.operations;

import java.util.List;
import java.util.stream.Collectors;

/** A row of CSV (RFC 4180) for a person's spreadsheet: no cell of it begins as a formula. */
public record SheetRow(List<String> cells) {

    /** Copies the cells. */
    public SheetRow {
        cells = List.copyOf(cells);
    }

    /** The line, with its end. */
    public String text() {
        return cells.stream().map(SheetRow::cell).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String cell(String text) {
        String safe = text.matches("(?s)[=+@\\t\\r-].*") ? "'" + text : text;
        return safe.matches("(?s).*[\",\\r\\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}
