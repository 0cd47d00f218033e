package io.saddlebag.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Documents;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every code a parked message may have, what it means and what to do. The one source is {@code codes.json} beside this class;
 * the API, {@code parked show} and the README's table say what it says.
 */
public final class Catalogue {

    private static final String RESOURCE = "codes.json";

    private final List<Entry> entries;

    private Catalogue(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Codes that mean the same.
     *
     * @param category see {@link io.saddlebag.delivery.Category#word()}
     * @param action what a person does
     */
    public record Entry(List<String> codes, String category, String meaning, String action) {
        /** Copies the list. */
        public Entry {
            codes = List.copyOf(codes);
        }
    }

    /**
     * The catalogue of this version.
     *
     * @throws IllegalStateException if this build lacks it
     */
    public static Catalogue shipped() {
        try (InputStream in = Catalogue.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("this build lacks " + RESOURCE);
            }
            List<Entry> entries = new ArrayList<>();
            for (JsonNode entry : Documents.parse(in.readAllBytes()).path("codes")) {
                List<String> codes = new ArrayList<>();
                entry.path("codes").forEach(code -> codes.add(code.asText()));
                entries.add(new Entry(
                        codes,
                        entry.path("category").asText(),
                        entry.path("meaning").asText(),
                        entry.path("action").asText()));
            }
            return new Catalogue(entries);
        } catch (IOException e) {
            throw new IllegalStateException(RESOURCE + " of this build cannot be read", e);
        }
    }

    /** All of it, in the order a person reads it. */
    public List<Entry> entries() {
        return entries;
    }

    /** What a code means. */
    public Optional<Entry> find(String code) {
        return entries.stream().filter(entry -> entry.codes().contains(code)).findFirst();
    }
}
