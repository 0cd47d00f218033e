package io.saddlebag.wiring;

import io.saddlebag.operations.ErasuresApi;
import io.saddlebag.recovery.PersonalData;
import io.saddlebag.settings.Section;
import io.saddlebag.settings.Settings;
import java.time.Duration;
import org.apache.camel.CamelContext;

/** Builds what forgets customers: on request, and after a time. */
final class ErasureWiring {

    private final Foundation base;

    ErasureWiring(Foundation base) {
        this.base = base;
    }

    /** Reports what cannot be meant. */
    static void check(Settings settings) {
        Section personal = settings.section("saddlebag.personal");
        keep(settings);
        if (!Preflight.isCron(personal.text("forget", ""))) {
            personal.problem("forget", "must be a Quartz cron of six fields, such as 0 55 3 * * ? for every night");
        }
    }

    private static Duration keep(Settings settings) {
        return settings.section("saddlebag.personal").duration("keep", Duration.ofDays(730));
    }

    void bind(CamelContext camel) {
        camel.getRegistry()
                .bind("personalData", new PersonalData(base.ledger.erasures(), keep(base.settings), base.clock));
    }

    ErasuresApi api() {
        return new ErasuresApi(base.ledger.erasures());
    }
}
