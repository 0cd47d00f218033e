package io.saddlebag.operations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.access.Permission;
import io.saddlebag.ledger.Products;
import io.saddlebag.ledger.Products.Listing;
import java.time.Instant;
import java.util.Locale;

/**
 * Items of the ERPs in the stores over HTTP.
 *
 * <ul>
 *   <li>{@code GET /api/v1/products?store=&trouble=&limit=}: where items stand, the longest unchanged first; {@code trouble=true}:
 *       only those that need a person
 *   <li>{@code GET /api/v1/products/status}: how many stand where, by store
 * </ul>
 */
public final class ProductsApi extends ApiPart {

    private final Products products;

    /** Serves what the ledger knows. */
    public ProductsApi(Products products) {
        this.products = products;
    }

    @Override
    void mount(ApiPaths paths) {
        paths.get("/api/v1/products/status", Permission.SEE_STOCK_AND_PRICES, this::status);
        paths.get("/api/v1/products", Permission.SEE_STOCK_AND_PRICES, this::list);
    }

    private void status(ApiCall call) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode counts = answer.putArray("counts");
        products.counts().forEach(count -> counts.addObject()
                .put("store", count.store())
                .put("state", count.state().name().toLowerCase(Locale.ROOT))
                .put("count", count.count()));
        call.answer(200, answer);
    }

    private void list(ApiCall call) {
        boolean troubled = call.param("trouble").filter("true"::equals).isPresent();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("products");
        products.listings(call.param("store"), troubled, call.limit()).forEach(listing -> list.add(view(listing)));
        call.answer(200, answer);
    }

    private static ObjectNode view(Listing listing) {
        ObjectNode view = JsonNodeFactory.instance
                .objectNode()
                .put("store", listing.store())
                .put("erp", listing.erp())
                .put("product", listing.product())
                .put("sku", listing.sku())
                .put("state", listing.state().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("code", listing.code())
                .put("words", listing.words())
                .put("remedy", listing.remedy())
                .put("since", listing.changedAt().toString());
        listing.nextAt().map(Instant::toString).ifPresent(at -> view.put("nextTry", at));
        return view;
    }
}
