package io.saddlebag.broker;

import io.saddlebag.settings.Section;
import java.nio.file.Path;

/**
 * Where the durable buffer is.
 *
 * @param url {@code embedded}, or an Artemis address such as {@code tcp://broker:61616}
 * @param user user at an external broker, may be empty
 * @param password its password, may be empty
 * @param connections pooled JMS connections
 * @param folder journal of the embedded broker
 * @param globalMaxMegabytes memory for messages of the embedded broker before it pages to disk
 * @param deadLetters queue of the embedded broker for what nothing could handle: the last net, watched by route
 *     {@code park-dead-letters}
 */
public record BrokerSettings(
        String url,
        String user,
        String password,
        int connections,
        Path folder,
        int globalMaxMegabytes,
        String deadLetters) {

    /** Reads {@code saddlebag.broker.*}. */
    public static BrokerSettings from(Section section, Path data, String deadLetters) {
        String url = section.text("url", "embedded");
        if (!"embedded".equals(url) && !url.matches("(tcp|vm|ssl)://.+|\\(.*\\).*")) {
            section.problem("url", "must be 'embedded' or an Artemis address such as tcp://broker:61616");
        }
        return new BrokerSettings(
                url,
                section.text("user", ""),
                section.text("password", ""),
                section.number("connections", 4),
                data.resolve("broker"),
                section.number("memory-megabytes", 128),
                deadLetters);
    }

    /** Whether the broker runs inside the daemon. */
    public boolean embedded() {
        return "embedded".equals(url);
    }

    @Override
    public String toString() {
        return "broker " + url;
    }
}
