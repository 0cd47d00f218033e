package io.saddlebag.wiring;

import io.saddlebag.check.CheckPolicy;
import io.saddlebag.check.Checks;
import io.saddlebag.settings.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Limits and fallbacks of the checks, from {@code saddlebag.checks.…}. */
final class CheckWiring {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private CheckWiring() {}

    /** What is wrong with the settings is reported through {@link Settings#problems()}. */
    static Map<String, CheckPolicy> policies(Settings settings) {
        Map<String, CheckPolicy> policies = new LinkedHashMap<>();
        policies.put("order", policy(settings, "order", Duration.ZERO));
        policies.put("price", policy(settings, "price", Duration.ofHours(1)));
        policies.put("stock", policy(settings, "stock", Duration.ofMinutes(5)));
        policies.put("customer", policy(settings, "customer", Duration.ofHours(1)));
        return policies;
    }

    private static CheckPolicy policy(Settings settings, String kind, Duration remember) {
        return CheckPolicy.from(settings.section("saddlebag.checks." + kind), LIMIT, remember);
    }

    static Checks checks(Foundation base) {
        return new Checks(
                policies(base.settings),
                base.settings.section("saddlebag.checks").number("at-once", 8),
                base.meters,
                base.clock);
    }
}
