package io.saddlebag.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Short lists kept in one column: fields and rows divided by the characters ASCII has for it. */
final class Packed {

    private static final char FIELD = '\u001f';
    private static final char ROW = '\u001e';

    private Packed() {}

    /** A row of fields; the two dividing characters, which mean nothing in any of them, are left out. */
    static String row(Object... fields) {
        return Arrays.stream(fields)
                .map(field -> field.toString().replace(FIELD, ' ').replace(ROW, ' '))
                .collect(Collectors.joining(String.valueOf(FIELD)));
    }

    static <T> String pack(List<T> rows, Function<T, String> row) {
        return rows.stream().map(row).collect(Collectors.joining(String.valueOf(ROW)));
    }

    static <T> List<T> unpack(String text, Function<String[], T> row) {
        List<T> rows = new ArrayList<>();
        if (!text.isEmpty()) {
            for (String each : text.split(String.valueOf(ROW), -1)) {
                rows.add(row.apply(each.split(String.valueOf(FIELD), -1)));
            }
        }
        return rows;
    }
}
