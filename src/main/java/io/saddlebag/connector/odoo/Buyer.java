package io.saddlebag.connector.odoo;

import io.saddlebag.order.Customer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A buyer as Odoo is to hold them.
 *
 * @param customer who it is
 * @param externalId deterministic external id of the partner
 * @param invoice invoice address
 * @param delivery delivery address
 */
record Buyer(Customer customer, String externalId, Place invoice, Place delivery) {

    /** What two orders of one buyer have in common. */
    static String identity(Customer customer) {
        return !customer.vatNumber().isEmpty()
                ? customer.vatNumber()
                : customer.email().isEmpty() ? customer.key() : customer.email();
    }

    /** What only one writer may work on at a time. */
    Collection<String> keys() {
        return List.of("customer " + identity(customer), "partner " + externalId);
    }

    boolean byVat() {
        return !customer.vatNumber().isEmpty();
    }

    /** Whether a partner found is this buyer: VAT numbers are compared as they are, e-mail addresses without their case. */
    boolean is(Row partner) {
        return byVat()
                ? partner.text("vat").equals(customer.vatNumber())
                : !customer.email().isEmpty() && partner.text("email").strip().equalsIgnoreCase(customer.email());
    }

    /** The cells of a new partner. */
    Map<String, String> cells() {
        boolean company = !customer.company().isEmpty() || byVat();
        Map<String, String> cells = new LinkedHashMap<>(invoice.cells);
        cells.put("id", externalId);
        cells.put("name", company && !customer.company().isEmpty() ? customer.company() : customer.name());
        cells.put("is_company", company ? "true" : "");
        cells.put("email", customer.email());
        cells.put("phone", customer.invoice().phone());
        if (byVat()) {
            cells.put("vat", customer.vatNumber());
        }
        return cells;
    }

    /** The addresses that are not the partner's own: invoice first, delivery second, one or none of them. */
    List<Child> children(Row partner) {
        List<Child> children = new ArrayList<>();
        for (Child child : List.of(new Child("invoice", invoice), new Child("delivery", delivery))) {
            if (!child.place.isOf(partner)) {
                children.add(child);
            }
        }
        return children;
    }

    /** An address as Odoo holds it. */
    record Place(String name, Map<String, String> cells, String email, String phone) {

        private boolean isOf(Row partner) {
            return partner.text("name").equals(name)
                    && List.of("street", "street2", "city", "zip").stream()
                            .allMatch(f -> partner.text(f).strip().equals(cells.get(f)))
                    && id(partner.ref("country_id")).equals(cells.get("country_id/.id"))
                    && id(partner.ref("state_id")).equals(cells.get("state_id/.id"));
        }

        private static String id(OptionalLong id) {
            return id.isPresent() ? String.valueOf(id.getAsLong()) : "";
        }
    }

    /** An address below a partner. */
    record Child(String type, Place place) {

        /** The same for the same content: an address is made once, and a changed one is another. */
        String externalId(long parent, String namespace) {
            return namespace + ".address_"
                    + Customers.hash(String.join(
                            "\n",
                            String.valueOf(parent),
                            type,
                            place.name,
                            place.cells.toString(),
                            place.email,
                            place.phone));
        }

        Map<String, String> cells(long parent, String namespace) {
            Map<String, String> cells = new LinkedHashMap<>(place.cells);
            cells.put("id", externalId(parent, namespace));
            cells.put("parent_id/.id", String.valueOf(parent));
            cells.put("type", type);
            cells.put("name", place.name);
            cells.put("email", place.email);
            cells.put("phone", place.phone);
            return cells;
        }
    }
}
