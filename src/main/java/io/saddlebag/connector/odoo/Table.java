package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rows of one {@code load()}: columns by name, cells as text; an empty cell is "no value". */
final class Table {

    private final List<String> columns;
    private final List<Map<String, String>> rows = new ArrayList<>();
    private int records;

    Table(List<String> columns) {
        this.columns = List.copyOf(columns);
    }

    /** Adds a record of one row. */
    Table record(Map<String, String> cells) {
        return record(List.of(cells));
    }

    /** Adds a record: its header with its first line, then its other lines. */
    Table record(List<Map<String, String>> lines) {
        records++;
        lines.forEach(this::add);
        return this;
    }

    private void add(Map<String, String> cells) {
        for (String column : cells.keySet()) {
            if (!columns.contains(column)) {
                throw new IllegalArgumentException("no column " + column);
            }
        }
        rows.add(Map.copyOf(cells));
    }

    List<String> columns() {
        return columns;
    }

    int records() {
        return records;
    }

    ArrayNode data() {
        ArrayNode data = JsonNodeFactory.instance.arrayNode();
        for (Map<String, String> row : rows) {
            ArrayNode cells = data.addArray();
            columns.forEach(c -> cells.add(row.getOrDefault(c, "")));
        }
        return data;
    }
}
