package io.saddlebag.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saddlebag.connector.odoo.HeldSale;
import io.saddlebag.connector.odoo.Odoo;
import io.saddlebag.connector.shipbob.ShipBob;
import io.saddlebag.connector.shipbob.ShipmentEvent;
import io.saddlebag.connector.woocommerce.ListedOrder;
import io.saddlebag.connector.woocommerce.PlacedOrders;
import io.saddlebag.connector.woocommerce.WooStore;
import io.saddlebag.contract.Documents;
import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.order.Invoice;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.Shipment;
import io.saddlebag.recovery.reconciliation.ErpOrder;
import io.saddlebag.recovery.reconciliation.HeldOrder;
import io.saddlebag.recovery.reconciliation.Partners;
import io.saddlebag.recovery.reconciliation.Patience;
import io.saddlebag.recovery.reconciliation.StoreOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The connectors as reconciliation asks them: what each tells, in the words both sides are compared in. */
final class ReconciledPartners implements Partners {

    private static final String READ = "compare-orders";

    private final Map<String, WooStore> stores;
    private final Map<String, Odoo> erps;
    private final Map<String, ShipBob> warehouses;
    private final BiFunction<String, JsonNode, JsonNode> mappings;
    private final Patience patience;

    ReconciledPartners(
            Map<String, WooStore> stores,
            Map<String, Odoo> erps,
            Map<String, ShipBob> warehouses,
            BiFunction<String, JsonNode, JsonNode> mappings,
            Patience patience) {
        this.stores = Map.copyOf(stores);
        this.erps = Map.copyOf(erps);
        this.warehouses = Map.copyOf(warehouses);
        this.mappings = mappings;
        this.patience = patience;
    }

    @Override
    public boolean speaksWith(String partner) {
        return erps.containsKey(partner) || warehouses.containsKey(partner);
    }

    @Override
    public void placed(String store, Instant from, Instant to, Consumer<List<StoreOrder>> pages) {
        PlacedOrders placed = known(stores, store).placed();
        // After a failure the window is read from its beginning: what was compared is compared once more.
        patience.of(
                "store." + store,
                READ,
                () -> placed.between(
                        from,
                        to,
                        page -> pages.accept(page.stream()
                                .map(order -> storeOrder(store, order))
                                .toList())));
    }

    @Override
    public Again again(String store, Collection<OrderKey> keys) {
        PlacedOrders.Again again = patience.of("store." + store, READ, () -> known(stores, store)
                .placed()
                .again(keys.stream().map(OrderKey::id).toList()));
        return new Again(
                again.orders().stream().map(order -> storeOrder(store, order)).toList(),
                again.gone().stream().map(id -> new OrderKey(store, id)).collect(Collectors.toSet()));
    }

    private static StoreOrder storeOrder(String store, ListedOrder order) {
        Map<String, BigDecimal> refunds = new LinkedHashMap<>();
        order.refunds().forEach((id, amount) -> refunds.put(id, amount.abs()));
        return new StoreOrder(
                new OrderKey(store, order.id()),
                order.status(),
                order.currency(),
                order.total(),
                order.createdAt(),
                order.modifiedAt(),
                refunds);
    }

    @Override
    public void dated(String erp, String store, Instant from, Instant to, Consumer<List<ErpOrder>> pages) {
        Odoo odoo = known(erps, erp);
        patience.of(
                erp,
                READ,
                () -> odoo.heldBetween(
                        store,
                        from,
                        to,
                        page -> pages.accept(
                                page.stream().map(ReconciledPartners::erpOrder).toList())));
    }

    @Override
    public List<ErpOrder> inErp(String erp, Collection<Wanted> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        Odoo odoo = known(erps, erp);
        List<Long> ids = wanted.stream()
                .map(Wanted::erpId)
                .filter(id -> id.matches("[0-9]{1,18}"))
                .map(Long::parseLong)
                .toList();
        List<String> origins = wanted.stream().map(one -> one.key().external()).toList();
        List<String> numbers = wanted.stream()
                .map(Wanted::number)
                .filter(n -> !n.isBlank())
                .distinct()
                .toList();
        return patience.of(erp, READ, () -> odoo.held(ids, origins, numbers)).stream()
                .map(ReconciledPartners::erpOrder)
                .toList();
    }

    private static ErpOrder erpOrder(HeldSale sale) {
        return new ErpOrder(
                String.valueOf(sale.id()),
                sale.number(),
                sale.key(),
                sale.reference(),
                switch (sale.state()) {
                    case "cancel" -> ErpOrder.State.CANCELLED;
                    case "draft", "sent" -> ErpOrder.State.DRAFT;
                    default -> ErpOrder.State.CONFIRMED;
                },
                sale.currency(),
                sale.total(),
                sale.tolerance(),
                sale.datedAt(),
                sale.bills().stream()
                        .map(bill -> new ErpOrder.Bill(
                                String.valueOf(bill.id()),
                                bill.number(),
                                bill.credit(),
                                state(bill),
                                bill.currency(),
                                bill.total(),
                                bill.shared()))
                        .toList(),
                sale.transfers().stream()
                        .map(transfer ->
                                new ErpOrder.Transfer(transfer.number(), transfer.shipments(), transfer.tracking()))
                        .toList());
    }

    /** In the words of the ledger's invoice states. */
    private static String state(HeldSale.Bill bill) {
        return switch (bill.state()) {
            case "draft" -> "draft";
            case "cancel" -> "cancelled";
            default ->
                switch (bill.payment()) {
                    case "paid", "in_payment" -> "paid";
                    case "partial" -> "partly-paid";
                    case "reversed" -> "reversed";
                    default -> "posted";
                };
        };
    }

    @Override
    public List<Invoice> invoices(String erp, Collection<String> erpIds) {
        Odoo odoo = known(erps, erp);
        List<Long> orders = erpIds.stream().map(Long::parseLong).toList();
        List<Long> billed = patience.of(erp, "read-invoices", () -> odoo.billed(orders));
        return patience.of(erp, "read-invoices", () -> odoo.invoices(billed)).stream()
                .map(row -> mappings.apply(
                        "odoo/invoice",
                        JsonNodeFactory.instance.objectNode().put("erp", erp).set("invoice", row)))
                .map(document -> Documents.read(document, Invoice.class))
                .toList();
    }

    @Override
    public void inserted(String warehouse, String store, Instant from, Instant to, Consumer<List<HeldOrder>> pages) {
        ShipBob shipBob = known(warehouses, warehouse);
        patience.of(
                warehouse,
                READ,
                () -> shipBob.heldBetween(
                        from,
                        to,
                        page -> pages.accept(page.stream()
                                .filter(order -> order.of().order().store().equals(store))
                                .map(order -> heldOrder(warehouse, order))
                                .toList())));
    }

    @Override
    public List<HeldOrder> atWarehouse(String warehouse, Collection<String> references) {
        if (references.isEmpty()) {
            return List.of();
        }
        return patience.of(warehouse, READ, () -> known(warehouses, warehouse).held(references)).stream()
                .map(order -> heldOrder(warehouse, order))
                .toList();
    }

    private HeldOrder heldOrder(String warehouse, io.saddlebag.connector.shipbob.HeldOrder order) {
        return new HeldOrder(
                warehouse,
                String.valueOf(order.id()),
                order.of().order(),
                order.of().part(),
                order.cancelled(),
                order.shipments().stream().map(this::shipment).toList(),
                order.insertedAt());
    }

    private Shipment shipment(ShipmentEvent event) {
        return Documents.read(mappings.apply("shipbob/shipment", event.document()), Shipment.class);
    }

    private static <T> T known(Map<String, T> partners, String name) {
        return Optional.ofNullable(partners.get(name))
                .orElseThrow(() -> new DeliveryFailure.Parking(
                        name,
                        Category.BUSINESS,
                        "unknown-partner",
                        "'" + name + "' is not configured any more, and there are orders of it",
                        "configure it again, or compare a later window"));
    }
}
