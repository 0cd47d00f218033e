package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.AlertLedger.Alert;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.testing.Receiver;
import io.saddlebag.testing.Said;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Alerts of a running daemon, to a real mail server and a real receiver of webhooks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertsTest {

    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    private final Receiver ops = new Receiver(0);

    private Path folder;
    private RunningDaemon running;

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        mail.start();
        startDaemon();
    }

    @BeforeEach
    void nothingWasTold() throws FolderException {
        ops.answers(200);
        ops.got().clear();
        mail.purgeEmailFromAllMailboxes();
    }

    private void startDaemon() {
        Map<String, String> more = new HashMap<>(channels());
        more.put("saddlebag.alert.every", "* * * * * ?");
        more.put("saddlebag.alert.settle", "1s");
        more.put("saddlebag.alert.channel-failing.for", "0s");
        running = RunningDaemon.start(folder.resolve("data"), SandboxPartners.Plan.instant(), more);
    }

    private Map<String, String> channels() {
        return Map.of(
                "saddlebag.alert.mail.host", "127.0.0.1",
                "saddlebag.alert.mail.port", String.valueOf(mail.getSmtp().getPort()),
                "saddlebag.alert.mail.tls", "none",
                "saddlebag.alert.mail.from", "saddlebag@example.com",
                "saddlebag.alert.mail.to", "ops@example.com",
                "saddlebag.alert.webhook.ops.url", ops.url() + "/services/T0/B0/hidden",
                "saddlebag.alert.webhook.ops.secret", "an-alert-secret-0123456789");
    }

    @AfterAll
    void stop() {
        running.close();
        ops.close();
        mail.stop();
    }

    @Test
    void p5p37AForgedWebhookIsToldOnceByEveryChannelListedCountedAcknowledgedAndResolved() throws Exception {
        for (int i = 0; i < 3; i++) {
            running.webhook("main", "another-secret-0123456789", "order.updated", "{\"id\":1}".getBytes());
        }

        eventually(() -> assertThat(told("bad-signature")).containsExactly("opened"));
        eventually(() -> assertThat(subjects())
                .filteredOn(subject -> subject.contains("signature"))
                .singleElement()
                .asString()
                .startsWith("Saddlebag: [warning] "));
        Alert alert = open("bad-signature");
        JsonNode listed = Documents.parse(api("/api/v1/alerts")).path("alerts").get(0);
        assertThat(listed.path("id").asText()).isEqualTo(alert.id());
        assertThat(listed.path("open").asBoolean()).isTrue();
        assertThat(running.operations("/observe/metrics").body())
                .contains("saddlebag_alerts_open{rule=\"bad-signature\",severity=\"warning\"} 1.0");

        Said list = say("alerts");
        assertThat(list.text()).contains(alert.id(), "run: doctor", "1 open");
        assertThat(say("alerts", "ack", alert.id().substring(0, 8), "--by", "ann")
                        .text())
                .isEqualTo("acknowledged by ann");
        assertThat(say("alerts", "ack", alert.id(), "--by", "ben").text()).contains("somebody has acknowledged it");
        assertThat(say("alerts", "ack", "nothing").text()).contains("no alert has the id 'nothing'");
        assertThat(say("alerts").text()).contains("seen by ann");
        assertThat(logged()).doesNotContain("hidden");

        running.ledger().alertFacts().forgetCounts(java.time.Instant.now().plusSeconds(120));
        eventually(() -> assertThat(told("bad-signature")).containsExactly("opened", "resolved"));
        eventually(() -> assertThat(say("alerts", "--all").text()).contains("the condition is gone"));
        eventually(() -> assertThat(say("alerts").last()).isEqualTo("none is open"));
        eventually(() -> assertThat(subjects()).anyMatch(subject -> subject.startsWith("Saddlebag: [resolved]")));
    }

    @Test
    void aChannelThatIsDownLosesNothingOverARestartAndIsVisibleMeanwhile() {
        ops.answers(503);
        running.webhook("main", "another-secret-0123456789", "order.updated", "{\"id\":1}".getBytes());

        eventually(() -> assertThat(subjects()).anyMatch(subject -> subject.contains("the channel ops does not take")));
        eventually(() -> assertThat(
                        running.operations("/observe/health?exposureLevel=full").body())
                .contains("answers 503"));
        assertThat(running.operations("/observe/health").statusCode())
                .as("no reason to restart it")
                .isEqualTo(200);
        assertThat(Documents.parse(api("/api/v1/alerts"))
                        .path("failingChannels")
                        .path("ops")
                        .asText())
                .contains("answers 503");
        assertThat(running.operations("/observe/metrics").body())
                .contains("saddlebag_alert_waiting{channel=\"ops\"} 1.0")
                .contains("saddlebag_alerts_open{rule=\"channel-failing\",severity=\"warning\"} 1.0");

        running.close();
        mail.stop();
        mail.start();
        startDaemon();
        running.ledger().alertFacts().forgetCounts(java.time.Instant.now().plusSeconds(120));
        eventually(() -> assertThat(running.ledger().alerts().channels())
                .anyMatch(channel -> channel.name().equals("ops") && channel.waiting() == 2));
        ops.answers(204);
        assertThat(say("alerts", "test").code())
                .as("what waits follows a test that is taken")
                .isZero();

        eventually(() -> assertThat(told("bad-signature")).containsExactly("opened", "resolved"));
        eventually(() -> assertThat(running.ledger().alerts().open(10)).isEmpty());
        eventually(() -> assertThat(subjects())
                .anyMatch(subject -> subject.startsWith("Saddlebag: [resolved] the channel ops")));
        assertThat(ops.got()).extracting(Receiver.Got::id).doesNotHaveDuplicates();
        assertThat(told("channel-failing")).as("not to the channel itself").isEmpty();
    }

    @Test
    void aTestSaysWhatEachChannelDidAndTheDoctorAsksWithoutSending() {
        assertThat(say("alerts", "test").text())
                .contains("OK     mail: 127.0.0.1:" + mail.getSmtp().getPort() + " has taken it")
                .contains("OK     ops: taken, status 200");
        assertThat(mail.getReceivedMessages()).hasSize(1);

        ops.answers(404);
        Said failed = say("alerts", "test");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.text())
                .contains("FAIL   ops: the receiver answers 404")
                .doesNotContain("hidden");

        ops.got().clear();
        int mails = mail.getReceivedMessages().length;
        Said doctor = say("doctor");
        assertThat(doctor.text())
                .contains("alerts", "webhook ops", "answers a HEAD with 404, signed")
                .contains("127.0.0.1:" + mail.getSmtp().getPort() + " answers, without TLS");
        assertThat(mail.getReceivedMessages()).hasSize(mails);
        assertThat(ops.got()).allMatch(got -> got.method().equals("HEAD"));
    }

    private Alert open(String rule) {
        return running.ledger().alerts().open(10).stream()
                .filter(alert -> alert.rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    private List<String> told(String rule) {
        return ops.got().stream()
                .map(got -> Documents.parse(got.body()))
                .filter(document -> document.path("rule").asText().equals(rule))
                .map(document -> document.path("kind").asText())
                .toList();
    }

    private List<String> subjects() throws jakarta.mail.MessagingException {
        List<String> subjects = new ArrayList<>();
        for (MimeMessage each : mail.getReceivedMessages()) {
            subjects.add(each.getSubject());
        }
        return subjects;
    }

    private String api(String path) {
        return running.operations(
                        path, "Authorization", "Bearer " + running.daemon().token())
                .body();
    }

    private String logged() {
        return api("/api/v1/notices?limit=100")
                + api("/api/v1/alerts?open=false")
                + running.operations("/observe/metrics").body();
    }

    private Said say(String... words) {
        Map<String, String> more = new HashMap<>(channels());
        more.put("saddlebag.routes", Path.of("routes").toAbsolutePath().toString());
        more.put("saddlebag.mappings", Path.of("mappings").toAbsolutePath().toString());
        Path home = running.home(folder.resolve("home"), more);
        String[] all = Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--home";
        all[words.length + 1] = home.toString();
        return Said.by(all);
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(assertion);
    }
}
