package io.saddlebag.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.saddlebag.contract.Documents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The functions this product adds to JSLT, called as a mapping calls them. */
class MappingFunctionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text(null)                                | \"\"",
                "text(.missing.deep)                       | \"\"",
                "text(7)                                   | \"7\"",
                "text(true)                                | \"true\"",
                "text([])                                  | \"\"",
                "text({\"a\":[1]})                         | \"{\\\"a\\\":[1]}\"",
                "first-text(null, \"  \", \" a \", \"b\")  | \"a\"",
                "first-text(null, [])                      | \"\"",
                "plain(\"Caf&eacute; <b>x</b> &#8211; &#x1F600; &nope; 1 <2\") | \"Café x – 😀 &nope; 1 <2\"",
                "plain(\"a<br/>b &amp;amp; c\")            | \"ab &amp; c\"",
                "html(\"<a href='x'>&\\n\")                | \"&lt;a href=&#39;x&#39;&gt;&amp;<br/>\"",
                "flag(\"yes\")                             | true",
                "flag(1)                                   | true",
                "flag(\"0\")                               | false",
                "flag(null)                                | false",
                "list({\"0\":1,\"2\":2})                   | [1,2]",
                "list(\"x\")                               | []",
                "pairs([{\"key\":\"a\",\"value\":1},{\"key\":\"a\",\"value\":\"2\"}]) | {\"a\":\"1; 2\"}",
                "pieces([{\"id\":1,\"quantity\":2},{\"id\":1,\"quantity\":2},{\"id\":2,\"quantity\":3}]) | \"3\"",
                "pieces([])                                | null",
                "decimal(\"18.90\")                        | \"18.90\"",
                "decimal(\"+018.90\")                      | \"18.90\"",
                "decimal(\".5\")                           | \"0.5\"",
                "decimal(\" 5. \")                         | \"5\"",
                "decimal(\"-0.00\")                        | \"0.00\"",
                "decimal(21.280000000000001)               | \"21.28\"",
                "decimal(18)                               | \"18\"",
                "decimal(\"\", \"0\")                      | \"0\"",
                "decimal(null)                             | null",
                "decimal(\"1,234.50\")                     | \"1,234.50\"",
                "decimal(\"abc\")                          | \"abc\"",
                "amount(\"8.9950\")                        | 8.9950",
                "whole(\"2.000\")                          | 2",
                "gmt(\"2026-11-23T17:52:43\")              | \"2026-11-23T17:52:43Z\"",
                "gmt(\"2026-11-23 17:52:43\")              | \"2026-11-23T17:52:43Z\"",
                "gmt(\"2026-11-23T17:52:43.25+01:00\")     | \"2026-11-23T16:52:43.250Z\"",
                "gmt(\"2026-11-23T17:52:43+0100\")         | \"2026-11-23T16:52:43Z\"",
                "gmt(\"2026-11-23T17:52\")                 | \"2026-11-23T17:52:00Z\"",
                "gmt(\"0000-00-00T00:00:00\")              | null",
                "gmt(\"-0001-11-30T00:00:00\")             | null",
                "gmt(false)                                | null",
                "gmt(\"yesterday\")                        | \"yesterday\"",
                "gmt(\"2026-02-30T00:00:00\")              | \"2026-02-30T00:00:00\"",
                "latest(null, \"2026-11-23T17:52:43Z\", \"2026-11-23T19:52:43.5+02:00\", \"x\") | \"2026-11-23T17:52:43.500Z\"",
                "latest(null)                              | null",
                "utc-text(\"2026-11-23T17:52:43Z\")        | \"2026-11-23 17:52:43\"",
                "epoch(\"1970-01-02T00:00:00Z\")           | \"86400\"",
            })
    void functionMakes(String call, String expected) {
        assertThat(Documents.text(evaluate(call))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole(\"1.5\")", "whole(\"x\")", "amount([])", "epoch(\"soon\")", "pieces([{\"id\":1}])"})
    void refusesWithoutQuotingTheValue(String call) {
        assertThatThrownBy(() -> evaluate(call))
                .isInstanceOf(MappingFailed.class)
                .hasMessageContaining("test/it.jslt")
                .hasMessageNotContainingAny("1.5", "soon", "\"x\"");
    }

    @Test
    void leavesOutNullsAndKeepsEmptyTextsListsAndObjects() {
        assertThat(Documents.text(evaluate("{\"a\":null,\"b\":\"\",\"c\":[],\"d\":{}}")))
                .isEqualTo("{\"b\":\"\",\"c\":[],\"d\":{}}");
    }

    @TempDir
    private Path directory;

    private JsonNode evaluate(String call) {
        try {
            Files.createDirectories(directory.resolve("test"));
            Files.writeString(directory.resolve("test/it.jslt"), call);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Mappings.load(directory).apply("test/it", NullNode.getInstance());
    }
}
