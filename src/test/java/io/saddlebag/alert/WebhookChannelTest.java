package io.saddlebag.alert;

import static io.saddlebag.alert.AlertLab.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.contract.Contracts;
import io.saddlebag.contract.Documents;
import io.saddlebag.delivery.CamelPartnerHttp;
import io.saddlebag.delivery.Finding;
import io.saddlebag.intake.StandardWebhooks;
import io.saddlebag.testing.MovableClock;
import io.saddlebag.testing.Receiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Alerts by webhook, to receivers that behave and to others. */
class WebhookChannelTest {

    private static final String SECRET = "an-alert-secret-0123456789";

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final MovableClock clock = new MovableClock(T0);
    private final Receiver receiver = new Receiver(0);
    private int limit = 10;
    private CamelPartnerHttp http;

    @BeforeEach
    void start() {
        camel.start();
    }

    @AfterEach
    void stop() {
        http.close();
        camel.stop();
        receiver.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {SECRET, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
    void sendsADocumentOfItsContractThatAReceiverCanProve(String secret) {
        WebhookChannel channel = channel("/hook?room=a%20b", secret, "json");

        AlertChannel.Sent sent = channel.send(AlertLab.document("12 orders of main are late", "opened"));

        assertThat(sent.taken()).isTrue();
        assertThat(receiver.got()).singleElement().satisfies(got -> {
            assertThat(got.method()).isEqualTo("POST");
            assertThat(got.path()).isEqualTo("/hook?room=a%20b");
            assertThat(Contracts.load(Path.of("mappings/contracts")).check("alert.v1", Documents.parse(got.body())))
                    .isEmpty();
            assertThat(Documents.parse(got.body()).path("held").path("EUR").asText())
                    .isEqualTo("838.95");
            assertThat(new StandardWebhooks(List.of(secret), Duration.ofMinutes(5), clock)
                            .verify(got.id(), got.timestamp(), got.body(), got.signature()))
                    .isEqualTo(new StandardWebhooks.Verdict.Genuine("a1.opened.ops"));
        });
    }

    @Test
    void tellsAChatRoomInWords() {
        channel("/services/T0/B0/x", "", "text").send(AlertLab.document("12 orders of main are late", "opened"));

        assertThat(receiver.got()).singleElement().satisfies(got -> {
            assertThat(got.signature()).isEmpty();
            assertThat(Documents.parse(got.body()).size()).isEqualTo(1);
            assertThat(Documents.parse(got.body()).path("text").asText())
                    .startsWith("[critical] 12 orders of main are late\n")
                    .contains("orders    main:38, main:39, …", "held up   838.95 EUR", "run       status main:38");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "302, a redirect, 307, a redirect",
        "400, answers 400, 404, answers 404",
        "429, answers 429, 500, answers 500"
    })
    void saysWhyAReceiverHasNotTakenIt(int first, String words, int second, String others) {
        WebhookChannel channel = channel("/hook", SECRET, "json");

        receiver.answers(first);
        AlertChannel.Sent one = channel.send(AlertLab.document("late", "opened"));
        receiver.answers(second);
        AlertChannel.Sent two = channel.send(AlertLab.document("late", "opened"));

        assertThat(one.taken() || two.taken()).isFalse();
        assertThat(one.words()).contains(words);
        assertThat(two.words()).contains(others);
        assertThat(receiver.got()).as("no redirect is followed").isEmpty();
    }

    @Test
    void givesUpOnASilentReceiver() {
        limit = 1;
        WebhookChannel channel = channel("/hook", SECRET, "json");
        receiver.fallsSilent();

        AlertChannel.Sent sent = channel.send(AlertLab.document("late", "opened"));

        assertThat(sent).isEqualTo(new AlertChannel.Sent(false, "no answer in 1 s"));
    }

    @Test
    void looksWhetherTheReceiverAnswersWithoutTellingItAnything() {
        WebhookChannel channel = channel("/hook", SECRET, "json");

        receiver.answers(405);
        Finding there = channel.probe();
        receiver.close();
        Finding gone = channel.probe();

        assertThat(there.status()).isEqualTo(Finding.Status.OK);
        assertThat(receiver.got()).allSatisfy(got -> assertThat(got.method()).isEqualTo("HEAD"));
        assertThat(gone.status()).isEqualTo(Finding.Status.FAIL);
        assertThat(gone.remedy()).contains("saddlebag.alert.webhook.ops.url");
    }

    private WebhookChannel channel(String path, String secret, String form) {
        WebhookSettings settings = new WebhookSettings("ops", receiver.url(), path, secret, form);
        http = AlertLab.http(camel, settings);
        return new WebhookChannel(settings, http, Duration.ofSeconds(limit), clock);
    }
}
