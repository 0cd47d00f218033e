package io.saddlebag.connector.odoo;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What an order needs and Odoo or the settings lack; collected, so that a person sees all of it at once. */
final class Missing {

    private final List<String> codes = new ArrayList<>();
    private final Set<String> reasons = new LinkedHashSet<>();
    private final Set<String> remedies = new LinkedHashSet<>();

    void add(String code, String reason, String remedy) {
        codes.add(code);
        reasons.add(reason);
        remedies.add(remedy);
    }

    /** Ends the operation if anything is missing; the first code names the refusal. */
    void stopIfAny() {
        if (!codes.isEmpty()) {
            throw Stopped.refused(codes.get(0), String.join("; ", reasons), String.join("; ", remedies));
        }
    }
}
