package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes up realistic orders: one to four lines, guests and customers, sometimes a coupon, a fee, another country. */
final class OrderPlacer {

    private record Place(String country, String city, String postcode, String street, String phone) {}

    private static final List<Place> PLACES = List.of(
            new Place("DE", "Berlin", "10115", "Beispielstraße", "+49 30 000000"),
            new Place("DE", "Hamburg", "20095", "Am Teststeg", "+49 40 000000"),
            new Place("DE", "München", "80331", "Musterweg", "+49 89 000000"),
            new Place("AT", "Wien", "1010", "Probegasse", "+43 1 000000"),
            new Place("FR", "Paris", "75001", "Rue de l'Exemple", "+33 1 00000000"),
            new Place("NL", "Utrecht", "3511", "Voorbeeldstraat", "+31 30 000000"),
            new Place("US", "Springfield", "62701", "Sample Street", "+1 217 0000000"));
    private static final List<String> FIRST = List.of("Anna", "Jörg", "Zoë", "Luc", "Emma", "Mats", "Inès", "Paul");
    private static final List<String> LAST =
            List.of("Muster", "Beispiel", "O'Brien", "Dupont", "de Vries", "Größ", "Nowak", "Smith");

    private final StoreState state;
    private final Random random;
    private final ShopperHabits habits;
    private List<Product> sellable = List.of();
    private long seenVersion = -1;

    OrderPlacer(StoreState state, Random random, ShopperHabits habits) {
        this.state = state;
        this.random = random;
        this.habits = habits;
    }

    /** The body of one random order, as the REST API would take it. */
    ObjectNode next() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        Place place = PLACES.get(random.nextInt(PLACES.size()));
        String first = FIRST.get(random.nextInt(FIRST.size()));
        String last = LAST.get(random.nextInt(LAST.size()));
        address(body.putObject("billing"), place, first, last)
                .put("email", StoreState.slug(first + "." + last) + "." + random.nextInt(10_000) + "@example.com");
        address(body.putObject("shipping"), place, first, last);
        List<Long> customers = new ArrayList<>(state.customers.keySet());
        if (!customers.isEmpty() && random.nextInt(100) < 40) {
            body.put("customer_id", customers.get(random.nextInt(customers.size())));
        }
        payment(body);
        lines(body.putArray("line_items"), sellable());
        extras(body);
        body.put("customer_ip_address", "192.0.2." + (1 + random.nextInt(254)));
        body.put("customer_user_agent", "Mozilla/5.0 (X11; Linux x86_64) Sandbox/1.0");
        return body;
    }

    private List<Product> sellable() {
        if (seenVersion != state.catalogueVersion()) {
            seenVersion = state.catalogueVersion();
            sellable = state.products().stream()
                    .filter(p -> !p.type.equals("variable")
                            && !p.trashed()
                            && !p.price().isEmpty())
                    .toList();
        }
        if (sellable.isEmpty()) {
            throw new IllegalStateException("the shop has nothing to sell: give it products first");
        }
        return sellable;
    }

    private ObjectNode address(ObjectNode address, Place place, String first, String last) {
        return address.put("first_name", first)
                .put("last_name", last)
                .put("address_1", place.street() + " " + (1 + random.nextInt(120)))
                .put("city", place.city())
                .put("postcode", place.postcode())
                .put("country", place.country())
                .put("phone", place.phone());
    }

    private void payment(ObjectNode body) {
        switch (random.nextInt(3)) {
            case 0 -> body.put("payment_method", "cod").put("payment_method_title", "Cash on delivery");
            case 1 ->
                body.put("payment_method", "stripe")
                        .put("payment_method_title", "Credit card")
                        .put("transaction_id", "ch_" + Long.toString(Math.abs(random.nextLong()), 36));
            default ->
                body.put("payment_method", "ppcp-gateway")
                        .put("payment_method_title", "PayPal")
                        .put(
                                "transaction_id",
                                Long.toString(Math.abs(random.nextLong()), 36).toUpperCase(java.util.Locale.ROOT));
        }
    }

    private void lines(ArrayNode lines, List<Product> sellable) {
        java.util.Set<Product> chosen = new java.util.LinkedHashSet<>();
        int wanted = Math.min(sellable.size(), 1 + random.nextInt(4));
        while (chosen.size() < wanted) {
            chosen.add(sellable.get(random.nextInt(sellable.size())));
        }
        for (Product product : chosen) {
            ObjectNode line = lines.addObject();
            line.put("product_id", product.variation() ? product.parentId : product.id);
            if (product.variation()) {
                line.put("variation_id", product.id);
            }
            line.put("quantity", 1 + random.nextInt(3));
        }
    }

    private void extras(ObjectNode body) {
        ObjectNode shipping = body.putArray("shipping_lines").addObject();
        ShopperHabits.Shipping chosen = habits.chosen(random);
        shipping.put("method_id", chosen.method())
                .put("method_title", chosen.title())
                .put("total", chosen.total());
        shipping.put("instance_id", "1");
        if (random.nextInt(100) < 15 && habits.fees()) {
            body.putArray("fee_lines").addObject().put("name", "Gift wrap").put("total", "1.50");
        }
        List<String> coupons = List.copyOf(state.coupons.keySet());
        if (!coupons.isEmpty() && random.nextInt(100) < 20) {
            body.putArray("coupon_lines").addObject().put("code", coupons.get(random.nextInt(coupons.size())));
        }
        if (random.nextInt(100) < 30) {
            body.put("customer_note", "Please ring “twice” – 3rd floor");
        }
    }
}
