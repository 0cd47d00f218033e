package io.saddlebag.connector.odoo;

import io.saddlebag.order.Shipment;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How much of which move a shipment is, in the transfers given. Lines are found by the store's line id through our
 * external ids, else by SKU; a kit's moves are its components, in proportion (each kit's share of the components' whole
 * demand).
 */
final class DeliveryPlan {

    private static final int PRECISION = 6;

    private final DeliveryState state;
    private final Set<Long> open;
    private final Set<Long> marked;
    private final Map<Long, BigDecimal> takes = new LinkedHashMap<>();
    private final Map<Long, BigDecimal> usedDone = new HashMap<>();
    private boolean complete = true;
    private boolean nothingLeft = true;

    /**
     * Begins a plan.
     *
     * @param stage the transfers of one stage (picking, packing, shipping)
     * @param marked those that carry this shipment's mark and are done: what is in them need not be taken again
     */
    DeliveryPlan(DeliveryState state, List<DeliveryState.Picking> stage, List<DeliveryState.Picking> marked) {
        this.state = state;
        this.open = stage.stream()
                .filter(DeliveryState.Picking::open)
                .map(DeliveryState.Picking::id)
                .collect(Collectors.toSet());
        this.marked = marked.stream().map(DeliveryState.Picking::id).collect(Collectors.toSet());
    }

    /** A shipment's line and the order lines it may be of. */
    record Wanted(Shipment.Line line, List<DeliveryState.Line> of) {}

    /** Pieces of a shipment's line that are not in marked transfers; these are counted once. */
    BigDecimal left(Wanted wanted) {
        BigDecimal left = wanted.line().quantity();
        for (DeliveryState.Line line : wanted.of()) {
            left = left.subtract(done(line, left));
        }
        return left;
    }

    /** Adds one line of the shipment. */
    void take(Wanted wanted) {
        BigDecimal left = left(wanted);
        if (left.signum() > 0) {
            nothingLeft = false;
        }
        for (DeliveryState.Line line : wanted.of()) {
            left = left.subtract(takeFrom(line, left));
        }
        if (left.signum() > 0) {
            complete = false;
        }
    }

    /** Whether all of it is in marked transfers already. */
    boolean nothingLeft() {
        return nothingLeft;
    }

    /** Whether the open transfers have moves for all of it. */
    boolean complete() {
        return complete;
    }

    /** Quantity by move, only of open transfers. */
    Map<Long, BigDecimal> takes() {
        return Map.copyOf(takes);
    }

    /** Pieces of a line that marked transfers hold, up to the wish; each is counted once. */
    private BigDecimal done(DeliveryState.Line line, BigDecimal wish) {
        BigDecimal least = wish;
        Map<Long, BigDecimal> ratios = ratios(line);
        if (ratios.isEmpty()) {
            return BigDecimal.ZERO;
        }
        Map<Long, BigDecimal> free = new HashMap<>();
        for (Map.Entry<Long, BigDecimal> component : ratios.entrySet()) {
            BigDecimal there = movesOf(line, component.getKey()).stream()
                    .filter(m -> m.isDone() && marked.contains(m.picking()))
                    .map(m -> m.quantity().subtract(usedDone.getOrDefault(m.id(), BigDecimal.ZERO)))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            free.put(component.getKey(), there);
            least = least.min(there.divide(component.getValue(), PRECISION, RoundingMode.HALF_UP));
        }
        for (Map.Entry<Long, BigDecimal> component : ratios.entrySet()) {
            BigDecimal use = least.multiply(component.getValue());
            for (DeliveryState.Move move : movesOf(line, component.getKey())) {
                if (move.isDone() && marked.contains(move.picking())) {
                    BigDecimal part =
                            use.min(move.quantity().subtract(usedDone.getOrDefault(move.id(), BigDecimal.ZERO)));
                    usedDone.merge(move.id(), part, BigDecimal::add);
                    use = use.subtract(part);
                }
            }
        }
        return least;
    }

    /** Takes what the open moves of a line have, up to the wish. */
    private BigDecimal takeFrom(DeliveryState.Line line, BigDecimal wish) {
        Map<Long, BigDecimal> ratios = ratios(line);
        if (ratios.isEmpty() || wish.signum() <= 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal least = wish;
        for (Map.Entry<Long, BigDecimal> component : ratios.entrySet()) {
            BigDecimal there =
                    movesOf(line, component.getKey()).stream().map(this::room).reduce(BigDecimal.ZERO, BigDecimal::add);
            least = least.min(there.divide(component.getValue(), PRECISION, RoundingMode.HALF_UP));
        }
        for (Map.Entry<Long, BigDecimal> component : ratios.entrySet()) {
            BigDecimal need = least.multiply(component.getValue());
            for (DeliveryState.Move move : movesOf(line, component.getKey())) {
                BigDecimal part = need.min(room(move));
                if (part.signum() > 0) {
                    takes.merge(move.id(), part, BigDecimal::add);
                    need = need.subtract(part);
                }
            }
        }
        return least;
    }

    private BigDecimal room(DeliveryState.Move move) {
        return move.open() && open.contains(move.picking())
                ? move.demand().subtract(takes.getOrDefault(move.id(), BigDecimal.ZERO))
                : BigDecimal.ZERO;
    }

    private List<DeliveryState.Move> movesOf(DeliveryState.Line line, long product) {
        return state.moves().stream()
                .filter(m -> m.product() == product
                        && m.line().isPresent()
                        && m.line().getAsLong() == line.id()
                        && (open.contains(m.picking()) || marked.contains(m.picking())))
                .toList();
    }

    /** Product → pieces per piece of the line: itself, or the components of a kit. */
    private Map<Long, BigDecimal> ratios(DeliveryState.Line line) {
        Set<Long> stage = stagePickings();
        Map<Long, BigDecimal> demand = new LinkedHashMap<>();
        for (DeliveryState.Move move : state.moves()) {
            if (move.line().isPresent()
                    && move.line().getAsLong() == line.id()
                    && stage.contains(move.picking())
                    && !move.state().equals("cancel")) {
                demand.merge(move.product(), move.demand(), BigDecimal::add);
            }
        }
        if (demand.containsKey(line.product())) {
            return Map.of(line.product(), BigDecimal.ONE);
        }
        if (line.ordered().signum() <= 0) {
            return Map.of();
        }
        Map<Long, BigDecimal> ratios = new LinkedHashMap<>();
        demand.forEach((product, whole) -> {
            if (whole.signum() > 0) {
                ratios.put(product, whole.divide(line.ordered(), PRECISION, RoundingMode.HALF_UP));
            }
        });
        return ratios;
    }

    /** Every transfer of the same kind: a kit's whole demand is spread over done and open ones. */
    private Set<Long> stagePickings() {
        Set<String> codes = state.pickings().stream()
                .filter(p -> open.contains(p.id()) || marked.contains(p.id()))
                .map(p -> p.code() + p.type())
                .collect(Collectors.toSet());
        return state.pickings().stream()
                .filter(p -> codes.contains(p.code() + p.type()))
                .map(DeliveryState.Picking::id)
                .collect(Collectors.toSet());
    }
}
