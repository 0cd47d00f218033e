package io.saddlebag.hawtio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is taken out of the answers to Hawtio. */
class MaskerTest {

    private final Masker masker = new Masker(Set.of("s3cr3t-value", "abc"));

    @Test
    void aSecretOfTheSettingsIsMaskedWhereverItStands() throws IOException {
        assertThat(
                        masked(
                                "{\"Uri\":\"https://h?x=s3cr3t-value\",\"list\":[\"<to uri='s3cr3t-value'/>\",{\"a\":\"s3cr3t-value\"}]}"))
                .doesNotContain("s3cr3t")
                .contains("https://h?x=xxxxxx");
    }

    @Test
    void whatIsCalledASecretIsMaskedToo() throws IOException {
        assertThat(
                        masked(
                                "{\"EndpointUri\":\"ftp://h?password=RAW(p&w)&user=me\",\"apiKey\":\"k1\",\"b\":\"token=t1 Authorization: Basic1\"}"))
                .isEqualTo(
                        "{\"EndpointUri\":\"ftp://h?password=xxxxxx&user=me\",\"apiKey\":\"xxxxxx\",\"b\":\"token=xxxxxx Authorization: xxxxxx\"}");
    }

    @Test
    void aSecretInJsonThatIsTextIsMasked() throws IOException {
        assertThat(masked("{\"ConnectorsAsJSON\":\"[{\\\"keyStorePassword\\\":\\\"changeit\\\",\\\"port\\\":1}]\"}"))
                .isEqualTo("{\"ConnectorsAsJSON\":\"[{\\\"keyStorePassword\\\":\\\"xxxxxx\\\",\\\"port\\\":1}]\"}");
    }

    @Test
    void aMessageIsShownWithoutWhatItSaysOfPeople() throws IOException {
        assertThat(masked(
                        "{\"messageID\":\"7\",\"address\":\"store.event\",\"text\":\"{\\\"sku\\\":\\\"MUG\\\",\\\"email\\\":\\\"a@b.ch\\\"}\","
                                + "\"StringProperties\":{\"sender\":\"a@b.ch\",\"phone\":\"079\"}}"))
                .contains("\"address\":\"store.event\"", "MUG")
                .doesNotContain("a@b.ch", "079");
        assertThat(masked("{\"messageID\":\"7\",\"text\":\"Jane, 079\"}")).doesNotContain("Jane", "079");
        assertThat(masked("{\"messageID\":\"7\",\"BodyPreview\":[123,34,97,34,58,34,98,34,125]}"))
                .isEqualTo("{\"messageID\":\"7\",\"BodyPreview\":\"{\\\"a\\\":\\\"b\\\"}\"}");
    }

    @Test
    void otherWordsAndNumbersStayAsTheyAre() throws IOException {
        String plain = "{\"Name\":\"orders-from-store\",\"abc\":\"abc\",\"n\":7,\"text\":null,\"tokens\":3}";

        assertThat(masked(plain)).isEqualTo(plain);
    }

    private String masked(String json) throws IOException {
        return masker.mask(new ObjectMapper().readTree(json)).toString();
    }
}
