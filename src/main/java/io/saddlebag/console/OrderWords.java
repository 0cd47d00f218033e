package io.saddlebag.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.contract.NotJson;
import io.saddlebag.ledger.Ledger.Event;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Ledger.Parked;
import io.saddlebag.ledger.Ledger.ShipmentRow;
import io.saddlebag.order.OrderState;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Where an order is, in words: for who works here, and for who waits for the goods. The one place that has these words. */
public final class OrderWords {

    private static final String NOT_YET = "";

    /**
     * What is known of an order.
     *
     * @param document its newest {@code order.v1}; empty where there is none
     * @param parked its messages that wait for a person, the oldest first
     */
    public record Story(
            OrderRow row, String document, List<Event> trace, List<ShipmentRow> shipments, List<Parked> parked) {
        /** Copies the lists. */
        public Story {
            trace = List.copyOf(trace);
            shipments = List.copyOf(shipments);
            parked = List.copyOf(parked);
        }
    }

    /**
     * Where an order stands, for who works here.
     *
     * @param waitsFor what has to happen; empty where nothing is expected
     */
    public record Standing(String where, String waitsFor, Optional<Instant> since) {}

    /**
     * Something that can be told to the buyer; the words end where the time follows.
     *
     * @param link to the carrier; empty for none
     */
    public record Said(String words, Optional<Instant> at, String link) {}

    /** A shipment as far as it is told to people. */
    public record Parcels(String status, Instant at, String tracking, String link) {}

    OrderWords() {}

    /** Where it is, what it waits for, since when. */
    Standing standing(Story story) {
        OrderRow row = story.row();
        Optional<Event> waits = waiting(story.trace());
        if (!story.parked().isEmpty()) {
            Parked first = story.parked().get(0);
            return new Standing(
                    place(story),
                    "a person, because " + first.cause() + ". " + first.remedy(),
                    Optional.of(first.parkedAt()));
        }
        if (waits.isPresent()) {
            return new Standing(
                    place(story),
                    waits.get().system() + ", which does not take it now: "
                            + waits.get().detail(),
                    Optional.of(waits.get().at()));
        }
        return new Standing(place(story), next(row), Optional.of(since(story)));
    }

    private static String place(Story story) {
        OrderRow row = story.row();
        String erp = row.erp().or(row::partner).orElse("the ERP");
        String number = row.erpNumber().map(name -> " as " + name).orElse("");
        return switch (row.state()) {
            case WAITING -> "In the store " + row.key().store() + ", where it is " + row.storeStatus();
            case IGNORED -> "Not to be sent on: the store calls it " + row.storeStatus();
            case CAPTURED -> "On its way to " + erp;
            case POSTED ->
                "In " + erp + number
                        + asked(row)
                                .map(name -> "; " + name + " was asked to send it")
                                .orElse("");
            case RELEASED -> "At " + row.partner().orElse("its warehouse");
            case PARTLY_SHIPPED -> "Partly sent by " + row.partner().orElse("its warehouse");
            case SHIPPED -> "All has left" + leftFrom(story.shipments());
            case COMPLETED -> "Done: sent" + invoiced(row) + ", and the store shows it";
            case CANCELLED -> "Cancelled";
        };
    }

    private static String next(OrderRow row) {
        return switch (row.state()) {
            case WAITING -> "the store: for the payment, or for somebody there to release it";
            case CAPTURED -> row.partner().orElse("the ERP") + ", to take it";
            case POSTED -> asked(row).map(name -> name + ", to acknowledge it").orElse("its warehouse to be chosen");
            case RELEASED -> row.partner().orElse("its warehouse") + ", to pack and send it";
            case PARTLY_SHIPPED -> row.partner().orElse("its warehouse") + ", to send the rest";
            case SHIPPED ->
                row.invoiceNumber().isPresent()
                        ? "the store, to show the invoice "
                                + row.invoiceNumber().get()
                        : row.erp().orElse("the ERP") + ", to invoice it";
            case IGNORED, COMPLETED, CANCELLED -> "";
        };
    }

    /** The warehouse an order in the ERP was sent to. */
    private static Optional<String> asked(OrderRow row) {
        return row.partner().filter(name -> !row.erp().equals(Optional.of(name)));
    }

    private static String invoiced(OrderRow row) {
        return row.invoiceNumber().map(number -> ", invoiced as " + number).orElse("");
    }

    private static String leftFrom(List<ShipmentRow> shipments) {
        String from = shipments.stream().map(ShipmentRow::warehouse).distinct().collect(Collectors.joining(" and "));
        return from.isEmpty() ? "" : " " + from;
    }

    private static Instant since(Story story) {
        OrderRow row = story.row();
        return switch (row.state()) {
            case WAITING -> row.placedAt();
            case CAPTURED -> row.dueAt().orElse(row.changedAt());
            case POSTED -> first(story.trace(), "post-order").orElse(row.changedAt());
            case RELEASED -> last(story.trace(), "release").orElse(row.changedAt());
            case PARTLY_SHIPPED, SHIPPED -> lastLeft(story.shipments()).orElse(row.changedAt());
            case IGNORED, COMPLETED, CANCELLED -> row.changedAt();
        };
    }

    /** The last step that waits for a partner and has not gone on. */
    private static Optional<Event> waiting(List<Event> trace) {
        return trace.stream()
                .filter(event -> event.outcome().equals("waiting"))
                .filter(event -> trace.stream()
                        .noneMatch(later -> later.step().equals("goes-on")
                                && later.system().equals(event.system())
                                && !later.lastAt().isBefore(event.lastAt())))
                .reduce((earlier, later) -> later);
    }

    /** What the buyer may be told, in the order it happened. No codes, no names of systems but the warehouse's and the carrier's. */
    List<Said> forBuyer(Story story) {
        OrderRow row = story.row();
        List<Said> said = new ArrayList<>();
        said.add(at("Ordered on", row.placedAt()));
        Optional<Instant> paid = paidAt(story.document());
        paid.ifPresent(when -> said.add(at("Paid on", when)));
        if (paid.isEmpty() && row.state() == OrderState.WAITING) {
            said.add(plain("Not paid yet, as far as the shop knows"));
        }
        left(story.shipments()).forEach(parcels -> said.add(sent(parcels)));
        said.add(present(story));
        row.invoiceNumber()
                .ifPresent(number -> said.add(first(story.trace(), "invoice")
                        .map(when -> at("Invoice " + number + " of", when))
                        .orElseGet(() -> plain("Invoice " + number))));
        return said.stream().filter(each -> !each.words().isEmpty()).toList();
    }

    private static Said present(Story story) {
        OrderRow row = story.row();
        boolean stopped = !story.parked().isEmpty()
                || story.shipments().stream()
                        .anyMatch(each ->
                                each.status().equals("on-hold") || each.status().equals("exception"));
        if (stopped && !row.state().isFinal()) {
            Instant since = story.parked().isEmpty()
                    ? row.changedAt()
                    : story.parked().get(0).parkedAt();
            return at("One of us is looking into it since", since);
        }
        String warehouse = asked(row).map(name -> "in our warehouse " + name).orElse("in our warehouse");
        return switch (row.state()) {
            case WAITING -> plain("It is prepared as soon as the shop releases it");
            case IGNORED -> plain("Nothing is to be sent for this order");
            case CAPTURED -> at("Being prepared since", since(story));
            case POSTED -> at("On its way to being packed since", since(story));
            case RELEASED -> at("Being packed " + warehouse + " since", since(story));
            case PARTLY_SHIPPED -> plain("The rest is being packed " + warehouse);
            case SHIPPED, COMPLETED -> plain(story.shipments().isEmpty() ? "Done; nothing had to be sent" : NOT_YET);
            case CANCELLED -> at("Cancelled on", row.changedAt());
        };
    }

    private static Said sent(Parcels parcels) {
        String with = parcels.tracking().isEmpty() ? "" : " with " + parcels.tracking();
        String how = parcels.status().equals("delivered") ? "Delivered" : "Left our warehouse";
        return new Said(how + with + " on", Optional.of(parcels.at()), parcels.link());
    }

    private static List<Parcels> left(List<ShipmentRow> shipments) {
        return shipments.stream()
                .filter(OrderWords::hasLeft)
                .sorted(Comparator.comparing(ShipmentRow::changedAt))
                .map(OrderWords::parcels)
                .toList();
    }

    private static boolean hasLeft(ShipmentRow shipment) {
        return shipment.status().equals("shipped") || shipment.status().equals("delivered");
    }

    /** Carrier and number of each parcel, and the first link. */
    static Parcels parcels(ShipmentRow shipment) {
        List<JsonNode> parcels = StreamSupport.stream(
                        read(shipment.document()).path("parcels").spliterator(), false)
                .toList();
        String tracking = parcels.stream()
                .map(parcel -> (parcel.path("carrier").asText("") + " "
                                + parcel.path("trackingNumber").asText(""))
                        .strip())
                .filter(words -> !words.isEmpty())
                .distinct()
                .collect(Collectors.joining(", "));
        String link = parcels.stream()
                .map(parcel -> parcel.path("trackingUrl").asText(""))
                .filter(url -> url.startsWith("https://") || url.startsWith("http://"))
                .findFirst()
                .orElse("");
        return new Parcels(shipment.status(), shipment.changedAt(), tracking, link);
    }

    private static Optional<Instant> paidAt(String document) {
        try {
            return Optional.of(read(document).path("paidAt").asText(""))
                    .filter(text -> !text.isEmpty())
                    .map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static JsonNode read(String document) {
        try {
            return Documents.parse(document.isEmpty() ? "{}" : document);
        } catch (NotJson e) {
            return Documents.parse("{}");
        }
    }

    /** What a step of the trace is, for people. */
    static String step(String step) {
        return switch (step) {
            case "capture" -> "Seen in the store";
            case "post-begun" -> "About to be posted";
            case "post-order" -> "Posted to the ERP";
            case "source" -> "Warehouse chosen";
            case "release" -> "Given to the warehouse";
            case "shipment" -> "Shipment reported";
            case "post-delivery" -> "Delivery booked in the ERP";
            case "invoice" -> "Invoice";
            case "credit-note" -> "Credit note";
            case "show-in-store" -> "Shown in the store";
            case "wait" -> "Waits";
            case "goes-on" -> "Goes on";
            case "parked" -> "Parked for a person";
            default ->
                step.isEmpty() ? step : (Character.toUpperCase(step.charAt(0)) + step.substring(1)).replace('-', ' ');
        };
    }

    private static Optional<Instant> first(List<Event> trace, String step) {
        return trace.stream()
                .filter(event -> event.step().equals(step))
                .map(Event::at)
                .findFirst();
    }

    private static Optional<Instant> last(List<Event> trace, String step) {
        return trace.stream()
                .filter(event -> event.step().equals(step))
                .map(Event::at)
                .reduce((earlier, later) -> later);
    }

    private static Optional<Instant> lastLeft(List<ShipmentRow> shipments) {
        return shipments.stream()
                .filter(OrderWords::hasLeft)
                .map(ShipmentRow::changedAt)
                .max(Comparator.naturalOrder());
    }

    private static Said at(String words, Instant when) {
        return new Said(words, Optional.of(when), "");
    }

    private static Said plain(String words) {
        return new Said(words, Optional.empty(), "");
    }
}
