package io.saddlebag.alert;

import io.saddlebag.settings.Section;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The mail server alerts are sent by; {@code saddlebag.alert.mail.*}.
 *
 * @param tls {@code starttls}, {@code tls} or {@code none}
 * @param user empty where the server asks for none
 */
public record MailSettings(
        String host, int port, String tls, String user, String password, String from, List<String> to) {

    /** One address without spaces, so that it cannot bring a header of its own. */
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;\"]{1,64}@[^\\s@<>,;\"]{1,255}");

    /** Copies the addresses. */
    public MailSettings {
        to = List.copyOf(to);
    }

    static MailSettings from(Section section) {
        String tls = section.oneOf("tls", "starttls", List.of("starttls", "tls", "none"));
        int port = section.number("port", tls.equals("tls") ? 465 : tls.equals("none") ? 25 : 587);
        if (port < 1 || port > 65_535) {
            section.problem("port", "must be a number from 1 to 65535");
        }
        String from = section.required("from");
        List<String> to = section.list("to", List.of());
        if (to.isEmpty()) {
            section.problem("to", "is missing");
        }
        if (!from.isEmpty() && !ADDRESS.matcher(from).matches()) {
            section.problem("from", "must be one plain address such as saddlebag@example.com");
        }
        if (!to.stream().allMatch(address -> ADDRESS.matcher(address).matches())) {
            section.problem("to", "must be plain addresses, separated by commas");
        }
        String user = section.text("user", "");
        String password = section.text("password", "");
        if (user.isEmpty() != password.isEmpty()) {
            section.problem("user", "and password belong together: set both or none");
        }
        return new MailSettings(section.text("host", ""), port, tls, user, password, from, to);
    }

    /** Server and port, for messages. */
    String place() {
        return host + ":" + port;
    }

    @Override
    public String toString() {
        return "mail by " + place();
    }
}
