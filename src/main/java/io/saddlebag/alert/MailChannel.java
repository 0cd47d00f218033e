package io.saddlebag.alert;

import io.saddlebag.delivery.Finding;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.component.mail.MailComponent;
import org.apache.camel.component.mail.MailConfiguration;
import org.apache.camel.component.mail.MailEndpoint;
import org.apache.camel.support.DefaultExchange;

/**
 * Alerts by SMTP, over camel-mail. The delivery's id is the Message-ID, so that a mail sent a second time is known as the
 * same one; all mails of an alert refer to the first. With {@code starttls} nothing is sent where the server offers no TLS.
 */
final class MailChannel implements AlertChannel, AutoCloseable {

    private static final int LIMIT_MS = 10_000;
    private static final int LONGEST_SUBJECT = 150;

    private final MailSettings settings;
    private final CamelContext camel;
    private final MailComponent component;
    private final MailEndpoint endpoint;
    private final Producer producer;

    MailChannel(MailSettings settings, CamelContext camel) {
        this.settings = settings;
        this.camel = camel;
        this.component = new MailComponent(camel);
        try {
            component.start();
            this.endpoint = (MailEndpoint) component.createEndpoint(protocol() + "://" + settings.place());
            configure(endpoint.getConfiguration());
            endpoint.start();
            this.producer = endpoint.createProducer();
            producer.start();
        } catch (Exception e) { // Camel's factory methods declare Exception
            throw new IllegalStateException("cannot prepare mail by " + settings.place(), e);
        }
    }

    private String protocol() {
        return settings.tls().equals("tls") ? "smtps" : "smtp";
    }

    private void configure(MailConfiguration configuration) {
        if (!settings.user().isEmpty()) {
            configuration.setUsername(settings.user());
            configuration.setPassword(settings.password());
        }
        configuration.setFrom(settings.from());
        configuration.setTo(String.join(",", settings.to()));
        configuration.setContentType("text/plain; charset=UTF-8");
        configuration.setConnectionTimeout(LIMIT_MS);
        configuration.setAdditionalJavaMailProperties(properties());
    }

    private Properties properties() {
        String mail = "mail." + protocol() + ".";
        Properties properties = new Properties();
        properties.setProperty(mail + "connectiontimeout", String.valueOf(LIMIT_MS));
        properties.setProperty(mail + "timeout", String.valueOf(LIMIT_MS));
        properties.setProperty(mail + "writetimeout", String.valueOf(LIMIT_MS));
        properties.setProperty(mail + "ssl.checkserveridentity", "true");
        boolean startTls = settings.tls().equals("starttls");
        properties.setProperty(mail + "starttls.enable", String.valueOf(startTls));
        properties.setProperty(mail + "starttls.required", String.valueOf(startTls));
        properties.setProperty(mail + "auth", String.valueOf(!settings.user().isEmpty()));
        return properties;
    }

    @Override
    public String name() {
        return AlertSettings.MAIL;
    }

    @Override
    public String kind() {
        return AlertSettings.MAIL;
    }

    @Override
    public Sent send(AlertDocument message) {
        Exchange exchange = new DefaultExchange(camel);
        var mail = exchange.getMessage();
        String title = Wording.line("Saddlebag: " + message.title());
        mail.setHeader(
                "Subject", title.length() > LONGEST_SUBJECT ? title.substring(0, LONGEST_SUBJECT - 1) + "…" : title);
        mail.setHeader("Message-ID", messageId(message.delivery()));
        if (!message.kind().equals(AlertDocument.OPENED) && !message.kind().equals(AlertDocument.TEST)) {
            String first = messageId(AlertDelivery.id(message.id(), AlertDocument.OPENED, name()));
            mail.setHeader("In-Reply-To", first);
            mail.setHeader("References", first);
        }
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setBody(message.text());
        try {
            producer.process(exchange);
            Exception failure = exchange.getException();
            return failure == null
                    ? new Sent(true, settings.place() + " has taken it")
                    : new Sent(false, words(failure));
        } catch (Exception e) { // a producer may throw anything; every case becomes a visible result
            return new Sent(false, words(e));
        }
    }

    private static String messageId(String delivery) {
        return "<" + delivery + "@saddlebag>";
    }

    private String words(Exception failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof AuthenticationFailedException) {
                return settings.place() + " refuses user and password";
            }
            if (t instanceof SendFailedException) {
                root = t;
            }
        }
        return Wording.line(settings.place() + ": " + root.getMessage());
    }

    @Override
    public Finding probe() {
        Session session = Session.getInstance(properties());
        try (Transport transport = session.getTransport(protocol())) {
            if (settings.user().isEmpty()) {
                transport.connect(settings.host(), settings.port(), null, null);
            } else {
                transport.connect(settings.host(), settings.port(), settings.user(), settings.password());
            }
            return new Finding(
                    "mail",
                    settings.tls().equals("none") ? Finding.Status.NOTE : Finding.Status.OK,
                    settings.place() + " answers" + (settings.user().isEmpty() ? "" : " and takes user and password")
                            + (settings.tls().equals("none") ? ", without TLS" : ""),
                    "");
        } catch (MessagingException e) {
            return new Finding(
                    "mail",
                    Finding.Status.FAIL,
                    words(e),
                    "check saddlebag.alert.mail.host, port, tls, user and password, and that this machine may reach it");
        }
    }

    @Override
    public void close() {
        producer.stop();
        endpoint.stop();
        component.stop();
    }
}
