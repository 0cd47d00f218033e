package io.saddlebag.tracing;

import io.saddlebag.settings.Section;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where traces go.
 *
 * @param endpoint OTLP over HTTP, with its path, as {@code http://collector:4318/v1/traces}
 * @param token bearer token of the endpoint; empty for none
 * @param ratio of the orders that are traced, 0 to 1
 * @param shownTo partners that are sent the header {@code traceparent}, by their full names
 */
public record TracingSettings(URI endpoint, Optional<String> token, double ratio, Set<String> shownTo) {

    /** Copies the names. */
    public TracingSettings {
        shownTo = Set.copyOf(shownTo);
    }

    /**
     * Reads {@code saddlebag.tracing.*}; empty without an endpoint. What is wrong is reported through the section.
     *
     * @param partners the full names of the configured partners
     */
    public static Optional<TracingSettings> from(Section section, Set<String> partners) {
        double ratio = ratio(section);
        Set<String> shownTo = Set.copyOf(section.list("partners", List.of()));
        if (!partners.containsAll(shownTo)) {
            section.problem("partners", "names partners in full, of " + String.join(", ", partners));
        }
        return section.find("endpoint")
                .flatMap(address -> endpoint(section, address))
                .map(endpoint -> new TracingSettings(endpoint, section.find("token"), ratio, shownTo));
    }

    private static double ratio(Section section) {
        try {
            double ratio = Double.parseDouble(section.text("ratio", "1"));
            if (ratio >= 0 && ratio <= 1) {
                return ratio;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        section.problem("ratio", "must be a number from 0 to 1, such as 0.1 for every tenth order");
        return 0;
    }

    private static Optional<URI> endpoint(Section section, String address) {
        try {
            URI uri = URI.create(address);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return Optional.of(uri);
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        section.problem("endpoint", "must be http:// or https:// and a path, such as http://collector:4318/v1/traces");
        return Optional.empty();
    }
}
