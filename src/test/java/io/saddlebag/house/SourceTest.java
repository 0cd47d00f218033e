package io.saddlebag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be seen in the sources only: rule 16 (Javadoc), rule 24 (tests do not sleep), versions in one place. */
class SourceTest {

    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TEST = Path.of("src/test/java");

    /** A public top-level type, what stands between it and the last import or package, and its annotations. */
    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "^public (?:abstract |final |sealed |non-sealed )*(?:class|record|interface|enum|@interface) (\\w+)",
            Pattern.MULTILINE);

    private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");
    private static final Pattern PROPERTY = Pattern.compile("<([a-z][a-z0-9-]*\\.version)>");

    @Test
    void everyPublicTypeSaysWhatItIsFor() throws IOException {
        List<String> silent = new ArrayList<>();

        for (Path file : sources(MAIN)) {
            if (!isDocumented(Files.readString(file))) {
                silent.add(file.toString());
            }
        }

        assertThat(silent).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "package a;\n\npublic record Silent() {}\n",
                "package a;\n\n/** Of the import. */\nimport b.C;\n\n@Deprecated\npublic final class Silent {}\n"
            })
    void seesAPublicTypeThatSaysNothing(String source) {
        assertThat(isDocumented(source)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "package a;\n\n/** Speaks. */\npublic record Known() {}\n",
                "package a;\n\nimport b.C;\n\n/**\n * Speaks.\n */\n@Deprecated\npublic sealed interface Known {}\n",
                "package a;\n\nfinal class Hidden {}\n"
            })
    void letsADocumentedOrHiddenTypePass(String source) {
        assertThat(isDocumented(source)).isTrue();
    }

    @Test
    void noTestSleeps() throws IOException {
        List<String> sleepers = new ArrayList<>();
        String sleep = "Thread" + ".sleep(";

        for (Path file : sources(TEST)) {
            if (Files.readString(file).contains(sleep)) {
                sleepers.add(file.toString());
            }
        }

        assertThat(sleepers)
                .as("tests wait with Awaitility, for a reason and with a limit")
                .isEmpty();
    }

    @Test
    void everyVersionStandsInThePropertyBlock() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String own = pom.substring(pom.indexOf("<version>"), pom.indexOf("</version>") + 10);
        String below = pom.substring(pom.indexOf("</properties>"))
                .replaceAll("(?s)<require\\w+Version>.*?</require\\w+Version>", "");
        List<String> literal = VERSION.matcher(below)
                .results()
                .map(found -> found.group(1))
                .filter(version -> !version.matches("\\$\\{[a-z0-9-]+\\.version}"))
                .toList();

        assertThat(own).as("the product's own version").contains("<version>");
        assertThat(literal).isEmpty();
    }

    @Test
    void everyVersionPropertyIsUsed() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        List<String> unused = new ArrayList<>();

        Matcher properties = PROPERTY.matcher(pom);
        while (properties.find()) {
            if (!pom.contains("${" + properties.group(1) + "}")) {
                unused.add(properties.group(1));
            }
        }

        assertThat(unused).isEmpty();
    }

    private static boolean isDocumented(String source) {
        Matcher type = PUBLIC_TYPE.matcher(source);
        if (!type.find()) {
            return true;
        }
        String before = source.substring(0, type.start());
        String afterImports =
                before.substring(Math.max(before.lastIndexOf("\nimport "), before.lastIndexOf("package ")) + 1);
        return afterImports.contains("/**");
    }

    private static List<Path> sources(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> files = walk.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
            assertThat(files).hasSizeGreaterThan(20);
            return files;
        }
    }
}
