package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Reads the table of a {@code load()} into records: a row whose own columns are all empty carries one more line of the
 * record above it.
 */
final class Sheet {

    /** Key of a cell that names a record by its displayed name. */
    static final String BY_NAME = "";

    private final Function<String, Model> models;

    Sheet(Function<String, Model> models) {
        this.models = models;
    }

    /** A record's cells: text by column, or the list of sub-records of a relation. */
    record Entry(Map<String, Object> cells, int from, int to) {}

    static List<List<String>> paths(JsonNode fields) {
        List<List<String>> paths = new ArrayList<>();
        fields.forEach(f -> paths.add(List.of(f.asText().replace(":id", "/id").split("/"))));
        return paths;
    }

    static List<List<String>> rows(JsonNode data) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode line : data) {
            List<String> row = new ArrayList<>();
            line.forEach(c -> row.add(c.isNull() || (c.isBoolean() && !c.asBoolean()) ? "" : c.asText()));
            rows.add(row);
        }
        return rows;
    }

    List<Entry> entries(Model model, List<List<String>> paths, List<List<String>> rows) {
        for (List<String> path : paths) {
            String name = path.get(0);
            boolean reference = name.equals(BY_NAME) || name.equals("id") || name.equals(".id");
            if (!reference && !model.has(name)) {
                throw OdooError.value("Invalid field name '" + name + "'");
            }
        }
        List<Entry> entries = new ArrayList<>();
        int index = 0;
        while (index < rows.size()) {
            int end = index + 1;
            while (end < rows.size() && onlyLines(model, paths, rows.get(end))) {
                end++;
            }
            entries.add(new Entry(cells(model, paths, rows.subList(index, end)), index, end - 1));
            index = end;
        }
        return entries;
    }

    private static boolean onlyLines(Model model, List<List<String>> paths, List<String> row) {
        boolean lines = false;
        for (int i = 0; i < paths.size(); i++) {
            boolean filled = i < row.size() && !row.get(i).isEmpty();
            boolean many = model.find(paths.get(i).get(0))
                    .filter(f -> f.kind() == Field.Kind.O2M)
                    .isPresent();
            if (filled && !many) {
                return false;
            }
            lines |= filled;
        }
        return lines;
    }

    private Map<String, Object> cells(Model model, List<List<String>> paths, List<List<String>> rows) {
        Map<String, Object> cells = new LinkedHashMap<>();
        for (int i = 0; i < paths.size(); i++) {
            String name = paths.get(i).get(0);
            boolean relation = model.find(name).filter(Field::relational).isPresent();
            if (!relation) {
                cells.put(name, rows.get(0).get(i));
            } else if (!cells.containsKey(name)) {
                cells.put(name, subRecords(model.field(name), name, paths, rows));
            }
        }
        return cells;
    }

    private List<Map<String, Object>> subRecords(
            Field field, String name, List<List<String>> paths, List<List<String>> rows) {
        int[] columns = IntStream.range(0, paths.size())
                .filter(i -> paths.get(i).get(0).equals(name))
                .toArray();
        List<List<String>> subPaths = new ArrayList<>();
        for (int c : columns) {
            List<String> path = paths.get(c);
            subPaths.add(path.size() > 1 ? path.subList(1, path.size()) : List.of(BY_NAME));
        }
        List<List<String>> subRows = new ArrayList<>();
        for (List<String> row : rows) {
            List<String> part = IntStream.of(columns).mapToObj(row::get).toList();
            if (part.stream().anyMatch(c -> !c.isEmpty())) {
                subRows.add(part);
            }
        }
        return entries(models.apply(field.relation()), subPaths, subRows).stream()
                .map(Entry::cells)
                .toList();
    }
}
