package io.saddlebag.personal;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.delivery.Outcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a partner repeats of people in a refusal is masked where it comes in. */
class ContactsTest {

    private static final String SAID =
            "HTTP 400: recipient <Ann.Muster+shop@mail.example.com>, phone +49 (30) 1234-567, is invalid";
    private static final String KEPT = "HTTP 400: recipient <***>, phone ***, is invalid";

    @Test
    void addressesAndPhonesInWordsAreMasked() {
        assertThat(Contacts.masked(SAID)).isEqualTo(KEPT);
        assertThat(Contacts.masked("\"email\":\"ann@example.com\",\"x\":1")).isEqualTo("\"email\":\"***\",\"x\":1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order 4912345678 of 2026-03-01T10:00:00+0100 differs by +12.50 EUR",
                "the SKU BULK-030+EXTRA-9911223 is unknown",
                "read 2026-03-01T10:00:00Z to 2026-03-02T10:00:00Z",
                "stock +100 at WH/Stock"
            })
    void whatIsNoContactStays(String words) {
        assertThat(Contacts.masked(words)).isEqualTo(words);
    }

    @Test
    void aMillionLettersAroundAnAtSignAreLookedThroughAtOnce() {
        String letters = "a".repeat(1_000_000);

        assertThat(Contacts.masked(letters + " " + letters + "@ " + letters)).hasSize(3_000_003);
        assertThat(Contacts.masked("x@" + letters)).hasSize(1_000_002);
        assertThat(Contacts.masked(letters + "@example.com")).startsWith("a").endsWith("a***");
    }

    @Test
    void everyOutcomeAndFailureIsMasked() {
        assertThat(new Outcome.Refused<>("invalid", SAID, "").reason()).isEqualTo(KEPT);
        assertThat(new Outcome.NotUnderstood<>(SAID, "").reason()).isEqualTo(KEPT);
        assertThat(new Outcome.NotAllowed<>(SAID, "").reason()).isEqualTo(KEPT);
        assertThat(new Outcome.Busy<>("busy", SAID, "").reason()).isEqualTo(KEPT);
        assertThat(new Outcome.Unknown<>(SAID).reason()).isEqualTo(KEPT);
        assertThat(new Outcome.RetryLater<>(Category.TRANSIENT, SAID, Optional.empty()).reason())
                .isEqualTo(KEPT);
        assertThat(new DeliveryFailure.Parking("shipbob", Category.BUSINESS, "invalid", SAID, SAID))
                .hasMessage(KEPT)
                .extracting(DeliveryFailure::remedy)
                .isEqualTo(KEPT);
    }
}
