package io.saddlebag.operations;

import io.saddlebag.delivery.PartnerState;
import io.saddlebag.delivery.PartnerStates;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Always up: a partner that is out of order does not make the daemon unhealthy. Its details say which partners stand still. */
public final class PartnersHealth extends AbstractHealthCheck {

    private final PartnerStates partners;

    /** Looks at these partners. */
    public PartnersHealth(PartnerStates partners) {
        super("saddlebag", "partners");
        this.partners = partners;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        for (PartnerState state : partners.all()) {
            builder.detail(
                    state.partner(),
                    state.condition().word()
                            + (state.reason().isEmpty() ? "" : " since " + state.since() + ": " + state.reason()));
        }
        builder.up();
    }
}
