package io.saddlebag.sandbox.shipbob;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The merchant's products. Guarded by the warehouse. */
final class Catalogue {

    private static final int PLENTY = 1_000_000;

    private final ShipBobOptions options;
    private final Map<Long, Product> byId = new LinkedHashMap<>();
    private final Map<String, Product> byReference = new LinkedHashMap<>();

    Catalogue(ShipBobOptions options) {
        this.options = options;
        for (KnownProduct known : options.products()) {
            Product product = add(known.reference(), known.name(), true);
            known.onHand().forEach((centre, units) -> product.at(centre).onHand = units);
        }
    }

    Collection<Product> all() {
        return byId.values();
    }

    Optional<Product> byReference(String reference) {
        return Optional.ofNullable(byReference.get(reference));
    }

    Optional<Product> byId(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<Product> byInventory(long inventoryId) {
        return byId(inventoryId - 20_000_000);
    }

    /** Creates the product an order names for the first time; ShipBob does so when reference and name are given. */
    Product adopt(String reference, String name) {
        Product product = add(reference, name, options.anyProduct());
        if (options.anyProduct()) {
            options.centres().forEach(centre -> product.at(centre.id()).onHand = PLENTY);
        }
        return product;
    }

    private Product add(String reference, String name, boolean received) {
        Product product = new Product(
                50_000L + byId.size() + 1,
                reference,
                name,
                received,
                options.clock().instant());
        byId.put(product.id, product);
        byReference.put(reference, product);
        return product;
    }
}
