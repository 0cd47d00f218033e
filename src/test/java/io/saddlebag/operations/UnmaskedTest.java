package io.saddlebag.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.contract.Documents;
import io.saddlebag.personal.MaskedDocument;
import org.junit.jupiter.api.Test;

/** An edit of what was shown masked. */
class UnmaskedTest {

    private static final String ORDER =
            """
            {"id":7,"billing":{"firstName":"Ann","email":"ann@example.org","country":"DE"},
             "lines":[{"sku":"MUG","note":"for Bob"},{"sku":"CAP","note":"for Eve"}],"tags":["a","b"]}
            """;

    @Test
    void whatWasLeftMaskedIsWhatItWas() {
        String masked = MaskedDocument.of(ORDER);
        assertThat(masked).doesNotContain("Ann", "Bob", "Eve");

        Unmasked edit = Unmasked.of(masked.replace("\"MUG\"", "\"MUG-BLUE\""), ORDER);

        assertThat(edit.wrong()).isEmpty();
        assertThat(Documents.parse(edit.document()))
                .isEqualTo(Documents.parse(ORDER.replace("\"MUG\"", "\"MUG-BLUE\"")));
    }

    @Test
    void anotherValueInPlaceOfAMaskIsTaken() {
        String masked = MaskedDocument.of(ORDER);

        Unmasked edit = Unmasked.of(
                masked.replace("\"DE\"", "\"AT\"")
                        .replaceFirst("\"firstName\":\"\\*\\*\\*\"", "\"firstName\":\"Anna\""),
                ORDER);

        assertThat(edit.wrong()).isEmpty();
        assertThat(edit.document())
                .contains("\"Anna\"", "ann@example.org", "\"AT\"")
                .doesNotContain("***");
    }

    @Test
    void aListWithMaskedValuesKeepsItsLengthSoThatNobodyGetsAnothersValue() {
        Unmasked edit = Unmasked.of("{\"id\":7,\"lines\":[{\"sku\":\"CAP\",\"note\":\"***\"}]}", ORDER);

        assertThat(edit.wrong()).singleElement().asString().startsWith("/lines: ");
    }

    @Test
    void aListWithoutMaskedValuesMayChange() {
        Unmasked edit = Unmasked.of(MaskedDocument.of(ORDER).replace("[\"a\",\"b\"]", "[\"a\"]"), ORDER);

        assertThat(edit.wrong()).isEmpty();
        assertThat(Documents.parse(edit.document()).path("tags")).hasSize(1);
    }

    @Test
    void aMaskWhereNothingWasMaskedIsRefused() {
        Unmasked edit = Unmasked.of(MaskedDocument.of(ORDER).replace("\"CAP\"", "\"***\""), ORDER);

        assertThat(edit.wrong()).singleElement().asString().startsWith("/lines/1/sku: ");
    }

    @Test
    void whatIsNoJsonIsRefused() {
        assertThat(Unmasked.of("{", ORDER).wrong()).singleElement().asString().startsWith("the document is ");
    }
}
