package io.saddlebag.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.saddlebag.delivery.Finding;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts by mail, over a real SMTP conversation. */
class MailChannelTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));

    @BeforeEach
    void start() {
        camel.start();
        server.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        server.stop();
    }

    @Test
    void sendsAMailThatAPersonCanActOn() throws Exception {
        try (MailChannel channel = channel("none", "", "")) {
            assertThat(channel.send(AlertLab.document("12 orders of main are late", "opened"))
                            .taken())
                    .isTrue();
        }

        MimeMessage mail = only();
        assertThat(mail.getSubject()).isEqualTo("Saddlebag: [critical] 12 orders of main are late");
        assertThat(mail.getAllRecipients()).hasSize(2);
        assertThat(mail.getFrom()[0]).hasToString("saddlebag@example.com");
        assertThat(mail.getMessageID()).isEqualTo("<a1.opened.ops@saddlebag>");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(GreenMailUtil.getBody(mail).replace("\r\n", "\n"))
                .contains(
                        "since     2026-11-24 09:00:00 UTC, 60 min",
                        "orders    main:38, main:39, ",
                        "held up   838.95 EUR",
                        "do        see what the oldest waits for",
                        "run       status main:38",
                        "alerts ack a1");
    }

    @Test
    void whatFollowsRefersToTheFirstMail() throws Exception {
        try (MailChannel channel = channel("none", "", "")) {
            channel.send(AlertLab.document("late", "resolved"));
        }

        assertThat(only().getHeader("In-Reply-To")).containsExactly("<a1.opened.mail@saddlebag>");
        assertThat(only().getSubject()).startsWith("Saddlebag: [resolved]");
    }

    @Test
    void namesFromOutsideBringNoHeaderAndNoLine() throws Exception {
        String hostile = "queue x\r\nBcc: thief@example.com\r\n\r\nbody\u2028\u0000 ü€ " + "y".repeat(2_000);

        try (MailChannel channel = channel("none", "", "")) {
            assertThat(channel.send(AlertLab.document(hostile, "opened")).taken())
                    .isTrue();
        }

        MimeMessage mail = only();
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getAllRecipients()).hasSize(2);
        assertThat(mail.getSubject())
                .startsWith("Saddlebag: [critical] queue x Bcc: thief@example.com body ü€ yyy")
                .hasSizeLessThanOrEqualTo(150);
        assertThat(String.join("\n", java.util.Collections.list(mail.getAllHeaderLines())))
                .doesNotContain("\nBcc:");
    }

    @Test
    void sendsNothingWithoutTlsUnlessItIsToldTo() {
        try (MailChannel channel = channel("starttls", "", "")) {
            AlertChannel.Sent sent = channel.send(AlertLab.document("late", "opened"));

            assertThat(sent.taken()).isFalse();
            assertThat(sent.words()).contains("STARTTLS");
            assertThat(server.getReceivedMessages()).isEmpty();
            assertThat(channel.probe().status()).isEqualTo(Finding.Status.FAIL);
        }
    }

    @Test
    void signsInAndSaysWhereThatIsRefused() {
        server.setUser("saddlebag@example.com", "bot", "a-right-password");

        try (MailChannel right = channel("none", "bot", "a-right-password");
                MailChannel wrong = channel("none", "bot", "a-wrong-password")) {
            assertThat(right.send(AlertLab.document("late", "opened")).taken()).isTrue();
            assertThat(right.probe().status()).isEqualTo(Finding.Status.NOTE);
            AlertChannel.Sent refused = wrong.send(AlertLab.document("late", "opened"));

            assertThat(refused.taken()).isFalse();
            assertThat(refused.words()).contains("refuses user and password").doesNotContain("a-wrong-password");
        }
    }

    @Test
    void saysThatTheServerIsDown() {
        try (MailChannel channel = channel("none", "", "")) {
            server.stop();

            assertThat(channel.send(AlertLab.document("late", "opened")).taken())
                    .isFalse();
            assertThat(channel.probe().status()).isEqualTo(Finding.Status.FAIL);
            assertThat(channel.probe().remedy()).contains("saddlebag.alert.mail.host");
        }
    }

    private MimeMessage only() {
        assertThat(server.getReceivedMessages()).isNotEmpty();
        return server.getReceivedMessages()[0];
    }

    private MailChannel channel(String tls, String user, String password) {
        return new MailChannel(
                new MailSettings(
                        "127.0.0.1",
                        server.getSmtp().getPort(),
                        tls,
                        user,
                        password,
                        "saddlebag@example.com",
                        List.of("ops@example.com", "boss@example.com")),
                camel);
    }
}
