package io.saddlebag.connector.woocommerce;

import io.saddlebag.delivery.Credentials;
import io.saddlebag.settings.Section;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Who uploads pictures to a store: an application password of WordPress, which WordPress takes over https alone.
 *
 * @param user login, empty where no pictures are uploaded
 */
public record MediaSettings(String user, String password) {

    /** Reads {@code media-user} and {@code media-password}; every problem is reported through the section. */
    public static MediaSettings from(Section section) {
        String user = section.text("media-user", "");
        String password = user.isEmpty() ? section.text("media-password", "") : section.required("media-password");
        if (user.isEmpty() && !password.isEmpty()) {
            section.problem("media-user", "is missing: the user whose application password 'media-password' is");
        }
        return new MediaSettings(user, password);
    }

    /** Whether pictures can be uploaded. */
    public boolean isOn() {
        return !user.isEmpty();
    }

    /** Adds user and password to each request. */
    public Credentials credentials() {
        String pair = user + ":" + password;
        return request -> request.header(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String toString() {
        return "MediaSettings[user=" + user + ", password=***]";
    }
}
