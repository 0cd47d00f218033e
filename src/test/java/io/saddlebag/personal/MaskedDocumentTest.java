package io.saddlebag.personal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person without the right to see personal data sees of documents, captured ones among them. */
class MaskedDocumentTest {

    private static final Path FIXTURES = Path.of("src/test/resources/fixtures");
    private static final Set<String> PERSONAL = Set.of(
            "first_name", "last_name", "email", "phone", "address_1", "postcode", "customer_note", "vat", "street");

    @Test
    void showsNothingOfPeopleInCapturedDocuments() throws IOException {
        List<String> all = new ArrayList<>();

        for (JsonNode document : captured()) {
            String masked = Documents.text(MaskedDocument.of(document));
            List<String> values = personal(document);
            all.addAll(values);
            assertThat(values).allSatisfy(value -> assertThat(masked).doesNotContain("\"" + value + "\""));
        }

        assertThat(all).as("there was something to hide").hasSizeGreaterThan(100);
    }

    private static List<JsonNode> captured() throws IOException {
        try (Stream<Path> walk = Files.walk(FIXTURES)) {
            List<JsonNode> documents = new ArrayList<>();
            for (Path file : walk.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                documents.add(Documents.parse(Files.readString(file)));
            }
            return documents;
        }
    }

    private static List<String> personal(JsonNode document) {
        List<String> values = new ArrayList<>();
        PERSONAL.forEach(name -> document.findValues(name).stream()
                .filter(value -> value.isTextual() && value.asText().length() > 2)
                .forEach(value -> values.add(value.asText())));
        return values;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"billing":{"first_name":"Anna","country":"DE","email":"anna@example.com"}} | {"billing":{"first_name":"***","country":"DE","email":"a***@example.com"}}
                    {"customer":{"id":7,"email":"anna@example.com","vatNumber":"DE123456789"}} | {"customer":{"id":7,"email":"a***@example.com","vatNumber":"***"}}
                    {"shipping":{"postcode":12345,"company":""}} | {"shipping":{"postcode":"***","company":""}}
                    {"lines":[{"sku":"MUG","name":"Mug","quantity":2,"total":"18.90"}]} | {"lines":[{"sku":"MUG","name":"Mug","quantity":2,"total":"18.90"}]}
                    {"email":"a@b.example","name":"Anna Muster","state":"BE"} | {"email":"a***@b.example","name":"***","state":"***"}
                    {"state":"posted","partner_id":[7,"Anna Muster"]} | {"state":"posted","partner_id":["***","***"]}
                    {"recipient":{"name":"Anna","address":{"address1":"Weg 1","country":"DE"},"phone_number":"030"}} | {"recipient":{"name":"***","address":{"address1":"***","country":"DE"},"phone_number":"***"}}
                    {"meta_data":[{"id":1,"key":"_billing_vat","value":"DE1","display_value":"DE1"}]} | {"meta_data":[{"id":1,"key":"_billing_vat","value":"***","display_value":"***"}]}
                    {"meta":{"_gift_for":"Anna"}} | {"meta":{"_gift_for":"***"}}
                    {"customer_note":"ring twice","note":null} | {"customer_note":"***","note":null}
                    {"what":"sent to anna@example.com today"} | {"what":"sent to *** today"}
                    {"order_key":"wc_order_x","payment_url":"http://shop/?key=wc_order_x"} | {"order_key":"***","payment_url":"***"}
                    {"paymentTitle":"Invoice","address":"Weg 1, Berlin"} | {"paymentTitle":"Invoice","address":"***"}
                    """)
    void masksByTheNamesOfTheFields(String document, String masked) {
        assertThat(MaskedDocument.of(document)).isEqualTo(masked);
    }

    @Test
    void showsNothingOfWhatIsNoJson() {
        assertThat(MaskedDocument.of("Anna Muster <anna@example.com>"))
                .doesNotContain("Anna")
                .contains("no JSON");
    }
}
