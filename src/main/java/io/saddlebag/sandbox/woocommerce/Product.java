package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One product or variation as the shop stores it. Plain and mutable: one thread at a time works on the store. */
final class Product {

    final long id;
    final long parentId;
    final Instant created;
    final Meta meta = new Meta();
    final List<Long> variations = new ArrayList<>();
    /** Every stock it was given, the oldest first; sales are none. */
    final List<Integer> writtenStock = new ArrayList<>();
    /** Fields nothing computes with (weight, images, attributes, ...), as a client wrote them. */
    final ObjectNode extra = JsonNodeFactory.instance.objectNode();

    String type = "simple";
    String name = "";
    String slug = "";
    String status = "publish";
    String sku = "";
    String gtin = "";
    String regularPrice = "";
    String salePrice = "";
    Optional<Instant> saleFrom = Optional.empty();
    Optional<Instant> saleTo = Optional.empty();
    String taxClass = "";
    String taxStatus = "taxable";
    String backorders = "no";
    String unmanagedStockStatus = "instock";
    boolean manageStock;
    boolean virtual;
    int stock;
    long sold;
    Instant modified;

    Product(long id, long parentId, Instant created) {
        this.id = id;
        this.parentId = parentId;
        this.created = created;
        this.modified = created;
        if (parentId > 0) {
            type = "variation";
        }
    }

    boolean variation() {
        return parentId > 0;
    }

    boolean trashed() {
        return status.equals("trash");
    }

    /** Sale price if there is one, else the regular price; empty text if there is neither. */
    String price() {
        return salePrice.isEmpty() ? regularPrice : salePrice;
    }

    BigDecimal amount() {
        return price().isEmpty() ? BigDecimal.ZERO : new BigDecimal(price());
    }

    String stockStatus() {
        if (!manageStock) {
            return unmanagedStockStatus;
        }
        return stock > 0 ? "instock" : backorders.equals("no") ? "outofstock" : "onbackorder";
    }
}
