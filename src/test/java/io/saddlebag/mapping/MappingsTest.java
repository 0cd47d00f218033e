package io.saddlebag.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingsTest {

    @TempDir
    private Path directory;

    @Test
    void namesEveryBadFileWithItsPlaceInOneError() throws IOException {
        write("a/good.jslt", "{\"x\": .x}");
        write("a/bad.jslt", "{\n  \"x\": .x,\n  \"y\": }");
        write("b/worse.jslt", "nope(.x)");
        write("modules/odd.jslt", "def f(x)\n  }");

        assertThatThrownBy(() -> Mappings.load(directory))
                .isInstanceOf(MappingsUnreadable.class)
                .hasMessageContaining("3 problem(s)")
                .hasMessageContaining("a/bad.jslt, line 3")
                .hasMessageContaining("b/worse.jslt, line 1")
                .hasMessageContaining("modules/odd.jslt, line")
                .hasMessageNotContainingAny("good", "expecting");
    }

    @Test
    void refusesOneTranslationInTwoFiles() throws IOException {
        write("a/one.jslt", "// transforms x:a -> y:b\n.");
        write("a/two.jslt", "// transforms x:a -> y:b\n.");

        assertThatThrownBy(() -> Mappings.load(directory))
                .isInstanceOf(MappingsUnreadable.class)
                .hasMessageContaining("a/two.jslt: transforms x:a -> y:b like a/one.jslt");
    }

    @Test
    void refusesAFolderThatIsMissingOrEmpty() {
        assertThatThrownBy(() -> Mappings.load(directory))
                .isInstanceOf(MappingsUnreadable.class)
                .hasMessageContaining("holds no file");
        assertThatThrownBy(() -> Mappings.load(directory.resolve("nowhere")))
                .isInstanceOf(MappingsUnreadable.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void sharesFunctionsBetweenFiles() throws IOException {
        write("modules/names.jslt", "def full(p) text($p.first) + \" \" + $p.last");
        write("a/one.jslt", "import \"modules/names.jslt\" as names\n{\"name\": names:full(.)}");

        JsonNode out =
                Mappings.load(directory).apply("a/one", Documents.parse("{\"first\":\"Ada\",\"last\":\"Byron\"}"));

        assertThat(out.path("name").textValue()).isEqualTo("Ada Byron");
        assertThat(Mappings.load(directory).names()).containsExactly("a/one");
    }

    @Test
    void saysWhereAMappingFailedAndQuotesNothingOfTheDocument() throws IOException {
        write("a/one.jslt", "{\n  \"n\": number(.secret)\n}");
        Mappings mappings = Mappings.load(directory);

        assertThatThrownBy(() -> mappings.apply("a/one", Documents.parse("{\"secret\":\"anna@example.com\"}")))
                .isInstanceOf(MappingFailed.class)
                .hasMessageContaining("a/one.jslt: number")
                .hasMessageNotContaining("anna");
    }

    @Test
    void endsAMappingThatCallsItself() throws IOException {
        write("a/one.jslt", "def f(x) f($x)\nf(.)");
        Mappings mappings = Mappings.load(directory);

        assertThatThrownBy(() -> mappings.apply("a/one", Documents.parse("1")))
                .isInstanceOf(MappingFailed.class)
                .hasMessageContaining("a/one.jslt");
    }

    @Test
    void refusesAMappingNobodyWrote() throws IOException {
        write("a/one.jslt", ".");
        Mappings mappings = Mappings.load(directory);

        assertThatThrownBy(() -> mappings.apply("a/two", Documents.parse("1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a/two")
                .hasMessageContaining("a/one");
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
