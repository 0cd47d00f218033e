package io.saddlebag.wiring;

import io.saddlebag.operations.Door;
import io.saddlebag.operations.MetricsDoor;
import io.saddlebag.settings.Settings;
import io.vertx.ext.web.Router;
import java.util.List;

/** Who may read the metrics page: whoever reaches the operations port, or only who shows a token. */
final class MetricsWiring {

    private MetricsWiring() {}

    static boolean isGuarded(Settings settings) {
        return settings.section("saddlebag.operations")
                .oneOf("metrics", "open", List.of("open", "token"))
                .equals("token");
    }

    static void mount(Settings settings, Door door, Router router) {
        if (isGuarded(settings)) {
            new MetricsDoor(door, settings.section("camel.metrics").text("path", "/observe/metrics")).mount(router);
        }
    }
}
