package io.saddlebag.connector.shipbob;

import io.saddlebag.settings.Section;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who follows when ShipBob adjusts its stock.
 *
 * @param erp configured name of the ERP, {@code mirror-to}; empty for nobody
 * @param places the ERP's warehouse by the number of the centre it mirrors, {@code mirror.<centre>}
 * @param since adjustments before it are no business of ours, {@code mirror-since}; empty for the first look
 * @param holdUnits an adjustment of more pieces waits for a person, {@code mirror-hold-units}; 0 for none
 * @param holdPercent so does one of more than this share of what the ERP has, {@code mirror-hold-percent}; 0 for none
 */
public record MirrorSettings(
        Optional<String> erp, Map<Long, String> places, Optional<Instant> since, int holdUnits, int holdPercent) {

    /** Copies the map. */
    public MirrorSettings {
        places = Map.copyOf(places);
    }

    static MirrorSettings from(Section section) {
        Optional<String> erp = section.find("mirror-to");
        Map<Long, String> places = new TreeMap<>();
        section.map("mirror").forEach((centre, place) -> {
            if (centre.matches("[0-9]{1,9}")) {
                places.put(Long.valueOf(centre), place);
            } else {
                section.problem("mirror." + centre, "must end in the number of a centre (see /location)");
            }
        });
        if (erp.isPresent() == places.isEmpty()) {
            section.problem("mirror-to", "and mirror.CENTRE need each other: who follows, and with which warehouse");
        }
        return new MirrorSettings(
                erp,
                places,
                since(section),
                positive(section, "mirror-hold-units", section.number("mirror-hold-units", 100)),
                positive(section, "mirror-hold-percent", section.number("mirror-hold-percent", 0)));
    }

    private static Optional<Instant> since(Section section) {
        Optional<String> text = section.find("mirror-since");
        try {
            return text.map(Instant::parse);
        } catch (DateTimeException e) {
            section.problem("mirror-since", "must be a time such as 2026-12-01T06:00:00Z");
            return Optional.empty();
        }
    }

    private static int positive(Section section, String key, int number) {
        if (number < 0) {
            section.problem(key, "must be 0 or more");
            return 0;
        }
        return number;
    }

    /** Whether anybody follows. */
    public boolean isOn() {
        return erp.isPresent() && !places.isEmpty();
    }
}
