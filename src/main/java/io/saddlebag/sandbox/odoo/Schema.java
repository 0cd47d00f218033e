package io.saddlebag.sandbox.odoo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The models of one Odoo version without the modules that are not installed; read from {@code schema.txt}. */
final class Schema {

    private final Map<String, Model> models = new LinkedHashMap<>();

    private Schema() {}

    static Schema of(int version, Set<String> missingModules) {
        Schema schema = new Schema();
        Optional<Model> model = Optional.empty();
        for (String line : lines()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("= ")) {
                model = schema.begin(line.substring(2).split(" \\| "), missingModules);
            } else {
                model.ifPresent(m -> schema.add(m, line, version, missingModules));
            }
        }
        return schema;
    }

    Optional<Model> find(String name) {
        return Optional.ofNullable(models.get(name));
    }

    Iterable<Model> models() {
        return models.values();
    }

    private Optional<Model> begin(String[] parts, Set<String> missing) {
        if (parts.length > 3 && missing.contains(parts[3].substring(1))) {
            return Optional.empty();
        }
        Model model = new Model(parts[0], parts[1], parts[2]);
        put(model, "display_name", Field.Kind.CHAR, true, "Display Name");
        put(model, "create_date", Field.Kind.DATETIME, false, "Created on");
        put(model, "write_date", Field.Kind.DATETIME, false, "Last Updated on");
        models.put(model.name, model);
        return Optional.of(model);
    }

    private static void put(Model model, String name, Field.Kind kind, boolean computed, String label) {
        model.fields.put(
                name,
                new Field(
                        model.name,
                        name,
                        kind,
                        "",
                        "",
                        List.of(),
                        label,
                        false,
                        false,
                        computed,
                        false,
                        computed ? -1 : model.nextSlot()));
    }

    private void add(Model model, String line, int version, Set<String> missing) {
        int quote = line.indexOf('"');
        List<String> words =
                List.of((quote < 0 ? line : line.substring(0, quote)).strip().split(" +"));
        boolean versioned = words.get(0).equals("17") || words.get(0).equals("19");
        if (versioned && Integer.parseInt(words.get(0)) != version) {
            return;
        }
        int first = versioned ? 1 : 0;
        List<String> flags = words.subList(first + 2, words.size());
        if (flags.stream().anyMatch(f -> f.startsWith("@") && missing.contains(f.substring(1)))) {
            return;
        }
        String name = words.get(first);
        String[] type = words.get(first + 1).split(":");
        Field.Kind kind = Field.Kind.valueOf(type[0].toUpperCase(Locale.ROOT));
        boolean choices = kind == Field.Kind.SEL;
        boolean noSlot = flags.contains("~") || flags.contains("^") || kind == Field.Kind.O2M;
        model.fields.put(
                name,
                new Field(
                        model.name,
                        name,
                        kind,
                        choices || type.length < 2 ? "" : type[1],
                        type.length < 3 ? "" : type[2],
                        choices ? List.of(type[1].replace('+', ' ').split(",")) : List.of(),
                        quote < 0 ? label(name) : line.substring(quote + 1, line.lastIndexOf('"')),
                        flags.contains("!"),
                        flags.contains("#"),
                        flags.contains("~"),
                        flags.contains("^"),
                        noSlot ? -1 : model.nextSlot()));
    }

    private static String label(String name) {
        String words = name.replaceAll("_ids?$", "").replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static List<String> lines() {
        try (InputStream in = Schema.class.getResourceAsStream("schema.txt")) {
            if (in == null) {
                throw new IllegalStateException("schema.txt of the Odoo sandbox is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the Odoo sandbox's schema.txt", e);
        }
    }
}
