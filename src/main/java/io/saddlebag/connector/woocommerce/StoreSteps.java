package io.saddlebag.connector.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.delivery.HandedOver;
import io.saddlebag.message.Headers;
import io.saddlebag.message.RawOrder;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.Shipment;
import io.saddlebag.order.StoreNews;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One store as its routes call it; this connector's only edge to Camel. */
public final class StoreSteps {

    private static final Logger LOG = LoggerFactory.getLogger(StoreSteps.class);
    private static final Duration FIRST_LOOK_BACK = Duration.ofDays(1);
    private static final String POLL = "poll";
    private static final int REREAD_BATCH = 100;

    private final String name;
    private final WooStore store;
    private final UnaryOperator<JsonNode> tracking;
    private final ProducerTemplate template;
    private final String buffer;
    private final Clock clock;
    private final HandedOver seen;
    private volatile boolean watched;

    /**
     * Steps of one store.
     *
     * @param tracking the mapping from a shipment to what the store shows of it
     * @param buffer endpoint that keeps polled orders durably, where webhooks go too
     * @param seen what the polls of this store have put there
     */
    public StoreSteps(
            WooStore store,
            UnaryOperator<JsonNode> tracking,
            ProducerTemplate template,
            String buffer,
            HandedOver seen,
            Clock clock) {
        this.name = store.settings().name();
        this.store = store;
        this.tracking = tracking;
        this.template = template;
        this.buffer = buffer;
        this.seen = seen;
        this.clock = clock;
    }

    /** Content enricher: completes an event from the store. Sets variable {@code gone} where the order no longer exists. */
    public void fetch(Exchange exchange) {
        OrderKey key = Headers.order(exchange);
        Found found = store.order(key.id()).orThrow("store." + name, "read-order");
        exchange.setVariable("gone", found instanceof Found.Gone);
        if (found instanceof Found.Order order) {
            RawOrder.put(exchange, key, order.json());
        } else if (found instanceof Found.Trashed trashed) {
            exchange.setVariable("gone", !trashed.json().hasNonNull("line_items"));
            RawOrder.put(exchange, key, trashed.json());
        }
    }

    /**
     * Reads what changed since variable {@code cursor}, or in the window {@code from} to {@code to}, and hands each order over. Leaves the
     * next cursor in variable {@code cursor}. Memory holds one page.
     */
    public void sweep(Exchange exchange) {
        boolean window = exchange.getVariable("window", false, Boolean.class);
        OrderPager.Sweep sweep;
        if (window) {
            sweep = store.pager()
                    .changedBetween(
                            exchange.getVariable("from", Instant.class),
                            exchange.getVariable("to", Instant.class),
                            page -> handOver(page.orders(), "backfill"))
                    .orThrow("store." + name, "backfill-orders");
        } else {
            sweep = store.pager()
                    .changedSince(cursor(exchange), page -> handOver(page.orders(), POLL))
                    .orThrow("store." + name, "poll-orders");
            exchange.setVariable("cursor", sweep.cursor().toString());
        }
        sweep.remarks().forEach(remark -> LOG.warn("store {}: {}", name, remark));
    }

    private Instant cursor(Exchange exchange) {
        return Optional.ofNullable(exchange.getVariable("cursor", String.class))
                .filter(c -> !c.isEmpty())
                .map(Instant::parse)
                .orElseGet(() -> clock.instant().minus(FIRST_LOOK_BACK));
    }

    /** Reads the orders of variable {@code ids} again and hands each over. */
    @SuppressWarnings("unchecked")
    public void reread(Exchange exchange) {
        List<String> ids = exchange.getVariable("ids", List.of(), List.class);
        for (int i = 0; i < ids.size(); i += REREAD_BATCH) {
            WooStore.Reread read = store.orders(ids.subList(i, Math.min(ids.size(), i + REREAD_BATCH)))
                    .orThrow("store." + name, "reread-orders");
            handOver(read.orders(), "reread");
            handOver(read.trashed(), "reread");
            read.gone()
                    .forEach(id -> send(
                            new OrderKey(name, id),
                            ("{\"id\":" + id + "}").getBytes(StandardCharsets.UTF_8),
                            "reread"));
        }
    }

    private void handOver(List<JsonNode> orders, String source) {
        for (JsonNode order : orders) {
            String id = order.path("id").asText();
            byte[] body = Documents.bytes(order);
            // An overlapping poll sees most orders several times; what it has handed over before needs no second look.
            if (!POLL.equals(source) || seen.isNew(id, body)) {
                send(new OrderKey(name, id), body, source);
                seen.handedOver(id, body);
            }
        }
    }

    private void send(OrderKey key, byte[] body, String source) {
        Exchange sent = template.send(buffer, ExchangePattern.InOnly, exchange -> {
            exchange.getMessage().setHeader(Headers.STORE, name);
            exchange.getMessage().setHeader(Headers.SOURCE, source);
            Headers.address(exchange, key);
            exchange.getMessage().setBody(body);
        });
        if (sent.getException() != null) {
            throw new IllegalStateException(
                    "the order " + key + " could not be kept; it is read again at the next tick", sent.getException());
        }
    }

    /**
     * Registers the store's webhooks and repairs those that are missing, disabled or outdated. Leaves what was done as a list
     * of sentences, and variable {@code severity}: to register all of them at the first look is nothing to worry about.
     */
    public void watchWebhooks(Exchange exchange) {
        WebhookWatch.Report report = store.webhooks().watch().orThrow("store." + name, "watch-webhooks");
        List<WebhookWatch.Repair> repairs = report.repairs();
        boolean registered = !watched
                && repairs.size() == report.topics().size()
                && repairs.stream().allMatch(repair -> repair.fault() == WebhookWatch.Fault.MISSING);
        watched = true;
        if (registered && !repairs.isEmpty()) {
            LOG.info("registered the webhooks of store {}: {}", name, String.join(", ", report.topics()));
        } else {
            repairs.forEach(repair -> LOG.warn(
                    "webhook {} of store {} {} and has been repaired; the poll brings what was missed",
                    repair.topic(),
                    name,
                    repair.fault().words()));
        }
        exchange.setVariable("severity", registered ? "info" : "warn");
        exchange.getMessage()
                .setBody(repairs.stream()
                        .map(repair -> repair.topic() + ": "
                                + (registered ? "registered" : repair.fault().words()))
                        .toList());
    }

    /**
     * Shows variable {@code news} in the store. Sets the variables {@code storeStatus} and {@code kept}.
     */
    public void write(Exchange exchange) {
        StoreNews news = exchange.getVariable("news", StoreNews.class);
        Map<String, JsonNode> facts = new LinkedHashMap<>();
        news.facts().forEach((key, value) -> facts.put(key, TextNode.valueOf(value)));
        List<Told> told = news.shipped().stream().map(this::told).toList();
        List<StoreUpdate.Note> notes = store.settings().writeBack().notes()
                ? told.stream().map(Told::note).flatMap(Optional::stream).toList()
                : List.of();
        StoreUpdate update = new StoreUpdate(
                notes.stream().findFirst(),
                news.status().map(status -> new StoreUpdate.Status(status, news.mayReplace())),
                facts,
                items(told),
                news.echo());
        WriteBack.Written written =
                store.writeBack().apply(news.order().id(), update).orThrow("store." + name, "show");
        for (StoreUpdate.Note note : notes.stream().skip(1).toList()) {
            written = store.writeBack()
                    .apply(
                            news.order().id(),
                            new StoreUpdate(Optional.of(note), Optional.empty(), Map.of(), List.of(), ""))
                    .orThrow("store." + name, "add-note");
        }
        exchange.setVariable("storeStatus", written.order().path("status").asText(""));
        exchange.setVariable("kept", written.kept().orElse(""));
    }

    private Told told(Shipment shipment) {
        return new Told(shipment, tracking.apply(Documents.tree(shipment)));
    }

    private List<StoreUpdate.Items> items(List<Told> told) {
        Map<String, StoreUpdate.Items> lists = new LinkedHashMap<>();
        for (Told one : told) {
            for (JsonNode list : one.mapped.path("items")) {
                String key = list.path("key").asText();
                if (key.startsWith("_wc_") && !store.settings().writeBack().trackingPlugin()) {
                    continue;
                }
                List<JsonNode> members =
                        new ArrayList<>(lists.containsKey(key) ? lists.get(key).members() : List.of());
                list.path("members").forEach(members::add);
                lists.put(key, new StoreUpdate.Items(key, list.path("identity").asText(), once(list), members));
            }
        }
        return lists.values().stream().filter(list -> !list.members().isEmpty()).toList();
    }

    private static Set<String> once(JsonNode list) {
        Set<String> fields = new LinkedHashSet<>();
        list.path("once").forEach(field -> fields.add(field.asText()));
        return fields;
    }

    /** What the mapping says of one shipment. */
    private record Told(Shipment shipment, JsonNode mapped) {

        /** The note; its marker is the first tracking number, or our own key where there is none. */
        Optional<StoreUpdate.Note> note() {
            String text = mapped.path("note").asText("");
            if (text.isEmpty()) {
                return Optional.empty();
            }
            String marker = shipment.parcels().stream()
                    .map(Shipment.Parcel::trackingNumber)
                    .filter(number -> number.matches("[A-Za-z0-9][A-Za-z0-9._/:-]*"))
                    .findFirst()
                    .orElse(shipment.warehouse() + " " + shipment.id());
            String whole = text.contains(marker) ? text : text + " (" + marker + ")";
            return Optional.of(new StoreUpdate.Note(whole, false, marker));
        }
    }

    /** The name of the store. */
    @Override
    public String toString() {
        return "store " + name;
    }
}
