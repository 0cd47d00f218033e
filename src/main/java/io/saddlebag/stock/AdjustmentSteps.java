package io.saddlebag.stock;

import io.saddlebag.contract.Documents;
import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.ledger.Adjustments;
import io.saddlebag.ledger.Adjustments.Adjustment;
import io.saddlebag.ledger.Adjustments.Row;
import io.saddlebag.ledger.Adjustments.State;
import io.saddlebag.ledger.Audit;
import io.saddlebag.message.Headers;
import io.saddlebag.message.StockAdjustment;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the adjustments' routes that stand in the ledger.
 *
 * <p>Delivery guarantee: once. An event of a source has one row; what the row says of the count that was staged, and whether
 * that count still waits at the ERP, tell after a crash or a lost answer whether it was applied. Adjustments of one SKU in
 * one place are in one group, so they go one after the other.
 */
public final class AdjustmentSteps {

    private static final Logger LOG = LoggerFactory.getLogger(AdjustmentSteps.class);

    private static final Duration KEPT = Duration.ofDays(180);
    private static final int AT_ONCE = 1_000;

    private final Adjustments adjustments;
    private final Map<String, AdjustmentLimits> limits;
    private final Clock clock;

    /**
     * Writes to this ledger.
     *
     * @param limits what is held of each source, by its full name
     */
    public AdjustmentSteps(Adjustments adjustments, Map<String, AdjustmentLimits> limits, Clock clock) {
        this.adjustments = adjustments;
        this.limits = Map.copyOf(limits);
        this.clock = clock;
    }

    /** Makes a connector's adjustment a message; sets the variables {@code news} and {@code erp}. */
    public void pack(Exchange exchange) {
        StockAdjustment adjustment = exchange.getMessage().getBody(StockAdjustment.class);
        exchange.setVariable("news", !adjustments.isKnown(adjustment.source(), adjustment.event()));
        exchange.setVariable("erp", adjustment.erp());
        exchange.getMessage()
                .setHeader(Headers.GROUP, adjustment.erp() + "/" + adjustment.place() + "/" + adjustment.sku());
        exchange.getMessage().setBody(Documents.bytes(adjustment));
    }

    /**
     * Begins with the message's adjustment. Sets the variables {@code adjustment}, {@code todo} ({@code stage}, {@code apply} or
     * {@code nothing}) and, where a count was staged, {@code before} and {@code after}.
     */
    public void begin(Exchange exchange) {
        StockAdjustment adjustment =
                Documents.read(Documents.parse(exchange.getMessage().getBody(byte[].class)), StockAdjustment.class);
        Row row = adjustments.begin(new Adjustment(
                adjustment.source(),
                adjustment.event(),
                adjustment.location(),
                "erp." + adjustment.erp(),
                adjustment.place(),
                adjustment.sku(),
                adjustment.delta(),
                adjustment.at()));
        exchange.setVariable("adjustment", adjustment);
        exchange.setVariable("approved", row.state() == State.HELD && isReplayed(exchange));
        row.before().ifPresent(before -> exchange.setVariable("before", before));
        row.after().ifPresent(after -> exchange.setVariable("after", after));
        exchange.setVariable(
                "todo",
                switch (row.state()) {
                    // A held one that comes again is held again: the daemon may have died before it was parked.
                    case BEGUN, HELD -> "stage";
                    case STAGED -> "apply";
                    case APPLIED -> "nothing";
                });
    }

    /** A person who replays what is held has decided. */
    private static boolean isReplayed(Exchange exchange) {
        return !exchange.getMessage()
                .getHeader(Headers.REPLAYED, "", String.class)
                .isEmpty();
    }

    /** Holds an adjustment that is too large beside what variable {@code onHand} says is there. */
    public void judge(Exchange exchange) {
        StockAdjustment adjustment = exchange.getVariable("adjustment", StockAdjustment.class);
        BigDecimal onHand = exchange.getVariable("onHand", BigDecimal.class);
        AdjustmentLimits most = limits.getOrDefault(adjustment.source(), AdjustmentLimits.NONE);
        if (exchange.getVariable("approved", false, Boolean.class) || !most.holds(adjustment.delta(), onHand)) {
            return;
        }
        adjustments.hold(adjustment.source(), adjustment.event());
        throw new DeliveryFailure.Parking(
                adjustment.source(),
                Category.BUSINESS,
                "large-adjustment",
                adjustment.source() + " adjusted " + adjustment.sku() + " at " + adjustment.location() + " by "
                        + adjustment.delta() + "; erp." + adjustment.erp() + " has " + plain(onHand) + " in "
                        + adjustment.place() + ", and more than " + most + " waits for a person",
                "Ask at the warehouse whether that is so");
    }

    /** Notes the count that is staged, in the variables {@code before} and {@code after}. */
    public void staged(Exchange exchange) {
        StockAdjustment adjustment = exchange.getVariable("adjustment", StockAdjustment.class);
        adjustments.stage(
                adjustment.source(),
                adjustment.event(),
                exchange.getVariable("before", BigDecimal.class),
                exchange.getVariable("after", BigDecimal.class));
    }

    /** Records that the ERP follows, with the entry of the audit trail. */
    public void applied(Exchange exchange) {
        StockAdjustment adjustment = exchange.getVariable("adjustment", StockAdjustment.class);
        BigDecimal before = exchange.getVariable("before", BigDecimal.class);
        BigDecimal after = exchange.getVariable("after", BigDecimal.class);
        boolean news = adjustments.apply(
                adjustment.source(),
                adjustment.event(),
                before,
                after,
                new Audit.Entry(
                        adjustment.source(),
                        "adjusted",
                        adjustment.sku() + "@" + adjustment.place(),
                        plain(before),
                        plain(after),
                        "adjustment " + adjustment.event() + " at " + adjustment.location() + " of " + adjustment.at(),
                        Audit.BY_ITSELF));
        if (news) {
            LOG.info(
                    "erp.{} follows {}: {} of {} in {}",
                    adjustment.erp(),
                    adjustment.source(),
                    adjustment.delta(),
                    adjustment.sku(),
                    adjustment.place());
        }
    }

    /** Forgets what was applied long ago. */
    public void forget() {
        adjustments.forget(clock.instant().minus(KEPT), AT_ONCE);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
