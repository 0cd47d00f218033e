package io.saddlebag.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.regex.RegularExpression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The canonical documents' contracts: JSON Schema 2020-12, one file {@code <name>.v<n>.schema.json} each. Loaded once,
 * immutable, safe for many threads.
 */
public final class Contracts {

    private static final String SUFFIX = ".schema.json";
    /** Enough for a person; a document of 5,000 wrong lines need not name each. */
    private static final int MOST_VIOLATIONS = 50;

    private final Map<String, JsonSchema> schemas;

    private Contracts(Map<String, JsonSchema> schemas) {
        this.schemas = Map.copyOf(schemas);
    }

    /**
     * Loads every contract of a directory.
     *
     * @throws ContractsUnreadable naming all files that are no JSON Schema, or a directory that holds none
     */
    public static Contracts load(Path directory) {
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .locale(Locale.ROOT)
                .formatAssertionsEnabled(true)
                .regularExpressionFactory(Contracts::expression)
                .build();
        Map<String, JsonSchema> schemas = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (Path file : files(directory)) {
            String name = file.getFileName().toString();
            try {
                JsonNode json = Documents.parse(Files.readAllBytes(file));
                List<String> odd = metaSchema(factory, config).validate(json).stream()
                        .map(m -> m.getInstanceLocation() + " " + m.getMessage())
                        .toList();
                JsonSchema schema = factory.getSchema(json, config);
                schema.initializeValidators();
                if (odd.isEmpty()) {
                    schemas.put(name.substring(0, name.length() - SUFFIX.length()), schema);
                } else {
                    problems.add(file + ": " + String.join("; ", odd));
                }
            } catch (IOException | NotJson | JsonSchemaException e) {
                problems.add(file + ": " + e.getMessage());
            }
        }
        if (schemas.isEmpty() && problems.isEmpty()) {
            problems.add(directory + " holds no file *" + SUFFIX);
        }
        if (!problems.isEmpty()) {
            throw new ContractsUnreadable(problems);
        }
        return new Contracts(schemas);
    }

    /** JSON Schema's regular expressions are ECMAScript's, where {@code $} is the end and not "before a last line end". */
    private static RegularExpression expression(String regex) {
        String toTheEnd = regex.endsWith("$") ? regex.substring(0, regex.length() - 1) + "\\z" : regex;
        Pattern pattern = Pattern.compile(toTheEnd);
        return text -> pattern.matcher(text).find();
    }

    private static JsonSchema metaSchema(JsonSchemaFactory factory, SchemaValidatorsConfig config) {
        return factory.getSchema(SchemaLocation.of(SpecVersion.VersionFlag.V202012.getId()), config);
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> list = Files.list(directory)) {
            return list.filter(f -> f.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ContractsUnreadable(List.of(directory + " cannot be read: " + e));
        }
    }

    /** The contracts' names, e.g. {@code order.v1}. */
    public Set<String> names() {
        return schemas.keySet();
    }

    /** Whether there is such a contract. */
    public boolean knows(String contract) {
        return schemas.containsKey(contract);
    }

    /**
     * Checks a document.
     *
     * @param contract e.g. {@code order.v1}
     * @return what is wrong, by path, at most 50; empty if the document is of its contract
     * @throws IllegalArgumentException if there is no such contract
     */
    public List<Violation> check(String contract, JsonNode document) {
        JsonSchema schema = schemas.get(contract);
        if (schema == null) {
            throw new IllegalArgumentException(
                    "there is no contract '" + contract + "', only " + new TreeMap<>(schemas).keySet());
        }
        return schema.validate(document).stream()
                .sorted(Comparator.comparing(
                        (ValidationMessage m) -> m.getInstanceLocation().toString()))
                .limit(MOST_VIOLATIONS)
                .map(m -> violation(m, document))
                .toList();
    }

    private static Violation violation(ValidationMessage message, JsonNode document) {
        String path = message.getInstanceLocation().toString();
        JsonNode found = document.at(path);
        boolean aboutAMember = Set.of("required", "additionalProperties", "unevaluatedProperties")
                .contains(message.getType());
        return new Violation(path, what(message, found) + (aboutAMember ? "" : " (found " + kind(found) + ")"));
    }

    /** The library's own texts may quote what they found; these do not. */
    private static String what(ValidationMessage message, JsonNode found) {
        String property = message.getProperty();
        return switch (message.getType()) {
            case "required" -> "'" + property + "' is missing";
            case "additionalProperties", "unevaluatedProperties" -> "'" + property + "' is not part of the contract";
            case "type" -> "must be " + argument(message);
            case "pattern" -> "must be of the form " + argument(message);
            case "format" -> "must be a " + argument(message);
            case "enum" -> "must be one of " + argument(message);
            case "const" -> "must be " + argument(message);
            case "maxLength" -> "must have at most " + argument(message) + " characters";
            case "minLength" -> "must have at least " + argument(message) + " characters";
            case "minItems" -> "must have at least " + argument(message) + " items";
            case "minimum", "maximum" -> "must be within its bounds, " + message.getType() + " " + argument(message);
            default -> "breaks the rule '" + message.getType() + "'";
        };
    }

    private static String argument(ValidationMessage message) {
        JsonNode rule = message.getSchemaNode();
        if (rule == null) {
            return "as the contract says";
        }
        return rule.isTextual() ? rule.textValue() : rule.toString();
    }

    private static String kind(JsonNode found) {
        return switch (found.getNodeType()) {
            case STRING -> "text of " + found.textValue().length() + " characters";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case ARRAY -> "a list of " + found.size();
            case OBJECT -> "an object";
            default -> "nothing";
        };
    }
}
