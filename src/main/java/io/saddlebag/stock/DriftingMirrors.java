package io.saddlebag.stock;

import io.saddlebag.ledger.Drifts;
import io.saddlebag.ledger.Drifts.Drift;
import io.saddlebag.ledger.Drifts.Filter;
import io.saddlebag.ledger.Drifts.Found;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Differences as drifts, for a person: nothing is changed at either side. */
public final class DriftingMirrors implements MirrorDifferences {

    private static final Logger LOG = LoggerFactory.getLogger(DriftingMirrors.class);

    private static final String STOCK = "stock";

    private final Drifts drifts;

    /** Kept there. */
    public DriftingMirrors(Drifts drifts) {
        this.drifts = drifts;
    }

    @Override
    public void differs(Mirror mirror, String sku, long there, long mirrored, Instant at) {
        boolean news = drifts.found(new Found(
                mirror.source(),
                subject(mirror, sku),
                STOCK,
                there + " at " + mirror.location(),
                mirrored + " in " + mirror.target() + " " + mirror.place(),
                "report",
                at));
        if (news) {
            LOG.warn(
                    "{} has {} of {} in {}, and {} has {} at {}: was it counted in the ERP? The warehouse takes no counts",
                    mirror.target(),
                    mirrored,
                    sku,
                    mirror.place(),
                    mirror.source(),
                    there,
                    mirror.location());
        }
    }

    @Override
    public void agrees(Mirror mirror, String sku) {
        String subject = subject(mirror, sku);
        for (Drift open : drifts.list(
                new Filter(Optional.of(mirror.source()), Optional.of(STOCK), Optional.of(subject), false, 1))) {
            drifts.over(open.store(), open.subject(), open.field(), "they agree again");
        }
    }

    private static String subject(Mirror mirror, String sku) {
        return sku + "@" + mirror.place();
    }
}
