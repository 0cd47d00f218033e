package io.saddlebag.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.delivery.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue, the code and the README name the same codes. */
class CatalogueTest {

    private static final Path CODE = Path.of("src/main/java/io/saddlebag");
    private static final List<String> PRODUCERS =
            List.of("connector", "delivery", "journey", "mapping", "order", "recovery", "stock");
    /** Where the code of a refusal stands: in a constructor, in a table's row, or in a constant of the two classes of codes. */
    private static final List<Pattern> PLACES = List.of(
            Pattern.compile("(?:Refused<[^>]*>|\\brefused|Busy<[^>]*>|missing\\.add|\\bpark)\\(\\s*\"([a-z-]+)\""),
            Pattern.compile(
                    "Category\\.[A-Z_]+(?:\\.word\\(\\)|\\.name\\(\\)\\.toLowerCase\\(Locale\\.ROOT\\))?,\\s*\"([a-z-]+)\""),
            Pattern.compile("(?:REFUSED|BUSY),\\s*\"([a-z-]+)\""),
            Pattern.compile("\\| (?:REFUSED|BUSY) \\| ([a-z-]+) \\|"),
            Pattern.compile("-> \"([a-z-]+-after-posting)\""));

    private static final Pattern CONSTANT = Pattern.compile("static final String [A-Z_]+ = \"([a-z]+(?:-[a-z]+)*)\"");
    private static final Set<String> WITH_CONSTANTS =
            Set.of("SkuProblems.java", "ShipBobOutcomes.java", "WooOutcomes.java");

    private final Catalogue catalogue = Catalogue.shipped();

    @Test
    void namesEveryCodeTheProductCanProduce() throws IOException {
        Map<String, String> produced = produced();

        assertThat(produced).hasSizeGreaterThan(60);
        assertThat(produced).allSatisfy((code, file) -> assertThat(catalogue.find(code))
                .as("the code '%s' of %s in codes.json", code, file)
                .isPresent());
    }

    @Test
    void namesNoCodeThatNothingProduces() throws IOException {
        Set<String> produced = new TreeSet<>(produced().keySet());
        // Made of a word: a category's where waiting had an end, and a shipment's status.
        Arrays.stream(Category.values()).map(Category::word).forEach(produced::add);
        produced.addAll(List.of("shipment-on-hold", "shipment-exception", "defect"));

        assertThat(produced).containsAll(codes());
    }

    @Test
    void namesEachCodeOnceWithAKnownCategoryAMeaningAndAnAction() {
        assertThat(codes()).doesNotHaveDuplicates();
        assertThat(catalogue.entries()).allSatisfy(entry -> {
            assertThat(entry.meaning()).isNotBlank();
            assertThat(entry.action()).isNotBlank();
            assertThat(Arrays.stream(Category.values()).map(Category::word)).contains(entry.category());
        });
    }

    @Test
    void isTheReadmesTable() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String table = readme.substring(
                readme.indexOf("<!-- codes -->") + "<!-- codes -->".length(), readme.indexOf("<!-- /codes -->"));

        String wanted = catalogue.entries().stream()
                .map(entry -> "| "
                        + entry.codes().stream().map(code -> "`" + code + "`").collect(Collectors.joining(", ")) + " | "
                        + entry.meaning() + " | " + entry.action() + " |")
                .collect(Collectors.joining("\n"));

        assertThat(table.strip()).isEqualTo("| code | meaning | do |\n|---|---|---|\n" + wanted);
    }

    private List<String> codes() {
        return catalogue.entries().stream()
                .flatMap(entry -> entry.codes().stream())
                .toList();
    }

    private static Map<String, String> produced() throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (String producer : PRODUCERS) {
            try (Stream<Path> files = Files.walk(CODE.resolve(producer))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    String text = Files.readString(file);
                    String name = file.getFileName().toString();
                    PLACES.forEach(place -> collect(place, text, name, found));
                    if (WITH_CONSTANTS.contains(name)) {
                        collect(CONSTANT, text, name, found);
                    }
                }
            }
        }
        found.keySet()
                .removeAll(
                        Set.of("shipment-", "saddlebag", "webhook-secret")); // the last of a feed, which parks nothing
        return found;
    }

    private static void collect(Pattern place, String text, String file, Map<String, String> found) {
        Matcher matcher = place.matcher(text);
        while (matcher.find()) {
            found.put(matcher.group(1), file);
        }
    }
}
