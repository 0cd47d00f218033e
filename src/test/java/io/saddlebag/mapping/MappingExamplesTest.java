package io.saddlebag.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.saddlebag.contract.Contracts;
import io.saddlebag.contract.Documents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every example pair that lies beside a mapping: {@code <document>.examples/<name>.in.json} must become
 * {@code <name>.out.json}. What really came out is left in {@code target/mapping-examples}; if it is right, copy it.
 */
class MappingExamplesTest {

    private static final Path ACTUAL = Path.of("target/mapping-examples");
    private static final String IN = ".in.json";

    private final Mappings mappings = ProductFiles.mappings();
    private final Contracts contracts = ProductFiles.contracts();

    @Test
    void everyMappingHasExamples() {
        List<String> withExamples = examples().map(Example::mapping).distinct().toList();

        assertThat(withExamples).containsAll(mappings.names());
    }

    @TestFactory
    Stream<DynamicTest> everyExampleComesOutAsWritten() {
        return examples()
                .map(e -> DynamicTest.dynamicTest(e.mapping() + ": " + e.name(), () -> {
                    JsonNode in = Documents.parse(Files.readAllBytes(e.in()));

                    JsonNode out = mappings.apply(e.mapping(), in);

                    String actual = pretty(out);
                    Path kept = ACTUAL.resolve(ProductFiles.MAPPINGS.relativize(e.out()));
                    Files.createDirectories(kept.getParent());
                    Files.writeString(kept, actual);
                    if (!Files.exists(e.out())) {
                        fail(e.out() + " is missing; what came out is in " + kept);
                    }
                    String expected = pretty(Documents.parse(Files.readAllBytes(e.out())));
                    if (!expected.equals(actual)) {
                        fail(e.in() + " came out differently (- expected, + actual; kept in " + kept + "):\n"
                                + diff(expected.lines().toList(), actual.lines().toList()));
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyExampleIsOfItsContracts() {
        return examples().flatMap(e -> Stream.of(e.in(), e.out())
                .filter(Files::exists)
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
                    JsonNode document = Documents.parse(Files.readAllBytes(file));
                    String contract = document.path("contract").asText();
                    if (!contract.isEmpty()) {
                        assertThat(contracts.check(contract, document)).isEmpty();
                    }
                })));
    }

    record Example(String mapping, String name, Path in, Path out) {}

    private static Stream<Example> examples() {
        try (Stream<Path> files = Files.walk(ProductFiles.MAPPINGS)) {
            return files
                    .filter(f -> f.toString().endsWith(IN))
                    .sorted()
                    .map(MappingExamplesTest::example)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Example example(Path in) {
        String folder =
                ProductFiles.MAPPINGS.relativize(in.getParent()).toString().replace('\\', '/');
        String file = in.getFileName().toString();
        String name = file.substring(0, file.length() - IN.length());
        return new Example(folder.replace(".examples", ""), name, in, in.resolveSibling(name + ".out.json"));
    }

    private static String pretty(JsonNode json) throws IOException {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        return new String(mapper.writeValueAsBytes(json), StandardCharsets.UTF_8) + "\n";
    }

    /** Lines that differ, with what is common left out: longest common subsequence over what lies between equal ends. */
    private static String diff(List<String> expected, List<String> actual) {
        int start = 0;
        while (start < Math.min(expected.size(), actual.size())
                && expected.get(start).equals(actual.get(start))) {
            start++;
        }
        int end = 0;
        while (end < Math.min(expected.size(), actual.size()) - start
                && expected.get(expected.size() - 1 - end).equals(actual.get(actual.size() - 1 - end))) {
            end++;
        }
        List<String> a = expected.subList(start, expected.size() - end);
        List<String> b = actual.subList(start, actual.size() - end);
        int[][] common = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                common[i][j] = a.get(i).equals(b.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<String> lines = new ArrayList<>(List.of("line " + (start + 1) + ":"));
        int i = 0;
        int j = 0;
        while (i < a.size() || j < b.size()) {
            if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
                lines.add("  " + a.get(i++));
                j++;
            } else if (j == b.size() || i < a.size() && common[i + 1][j] >= common[i][j + 1]) {
                lines.add("- " + a.get(i++));
            } else {
                lines.add("+ " + b.get(j++));
            }
        }
        return String.join("\n", lines);
    }
}
