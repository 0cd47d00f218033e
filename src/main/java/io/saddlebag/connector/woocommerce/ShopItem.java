package io.saddlebag.connector.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A product or a variation as the store tells it.
 *
 * @param productId the product, or the variation's parent
 * @param variationId empty for a product
 * @param sku as shown; a variation without one shows its parent's
 * @param ownSku whether the SKU is its own
 * @param managesStock {@code true}, {@code false}, or {@code parent} for a variation whose parent keeps the stock
 * @param stock pieces, empty where the store keeps none
 */
public record ShopItem(
        String productId,
        String variationId,
        String sku,
        boolean ownSku,
        String type,
        String status,
        String managesStock,
        Optional<Long> stock,
        String backorders,
        String regularPrice,
        String salePrice,
        Optional<Instant> saleFrom,
        Optional<Instant> saleTo,
        Instant modifiedAt) {

    static final String FIELDS =
            "id,type,status,sku,parent_id,manage_stock,stock_quantity,backorders,regular_price,sale_price,"
                    + "date_on_sale_from_gmt,date_on_sale_to_gmt,date_modified_gmt";

    /** A row of a list of products, or the answer to a write of one. */
    static ShopItem product(JsonNode row) {
        return of(
                row,
                OrderFields.id(row).orElseThrow(),
                "",
                !OrderFields.text(row, "sku").isBlank());
    }

    /**
     * A row of a list of variations, or the answer to a write of one.
     *
     * @param parentSku a variation without a SKU of its own shows this one
     */
    static ShopItem variation(JsonNode row, String parent, String parentSku) {
        String sku = OrderFields.text(row, "sku");
        boolean own = !sku.isBlank() && !sku.strip().equalsIgnoreCase(parentSku.strip());
        return of(row, parent, OrderFields.id(row).orElseThrow(), own);
    }

    private static ShopItem of(JsonNode row, String product, String variation, boolean ownSku) {
        JsonNode stock = row.path("stock_quantity");
        return new ShopItem(
                product,
                variation,
                OrderFields.text(row, "sku").strip(),
                ownSku,
                variation.isEmpty() ? OrderFields.text(row, "type") : "variation",
                OrderFields.text(row, "status"),
                row.path("manage_stock").asText("false"),
                stock.isNumber() ? Optional.of(stock.longValue()) : Optional.empty(),
                OrderFields.text(row, "backorders"),
                OrderFields.text(row, "regular_price"),
                OrderFields.text(row, "sale_price"),
                OrderFields.gmt(row, "date_on_sale_from_gmt"),
                OrderFields.gmt(row, "date_on_sale_to_gmt"),
                OrderFields.gmt(row, Axis.MODIFIED.field()).orElse(Instant.EPOCH));
    }

    /** The id that is written to. */
    public String id() {
        return variationId.isEmpty() ? productId : variationId;
    }
}
