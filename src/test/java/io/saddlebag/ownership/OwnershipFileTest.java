package io.saddlebag.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.settings.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnershipFileTest {

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    @Test
    void theShippedFileSaysWhatHoldsWithoutIt() {
        Ownership shipped = OwnershipFile.read(Path.of("mappings/rules/ownership.yaml"), List.of("main"), problems);

        assertThat(problems.list()).isEmpty();
        for (Field field : Field.values()) {
            assertThat(shipped.rule("main", field)).as(field.word()).isEqualTo(field.usual());
        }
    }

    @Test
    void whereThereIsNoFileTheUsualTableHolds() {
        Ownership table = OwnershipFile.read(folder.resolve("ownership.yaml"), List.of("main"), problems);

        assertThat(problems.list()).isEmpty();
        assertThat(table.rule("main", Field.STOCK)).isEqualTo(new Rule(Owner.ERP, ForeignChange.CORRECT));
    }

    @Test
    void aStoresOwnRuleGoesBeforeTheRuleOfAll() throws IOException {
        Ownership table = read(
                """
                fields:
                  price: {owner: erp, foreign: report}
                stores:
                  outlet:
                    price: {owner: store}
                """);

        assertThat(problems.list()).isEmpty();
        assertThat(table.rule("main", Field.PRICE)).isEqualTo(new Rule(Owner.ERP, ForeignChange.REPORT));
        assertThat(table.rule("outlet", Field.PRICE).isWritten()).isFalse();
        assertThat(table.rule("outlet", Field.STOCK)).isEqualTo(Field.STOCK.usual());
    }

    @Test
    void everyMistakeIsToldWithItsLineAndTheWordThatWasProbablyMeant() throws IOException {
        read(
                """
                fields:
                  prices: {owner: erp}
                  stock: {owner: warehouse}
                  posted-order: {foreign: correct}
                  images: {owner: erp, foriegn: report}
                stores:
                  mian:
                    stock: {foreign: maybe}
                """);

        assertThat(problems.list())
                .satisfiesExactlyInAnyOrder(
                        p -> assertThat(p).contains("yaml:2:", "'prices'", "did you mean 'price'?"),
                        p -> assertThat(p).contains("yaml:3:", "'warehouse'", "erp, store"),
                        p -> assertThat(p).contains("yaml:4:", "'ignore' or 'report'"),
                        p -> assertThat(p).contains("yaml:5:", "'foriegn'", "did you mean 'foreign'?"),
                        p -> assertThat(p).contains("yaml:7:", "'mian'", "did you mean 'main'?"),
                        p -> assertThat(p).contains("yaml:8:", "'maybe'", "ignore, report, correct"));
    }

    @Test
    void whatIsNoYamlIsToldWithItsLine() throws IOException {
        read("fields:\n  stock: {owner: erp\n");

        assertThat(problems.list()).singleElement().asString().contains("ownership.yaml:", "is no YAML");
    }

    private Ownership read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("ownership.yaml"), text);
        return OwnershipFile.read(file, List.of("main", "outlet"), problems);
    }
}
