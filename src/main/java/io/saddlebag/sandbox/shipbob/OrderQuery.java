package io.saddlebag.sandbox.shipbob;

import io.saddlebag.sandbox.http.SandboxRequest;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The filters of {@code GET /order}; all of them must match. Date bounds include the moment itself. Without a sort order the
 * newest order comes first.
 */
final class OrderQuery {

    private final Query query;
    private final Optional<Channel> channel;

    OrderQuery(SandboxRequest request, Optional<Channel> channel) {
        this.query = new Query(request);
        this.channel = channel;
    }

    List<Order> matching(Warehouse warehouse) {
        Predicate<Order> all = order ->
                channel.isEmpty() || order.channel.id() == channel.get().id();
        all = all.and(between("StartDate", "EndDate", order -> Optional.of(order.created)));
        all = all.and(between("LastUpdateStartDate", "LastUpdateEndDate", order -> Optional.of(order.updated)));
        all = all.and(between("LastTrackingUpdateStartDate", "LastTrackingUpdateEndDate", Order::trackingUpdated));
        Optional<Boolean> tracking = query.flag("HasTracking");
        if (tracking.isPresent()) {
            all = all.and(order -> order.hasTracking() == tracking.get());
        }
        Optional<Boolean> uploaded = query.flag("IsTrackingUploaded");
        if (uploaded.isPresent()) {
            all = all.and(order -> order.trackingUploaded() == uploaded.get());
        }
        return candidates(warehouse).filter(all).sorted(order()).toList();
    }

    /** As few orders as the filters allow, so that a lookup or a poll stays fast with many orders. */
    private Stream<Order> candidates(Warehouse warehouse) {
        List<Long> ids = query.ids("IDs");
        List<String> references = query.list("ReferenceIds");
        if (!ids.isEmpty()) {
            return ids.stream()
                    .distinct()
                    .flatMap(id -> warehouse.order(id).stream())
                    .filter(order -> references.isEmpty() || references.contains(order.reference));
        }
        if (!references.isEmpty()) {
            return references.stream().distinct().flatMap(warehouse::orders);
        }
        Optional<Instant> changedSince = query.time("LastUpdateStartDate");
        Collection<Order> byUpdate = warehouse.byUpdate();
        return changedSince.isPresent()
                ? byUpdate.stream().takeWhile(order -> !order.updated.isBefore(changedSince.get()))
                : byUpdate.stream();
    }

    private Predicate<Order> between(String startName, String endName, Function<Order, Optional<Instant>> of) {
        Optional<Instant> start = query.time(startName);
        Optional<Instant> end = query.time(endName);
        if (start.isEmpty() && end.isEmpty()) {
            return order -> true;
        }
        return order -> of.apply(order)
                .filter(at -> start.isEmpty() || !at.isBefore(start.get()))
                .filter(at -> end.isEmpty() || !at.isAfter(end.get()))
                .isPresent();
    }

    private Comparator<Order> order() {
        Comparator<Order> oldest = Comparator.comparingLong(order -> order.id);
        return switch (query.text("SortOrder").orElse("newest").toLowerCase(Locale.ROOT)) {
            case "newest" -> oldest.reversed();
            case "oldest" -> oldest;
            default -> throw Refusal.field(400, "SortOrder", "The sort order must be Newest or Oldest.");
        };
    }
}
