package io.saddlebag.sandbox.shipbob;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.sandbox.http.SandboxReply;
import io.saddlebag.sandbox.http.SandboxRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Products and their stock. Lots, sorting and changes are left out. */
final class CatalogueApi {

    private final ShipBobOptions options;
    private final Warehouse warehouse;

    CatalogueApi(ShipBobOptions options, Warehouse warehouse) {
        this.options = options;
        this.warehouse = warehouse;
    }

    Optional<SandboxReply> answer(SandboxRequest request, List<String> path) {
        if (!request.method().equals("GET")) {
            return Optional.empty();
        }
        return switch (path.get(0)) {
            case "product" -> products(request, path);
            case "inventory" -> path.size() > 2 ? Optional.empty() : stock(request, path, this::item);
            default -> levels(request, path);
        };
    }

    private Optional<SandboxReply> levels(SandboxRequest request, List<String> path) {
        if (path.get(path.size() - 1).equals("locations") && path.size() <= 3) {
            return stock(request, path.subList(0, path.size() - 1), product -> byCentre(product, request));
        }
        return path.size() > 2 ? Optional.empty() : stock(request, path, this::level);
    }

    private Optional<SandboxReply> stock(
            SandboxRequest request, List<String> path, Function<Product, ObjectNode> shape) {
        if (path.size() == 2) {
            String id = path.get(1);
            Product product = warehouse
                    .catalogue
                    .byInventory(Api.id(id))
                    .orElseThrow(() -> problem(404, "Not Found", "Inventory " + id + " does not exist."));
            return Optional.of(SandboxReply.json(200, shape.apply(product)));
        }
        Query query = new Query(request);
        List<Long> ids = query.ids("InventoryIds");
        String search = query.text("SearchBy").orElse("");
        boolean none = query.flag("IsActive").filter(active -> !active).isPresent()
                || query.flag("IsDigital").filter(digital -> digital).isPresent();
        List<Product> found = warehouse.catalogue.all().stream()
                .filter(product -> !none)
                .filter(product -> ids.isEmpty() || ids.contains(product.inventoryId))
                .filter(product -> search.isEmpty() || found(product, search))
                .toList();
        return Optional.of(
                SandboxReply.json(200, new Page(request, "PageSize", 50, "PageToken").of(found, true, shape)));
    }

    /** Inventory id exactly; name or SKU in part, whatever the case. */
    private static boolean found(Product product, String search) {
        String part = search.toLowerCase(Locale.ROOT);
        return Long.toString(product.inventoryId).equals(search)
                || product.name.toLowerCase(Locale.ROOT).contains(part)
                || product.reference.toLowerCase(Locale.ROOT).contains(part);
    }

    private ObjectNode level(Product product) {
        int fulfillable = product.fulfillable();
        return named(product)
                .put("total_awaiting_quantity", warehouse.goods.awaited(product, 0))
                .put("total_backordered_quantity", product.backordered)
                .put("total_committed_quantity", product.committed())
                .put("total_exception_quantity", 0)
                .put("total_fulfillable_quantity", fulfillable)
                .put("total_internal_transfer_quantity", 0)
                .put("total_on_hand_quantity", product.onHand())
                .put("total_sellable_quantity", fulfillable);
    }

    private ObjectNode byCentre(Product product, SandboxRequest request) {
        Optional<Long> only = new Query(request).id("LocationId");
        ObjectNode json = named(product);
        ArrayNode locations = json.putArray("locations");
        for (Centre centre : options.centres()) {
            if (only.isEmpty() || only.get() == centre.id()) {
                Product.Stock stock = product.at(centre.id());
                locations
                        .addObject()
                        .put("awaiting_quantity", warehouse.goods.awaited(product, centre.id()))
                        .put("committed_quantity", stock.committed)
                        .put("fulfillable_quantity", stock.fulfillable())
                        .put("internal_transfer_quantity", 0)
                        .put("location_id", centre.id())
                        .put("name", centre.name())
                        .put("on_hand_quantity", stock.onHand);
            }
        }
        return json;
    }

    private ObjectNode item(Product product) {
        ObjectNode json = named(product)
                .put("barcode", product.reference)
                .put("is_case", false)
                .put("is_lot", false)
                .put("user_id", 1);
        json.putObject("dimensions")
                .put("height", 4.0)
                .put("is_locked", false)
                .put("length", 10.0)
                .put("unit", "inches")
                .put("validated", true)
                .put("width", 8.0);
        json.putObject("variant")
                .put("is_active", true)
                .put("is_bundle", false)
                .put("is_digital", false)
                .putObject("hazmat")
                .put("is_hazmat", false)
                .put("validated", true);
        json.putObject("weight").put("unit", "ounces").put("value", 16.0);
        return json;
    }

    private static ObjectNode named(Product product) {
        return Json.object()
                .put("inventory_id", product.inventoryId)
                .put("name", product.name)
                .put("sku", product.reference);
    }

    private Optional<SandboxReply> products(SandboxRequest request, List<String> path) {
        if (path.size() == 2) {
            String id = path.get(1);
            Product product = warehouse
                    .catalogue
                    .byId(Api.id(id))
                    .orElseThrow(() -> problem(404, "Not Found", "Product " + id + " does not exist."));
            return Optional.of(SandboxReply.json(200, product(product)));
        }
        if (path.size() > 2) {
            return Optional.empty();
        }
        Query query = new Query(request);
        Optional<String> sku = query.text("SKU").or(() -> query.text("SellerSKU"));
        Optional<String> search = query.text("Search").or(() -> query.text("Name"));
        Optional<Long> inventory = query.id("InventoryId");
        Optional<Long> id = query.id("ProductId");
        Optional<Long> variant = query.id("VariantId");
        List<Product> found = warehouse.catalogue.all().stream()
                .filter(product -> sku.isEmpty() || product.reference.equalsIgnoreCase(sku.get()))
                .filter(product -> search.isEmpty() || found(product, search.get()))
                .filter(product -> inventory.isEmpty() || product.inventoryId == inventory.get())
                .filter(product -> id.isEmpty() || product.id == id.get())
                .filter(product -> variant.isEmpty() || product.variantId == variant.get())
                .toList();
        return Optional.of(
                SandboxReply.json(200, new Page(request, "PageSize", 50, "PageToken").of(found, true, this::product)));
    }

    /** {@code Products.ProductViewModelV5} with one variant; hazmat, customs and marketplace data are left out. */
    private ObjectNode product(Product product) {
        ObjectNode json = Json.object()
                .put("created_on", Json.time(product.created))
                .put("id", product.id)
                .put("name", product.name)
                .putNull("taxonomy")
                .put("type", "Regular")
                .put("updated_on", Json.time(product.created))
                .put("user_id", 1);
        ObjectNode variant = json.putArray("variants")
                .addObject()
                .put("created_on", Json.time(product.created))
                .putNull("gtin")
                .put("id", product.variantId)
                .put("is_digital", false)
                .put("is_image_uploaded", false)
                .put("name", product.name)
                .put("sku", product.reference)
                .put("status", "Active")
                .putNull("upc")
                .put("updated_on", Json.time(product.created));
        variant.putObject("inventory").put("inventory_id", product.inventoryId).put("on_hand_qty", product.onHand());
        variant.putArray("barcodes").addObject().putNull("sticker_url").put("value", product.reference);
        return json;
    }

    private static Refusal problem(int status, String title, String detail) {
        return Refusal.of(
                status,
                Json.object()
                        .put("detail", detail)
                        .putNull("instance")
                        .put("status", status)
                        .put("title", title)
                        .put("type", "https://tools.ietf.org/html/rfc9110#section-15.5.5"));
    }
}
