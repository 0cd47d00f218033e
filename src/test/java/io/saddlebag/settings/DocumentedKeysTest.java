package io.saddlebag.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the code reads, what is listed as known and what the README explains are the same keys. */
class DocumentedKeysTest {

    private static final Path CODE = Path.of("src/main/java/io/saddlebag");
    /** {@code s.text("auth", …)}, {@code positive(section, "overlap", …)}. */
    private static final Pattern READ = Pattern.compile(
            "(?:\\b(?:s|section)\\.(?:find|text|required|requiredUrl|number|duration|flag|list|oneOf|map)\\(|"
                    + "\\b(?:between|positive|id)\\((?:s|section),)\\s*\"([a-z.-]+)\"");

    private static final Map<String, List<String>> READERS = Map.of(
            "store",
                    List.of(
                            "connector/woocommerce/StoreSettings.java",
                            "connector/woocommerce/MediaSettings.java",
                            "publishing/PublishSettings.java",
                            "wiring/Rules.java",
                            "pace/PartnerLimits.java"),
            "erp",
                    List.of(
                            "connector/odoo/OdooSettings.java",
                            "connector/odoo/StockReading.java",
                            "pace/PartnerLimits.java"),
            "warehouse",
                    List.of(
                            "connector/shipbob/ShipBobSettings.java",
                            "connector/shipbob/MirrorSettings.java",
                            "pace/PartnerLimits.java"));

    @Test
    void knowsEveryPartnerKeyTheCodeReads() throws IOException {
        Map<String, Set<String>> unknown = new TreeMap<>();

        for (Map.Entry<String, List<String>> reader : READERS.entrySet()) {
            PartnerKeys known = PartnerKeys.of(reader.getKey()).orElseThrow();
            Set<String> read = new TreeSet<>();
            for (String file : reader.getValue()) {
                Matcher matcher = READ.matcher(Files.readString(CODE.resolve(file)));
                while (matcher.find()) {
                    read.add(matcher.group(1));
                }
            }
            assertThat(read).as(reader.getKey()).hasSizeGreaterThan(8);
            read.removeIf(key -> known.keys().contains(key) || known.maps().contains(key));
            unknown.put(reader.getKey(), read);
        }

        assertThat(unknown.values()).allSatisfy(keys -> assertThat(keys).isEmpty());
    }

    @Test
    void readsEveryPartnerKeyItKnows() throws IOException {
        for (Map.Entry<String, List<String>> reader : READERS.entrySet()) {
            StringBuilder code = new StringBuilder(Files.readString(CODE.resolve("wiring/Partners.java")));
            for (String file : reader.getValue()) {
                code.append(Files.readString(CODE.resolve(file)));
            }
            PartnerKeys known = PartnerKeys.of(reader.getKey()).orElseThrow();

            assertThat(known.keys())
                    .filteredOn(key -> !key.startsWith("statuses."))
                    .allSatisfy(key -> assertThat(code).contains("\"" + key + "\""));
        }
    }

    @Test
    void explainsEveryKeyInTheReadme() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        Set<String> keys = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("src/main/resources/application.properties"))) {
            if (line.startsWith("saddlebag.")) {
                keys.add("`" + line.replaceFirst("=.*", "") + "`");
            }
        }
        PartnerKeys.kinds().forEach((kind, known) -> {
            known.keys().forEach(key -> keys.add("`" + key + "`"));
            known.maps().forEach(map -> keys.add("`" + map + "."));
        });

        assertThat(keys).hasSizeGreaterThan(80).allSatisfy(key -> assertThat(
                        readme.contains("| " + key) || readme.contains(", " + key))
                .as("the README's table has a row for %s", key)
                .isTrue());
    }

    @Test
    void dockerNamesOnlyKnownSettings() throws IOException {
        Map<String, String> named = new TreeMap<>();
        Pattern name = Pattern.compile("(?m)^[ #]*(SADDLEBAG_[A-Z0-9_]+)[:=]");
        for (String file : List.of("docker/compose.yaml", "docker/.env.example", "docker/Dockerfile")) {
            Matcher matcher = name.matcher(Files.readString(Path.of(file)));
            while (matcher.find()) {
                named.put(matcher.group(1), "x");
            }
        }

        Settings settings = Settings.load(Path.of("target"), named, Map.of());

        assertThat(named).hasSizeGreaterThan(10);
        assertThat(settings.problems().list()).isEmpty();
    }

    @Test
    void theSampleForProductionNamesOnlyKnownSettings() throws IOException {
        Map<String, String> sample = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("docker/application.properties"))) {
            Matcher matcher = Pattern.compile("#?(saddlebag\\.[^= ]+)=.*").matcher(line);
            if (matcher.matches()) {
                sample.put(matcher.group(1), "x");
            }
        }

        Settings settings = Settings.load(Path.of("target"), Map.of(), sample);

        assertThat(sample).hasSizeGreaterThan(20);
        assertThat(settings.problems().list()).isEmpty();
    }
}
