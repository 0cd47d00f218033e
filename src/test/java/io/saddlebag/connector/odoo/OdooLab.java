package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saddlebag.delivery.CamelPartnerHttp;
import io.saddlebag.delivery.HttpResult;
import io.saddlebag.delivery.PartnerHttp;
import io.saddlebag.order.Customer;
import io.saddlebag.order.Order;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.Shipment;
import io.saddlebag.sandbox.odoo.OdooOptions;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.settings.MapSection;
import io.saddlebag.settings.Problems;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** A connector and the Odoo sandbox it speaks to, over real HTTP. */
final class OdooLab implements AutoCloseable {

    static final Instant PLACED = Instant.parse("2026-11-20T08:15:30Z");
    static final JsonNode NO_HEADER = JsonNodeFactory.instance.objectNode();

    final SandboxOdoo sandbox;
    final Odoo odoo;
    final List<String> calls = new CopyOnWriteArrayList<>();

    /** Operation and status of each call that was answered with an error of HTTP. */
    final List<String> refusals = new CopyOnWriteArrayList<>();

    /** Called before each request with its number since {@link #newCalls}. */
    volatile IntConsumer beforeCall = n -> {};

    private final Vertx vertx = Vertx.vertx();
    private final CamelContext camel = new DefaultCamelContext();
    private final CamelPartnerHttp http;
    private final boolean owner;

    /** What a person does in Odoo meanwhile. */
    final OdooSession raw;

    OdooLab(OdooOptions options, Map<String, String> more) {
        this(options, more, Optional.empty(), Clock.systemUTC());
    }

    /** With the clock of the Odoo. */
    OdooLab(OdooOptions options, Map<String, String> more, Clock clock) {
        this(options, more, Optional.empty(), clock);
    }

    private OdooLab(OdooOptions options, Map<String, String> more, Optional<SandboxOdoo> running, Clock clock) {
        owner = running.isEmpty();
        sandbox = running.orElseGet(() -> stocked(SandboxOdoo.start(vertx, 0, options, clock)));
        camel.start();
        OdooSettings settings = settings(sandbox.url(), options, more);
        http = new CamelPartnerHttp(
                camel, settings.partner(), settings.url(), 8, settings.credentials(), new SimpleMeterRegistry());
        PartnerHttp counting = call -> {
            calls.add(call.operation());
            beforeCall.accept(calls.size());
            HttpResult result = http.send(call);
            if (result instanceof HttpResult.Answer answer && !answer.ok()) {
                refusals.add(call.operation() + " " + answer.status());
            }
            return result;
        };
        odoo = new Odoo(counting, settings, Clock.systemUTC());
        raw = new OdooSession(new OdooConnection(http, settings, Clock.systemUTC()), settings);
    }

    /** Another daemon at the same Odoo. */
    OdooLab second() {
        return new OdooLab(sandbox.options(), Map.of(), Optional.of(sandbox), Clock.systemUTC());
    }

    private static SandboxOdoo stocked(SandboxOdoo sandbox) {
        sandbox.addProduct(SandboxOdoo.Product.storable("MUG", new BigDecimal("9.00")));
        sandbox.addProduct(SandboxOdoo.Product.storable("CAP", new BigDecimal("12.50")));
        sandbox.addProduct(SandboxOdoo.Product.service("SHIP"));
        sandbox.addProduct(SandboxOdoo.Product.service("FEE"));
        sandbox.addProduct(SandboxOdoo.Product.service("ROUND"));
        sandbox.addStock("MUG", "WH", new BigDecimal("1000"));
        sandbox.addStock("CAP", "WH", new BigDecimal("1000"));
        return sandbox;
    }

    static OdooLab of(int version) {
        return new OdooLab(OdooOptions.odoo(version), Map.of());
    }

    static OdooSettings settings(String url, OdooOptions options, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(Map.of(
                "url", url,
                "database", options.database(),
                "login", options.login(),
                "api-key", options.apiKey(),
                "timeout", "2s"));
        values.putAll(Map.of(
                "tax.19%", "19%",
                "tax.7%", "7%",
                "shipping-product.default", "SHIP",
                "fee-product", "FEE",
                "rounding-product", "ROUND"));
        values.putAll(more);
        Map<String, String> full = new HashMap<>();
        values.forEach((k, v) -> full.put("saddlebag.erp.main." + k, v));
        Problems problems = new Problems();
        OdooSettings settings = OdooSettings.from(new MapSection("saddlebag.erp.main", full, problems));
        problems.throwIfAny();
        return settings;
    }

    /** Resolves, makes the customer, posts, compares, confirms: what the route does. */
    PostedOrder post(Order order) {
        return Steps.value(Steps.post(odoo, order));
    }

    static Order order(String id, BigDecimal total, BigDecimal tax, Order.Line... lines) {
        return order(id, "buyer" + id + "@example.test", total, tax, List.of(lines), List.of(), List.of());
    }

    static Order order(
            String id,
            String email,
            BigDecimal total,
            BigDecimal tax,
            List<Order.Line> lines,
            List<Order.Charge> shipping,
            List<Order.Charge> fees) {
        Order.Address address = address("Ada", "Lovelace", "1 Main St", email);
        BigDecimal shippingTotal = shipping.stream().map(Order.Charge::total).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal shippingTax = shipping.stream().map(Order.Charge::totalTax).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Order(
                "order.v1",
                "shop",
                id,
                "#" + id,
                "processing",
                "USD",
                false,
                PLACED,
                PLACED,
                Optional.of(PLACED),
                new Order.Customer(Optional.empty(), email, ""),
                address,
                address,
                "card",
                "Card",
                "tx",
                "",
                lines,
                shipping,
                fees,
                List.of(),
                List.of(
                        new Order.TaxLine(
                                "1", "DE-19", "VAT", Optional.of(new BigDecimal("19.0")), false, tax, shippingTax),
                        new Order.TaxLine(
                                "2",
                                "DE-7",
                                "VAT",
                                Optional.of(new BigDecimal("7")),
                                false,
                                BigDecimal.ZERO,
                                BigDecimal.ZERO)),
                shippingTotal,
                shippingTax,
                BigDecimal.ZERO,
                tax,
                total,
                List.of(),
                Map.of());
    }

    static Order.Address address(String first, String last, String street, String email) {
        return new Order.Address(first, last, "", street, "", "Berlin", "", "10115", "US", email, "+49 30 1");
    }

    static Order.Line line(String id, String sku, String quantity, String total, String tax) {
        return new Order.Line(
                id,
                "10" + id,
                Optional.empty(),
                sku,
                "Article " + sku,
                new BigDecimal(quantity),
                new BigDecimal(total),
                new BigDecimal(total),
                new BigDecimal(tax),
                "",
                new BigDecimal(tax).signum() == 0 ? List.of() : List.of(new Order.Tax("1", new BigDecimal(tax))),
                Map.of());
    }

    static Order.Charge charge(String id, String total, String tax) {
        return new Order.Charge(
                id,
                "flat_rate",
                "Parcel",
                new BigDecimal(total),
                new BigDecimal(tax),
                List.of(new Order.Tax("1", new BigDecimal(tax))));
    }

    static Customer customer(Order order) {
        return new Customer(
                "customer.v1",
                order.store(),
                order.store() + "_guest_" + Customers.hash(order.customer().email()),
                order.customer().id(),
                order.customer().email(),
                order.billing().name(),
                order.billing().company(),
                order.customer().vatNumber(),
                order.billing(),
                order.shipping());
    }

    static Shipment shipment(String order, String id, Shipment.Line... lines) {
        return new Shipment(
                "shipment.v1",
                "shop",
                order,
                "east",
                id,
                Shipment.Status.SHIPPED,
                PLACED.plusSeconds(3600),
                List.of(lines),
                List.of(new Shipment.Parcel("UPS", "1Z" + id, "")));
    }

    static Shipment.Line pieces(String lineId, String sku, String quantity) {
        return new Shipment.Line(
                lineId.isEmpty() ? Optional.empty() : Optional.of(lineId), sku, new BigDecimal(quantity));
    }

    static OrderKey key(String id) {
        return new OrderKey("shop", id);
    }

    List<String> newCalls() {
        List<String> made = new ArrayList<>(calls);
        calls.clear();
        return made;
    }

    @Override
    public void close() {
        http.close();
        camel.stop();
        if (owner) {
            sandbox.close();
        }
        vertx.close();
    }
}
