package io.saddlebag.alert;

import io.saddlebag.settings.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.List;

/**
 * One receiver of alerts; {@code saddlebag.alert.webhook.NAME.*}. Its address may be a secret (Slack's is).
 *
 * @param address scheme, host and port
 * @param path what follows, with the query
 * @param secret signs what is sent, empty for none
 * @param form {@code json} ({@code alert.v1}) or {@code text} ({@code {"text"}}, as Slack and Mattermost read it)
 */
public record WebhookSettings(String name, String address, String path, String secret, String form) {

    private static final int SHORTEST_SECRET = 16;

    static WebhookSettings from(Section section) {
        String url = section.required("url");
        String secret = section.text("secret", "");
        if (!secret.isEmpty() && secret.length() < SHORTEST_SECRET) {
            section.problem("secret", "must have " + SHORTEST_SECRET + " characters or more");
        }
        if (secret.startsWith("whsec_")) {
            try {
                Base64.getDecoder().decode(secret.substring("whsec_".length()));
            } catch (IllegalArgumentException e) {
                section.problem("secret", "is not Base64 behind whsec_");
            }
        }
        String form = section.oneOf("form", "json", List.of("json", "text"));
        if (!section.name().matches("[a-z0-9][a-z0-9-]{0,39}") || section.name().equals("mail")) {
            section.problem("url", "needs another name: lower-case letters, digits and dashes, and not 'mail'");
        }
        try {
            URI uri = new URI(url);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (uri.getHost() != null && http && uri.getUserInfo() == null && uri.getFragment() == null) {
                String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
                String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
                String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
                return new WebhookSettings(
                        section.name(), uri.getScheme() + "://" + uri.getHost() + port, path + query, secret, form);
            }
        } catch (URISyntaxException e) {
            url = " ";
        }
        if (!url.isEmpty()) {
            section.problem("url", "must be http://… or https://…, without user and fragment");
        }
        return new WebhookSettings(section.name(), "http://invalid", "/", secret, form);
    }

    @Override
    public String toString() {
        return "webhook " + name;
    }
}
