package io.saddlebag.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saddlebag.intake.StandardWebhooks.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardWebhooksTest {

    /** The example of the convention's reference libraries. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String TIME = "1614265330";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final Instant NOW = Instant.ofEpochSecond(1614265330).plusSeconds(20);

    private final StandardWebhooks webhooks = at(NOW, SECRET);

    @Test
    void acceptsThePublishedExample() {
        Verdict verdict = webhooks.verify(ID, TIME, BODY, SIGNATURE);

        assertThat(verdict).isEqualTo(new Verdict.Genuine(ID));
    }

    @Test
    void acceptsOneGenuineSignatureAmongOthers() {
        String several = "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg=="
                + " v1,not*base64 v1,AAAA " + SIGNATURE;

        assertThat(webhooks.verify(ID, TIME, BODY, several)).isInstanceOf(Verdict.Genuine.class);
    }

    @Test
    void acceptsASignatureWithoutPadding() {
        Verdict verdict = webhooks.verify(ID, TIME, BODY, SIGNATURE.replace("=", ""));

        assertThat(verdict).isInstanceOf(Verdict.Genuine.class);
    }

    @Test
    void acceptsTheOldAndTheNewSecretWhileOneIsReplaced() {
        StandardWebhooks both = at(NOW, "another-secret-of-plain-text", SECRET);
        String plain = sign("another-secret-of-plain-text".getBytes(StandardCharsets.UTF_8), ID, TIME, BODY);

        assertThat(both.verify(ID, TIME, BODY, SIGNATURE)).isInstanceOf(Verdict.Genuine.class);
        assertThat(both.verify(ID, TIME, BODY, plain)).isInstanceOf(Verdict.Genuine.class);
        assertThat(webhooks.verify(ID, TIME, BODY, plain)).isInstanceOf(Verdict.Forged.class);
    }

    @Test
    void refusesAnythingChangedAfterSigning() {
        byte[] reformatted = "{\"test\":2432232314}".getBytes(StandardCharsets.UTF_8);

        assertThat(webhooks.verify(ID, TIME, reformatted, SIGNATURE)).isInstanceOf(Verdict.Forged.class);
        assertThat(webhooks.verify(ID + "x", TIME, BODY, SIGNATURE)).isInstanceOf(Verdict.Forged.class);
        assertThat(webhooks.verify(ID, "1614265331", BODY, SIGNATURE)).isInstanceOf(Verdict.Forged.class);
        assertThat(webhooks.verify(ID, TIME, BODY, "v1,AAAA")).isInstanceOf(Verdict.Forged.class);
    }

    @Test
    void refusesADeliveryOutsideOfTheWindowToEitherSide() {
        StandardWebhooks later = at(NOW.plus(Duration.ofMinutes(5)), SECRET);
        StandardWebhooks earlier = at(NOW.minus(Duration.ofMinutes(6)), SECRET);
        StandardWebhooks justInTime = at(Instant.ofEpochSecond(1614265330).plus(Duration.ofMinutes(5)), SECRET);

        assertThat(later.verify(ID, TIME, BODY, SIGNATURE)).isEqualTo(new Verdict.Stale(Duration.ofSeconds(320)));
        assertThat(earlier.verify(ID, TIME, BODY, SIGNATURE)).isInstanceOf(Verdict.Stale.class);
        assertThat(justInTime.verify(ID, TIME, BODY, SIGNATURE)).isInstanceOf(Verdict.Genuine.class);
    }

    @Test
    void saysNothingOfAgeWhereTheSignatureIsForged() {
        StandardWebhooks later = at(NOW.plus(Duration.ofDays(9)), SECRET);

        assertThat(later.verify(ID, TIME, BODY, "v1,AAAA")).isInstanceOf(Verdict.Forged.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "v1", "v1,", "v1,=", ",", " ", "v2,g0hM", "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="})
    void refusesAHeaderWithoutASignature(String header) {
        assertThat(webhooks.verify(ID, TIME, BODY, header)).isInstanceOf(Verdict.Forged.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1614265330", "1614265330.5", "1e9", "99999999999999999999", "soon", " 1614265330"})
    void refusesATimestampThatIsNone(String timestamp) {
        String signed = sign(Base64.getDecoder().decode(SECRET.substring(6)), ID, timestamp, BODY);

        assertThat(webhooks.verify(ID, timestamp, BODY, signed)).isInstanceOf(Verdict.Forged.class);
    }

    @Test
    void looksAtNoMoreThanSixteenSignatures() {
        String hidden = "v1,AAAA ".repeat(16) + SIGNATURE;
        String huge = "v1," + "A".repeat(100_000);

        assertThat(webhooks.verify(ID, TIME, BODY, hidden)).isInstanceOf(Verdict.Forged.class);
        assertThat(webhooks.verify(ID, TIME, BODY, huge)).isInstanceOf(Verdict.Forged.class);
    }

    @Test
    void wantsAUsableSecretAndDoesNotRepeatABadOne() {
        assertThatThrownBy(() -> at(NOW)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> at(NOW, "whsec_")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> at(NOW, "whsec_geheim!"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("geheim");
    }

    private static StandardWebhooks at(Instant now, String... secrets) {
        return new StandardWebhooks(List.of(secrets), Duration.ofMinutes(5), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static String sign(byte[] key, String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
