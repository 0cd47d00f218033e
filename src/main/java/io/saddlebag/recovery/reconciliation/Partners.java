package io.saddlebag.recovery.reconciliation;

import io.saddlebag.order.Invoice;
import io.saddlebag.order.OrderKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What reconciliation asks of the partners. Everything is read page by page; a method holds one page in memory. A partner that
 * cannot be read ends the run: all throw {@link io.saddlebag.delivery.DeliveryFailure}.
 */
public interface Partners {

    /** Whether an ERP or warehouse of this name is configured: orders may be of one that was given up. */
    boolean speaksWith(String partner);

    /** Every order a store has that was placed in a window, the trash included, page by page; some may come twice. */
    void placed(String store, Instant from, Instant to, Consumer<List<StoreOrder>> pages);

    /** Orders of a store by id; a few hundred at most. */
    Again again(String store, Collection<OrderKey> keys);

    /** Every order of an ERP that is named as one of this store's and dated in a window, page by page. Without bills and transfers. */
    void dated(String erp, String store, Instant from, Instant to, Consumer<List<ErpOrder>> pages);

    /** The ERP's orders that are, or look like, one of these, with bills and transfers; a few hundred at most. */
    List<ErpOrder> inErp(String erp, Collection<Wanted> wanted);

    /** What the ERP has billed of these orders of its, as {@code invoice.v1}. */
    List<Invoice> invoices(String erp, Collection<String> erpIds);

    /** Every order a warehouse took in a window under a reference of this store's, page by page. */
    void inserted(String warehouse, String store, Instant from, Instant to, Consumer<List<HeldOrder>> pages);

    /** The warehouse's orders under these references; a few hundred at most. */
    List<HeldOrder> atWarehouse(String warehouse, Collection<String> references);

    /**
     * Orders of a store asked for by their ids.
     *
     * @param gone those the store deleted for good
     */
    record Again(List<StoreOrder> orders, Set<OrderKey> gone) {
        /** Copies the collections. */
        public Again {
            orders = List.copyOf(orders);
            gone = Set.copyOf(gone);
        }
    }

    /**
     * An order to be found in an ERP.
     *
     * @param erpId the ERP's id as far as it is known, else empty
     * @param number the number people use
     */
    record Wanted(OrderKey key, String erpId, String number) {}
}
