package io.saddlebag.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.console.DocumentLines.Line;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents in lines. */
class DocumentLinesTest {

    private static final String DOCUMENT = "{\"id\":\"7\",\"lines\":[{\"sku\":\"A\",\"price\":1.50},{}],\"none\":[]}";

    @Test
    void writesALineForEachFieldAndKeepsEveryDigit() {
        assertThat(DocumentLines.text(DOCUMENT))
                .isEqualTo(
                        """
                        {
                          "id": "7",
                          "lines": [
                            {
                              "sku": "A",
                              "price": 1.50
                            },
                            {}
                          ],
                          "none": []
                        }""");
    }

    @Test
    void marksWhatDiffersWithAllThatIsInIt() {
        assertThat(DocumentLines.of(DOCUMENT, List.of("/lines/0", "/id")))
                .filteredOn(Line::changed)
                .extracting(line -> line.text().strip())
                .containsExactly("\"id\": \"7\",", "{", "\"sku\": \"A\",", "\"price\": 1.50", "},");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"/id|\"7\"", "/lines/0/price|1.50", "/nothing|``"})
    void tellsWhatStandsAtAPointer(String pointer, String value) {
        assertThat(DocumentLines.at(DOCUMENT, pointer)).isEqualTo(value);
    }

    @Test
    void showsWhatIsNoJsonAsItIs() {
        assertThat(DocumentLines.text("a\nb")).isEqualTo("a\nb");
    }

    @ParameterizedTest
    @CsvSource({"/id,2", "/lines/0/sku,5", "/lines/0/quantity,4", "/lines/7,3", "/nothing,1"})
    void findsTheLineOfAPointerOrOfWhatWouldHoldIt(String pointer, int line) {
        assertThat(DocumentLines.line(DocumentLines.text(DOCUMENT), pointer)).isEqualTo(line);
    }

    @Test
    void findsNoLineInWhatIsNoJson() {
        assertThat(DocumentLines.line("no json", "/id")).isZero();
    }
}
