package io.saddlebag.connector.odoo;

import io.saddlebag.order.Customer;
import io.saddlebag.order.Order;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds or makes a buyer in Odoo, once. A partner that is there already is found by VAT number, else by e-mail, among
 * those that belong to no other; of several, the one made by us, else the oldest. A new one is made by a create-once
 * load under the buyer's deterministic external id, so a lost answer or a second daemon makes no duplicate (facts: erp
 * 7, 8). Addresses that differ from the partner's own become child addresses whose external id is a hash of their
 * content: the same address is made once, and a changed one leaves old orders' addresses alone.
 */
final class Customers {

    private static final List<String> ADDRESS =
            List.of("name", "street", "street2", "city", "zip", "country_id", "state_id");

    private final OdooSession odoo;
    private final OdooSettings settings;
    private final Catalogue catalogue;
    private final Writers writers;
    private final Cache<String, CustomerIds> known;

    Customers(OdooSession odoo, OdooSettings settings, Catalogue catalogue, Writers writers, Clock clock) {
        this.odoo = odoo;
        this.settings = settings;
        this.catalogue = catalogue;
        this.writers = writers;
        this.known = new Cache<>(clock, settings.cacheFor());
    }

    void forget() {
        known.clear();
    }

    CustomerIds ids(Customer customer) {
        String identity = identity(customer);
        return writers.alone("customer " + identity, () -> known.get(hash(identity + customer), () -> find(customer)));
    }

    /** What two orders of one buyer have in common. */
    private static String identity(Customer customer) {
        return !customer.vatNumber().isEmpty()
                ? customer.vatNumber()
                : customer.email().isEmpty() ? customer.key() : customer.email();
    }

    private CustomerIds find(Customer customer) {
        Place invoice = place(customer, customer.invoice());
        Place delivery = place(customer, customer.delivery());
        Row partner = existing(customer).orElseGet(() -> make(customer, invoice));
        List<Child> children = new ArrayList<>();
        Optional<Child> invoiceChild = child(partner, "invoice", invoice, children);
        Optional<Child> deliveryChild = child(partner, "delivery", delivery, children);
        if (children.isEmpty()) {
            return new CustomerIds(partner.id(), partner.id(), partner.id());
        }
        Table table = new Table(List.of(
                "id",
                "parent_id/.id",
                "type",
                "name",
                "street",
                "street2",
                "city",
                "zip",
                "country_id/.id",
                "state_id/.id",
                "email",
                "phone"));
        children.forEach(c -> table.record(c.cells(partner.id())));
        List<Long> ids = odoo.load("res.partner", table);
        return new CustomerIds(
                partner.id(),
                invoiceChild.map(c -> ids.get(children.indexOf(c))).orElse(partner.id()),
                deliveryChild.map(c -> ids.get(children.indexOf(c))).orElse(partner.id()));
    }

    private Optional<Row> existing(Customer customer) {
        List<String> fields = new ArrayList<>(ADDRESS);
        fields.addAll(List.of("email", "vat"));
        Optional<Row> byVat = customer.vatNumber().isEmpty()
                ? Optional.empty()
                : ours(
                        customer,
                        odoo.rows(OdooCall.searchRead(
                                "res.partner",
                                Domain.all()
                                        .is("vat", customer.vatNumber())
                                        .empty("parent_id")
                                        .terms(),
                                fields)));
        if (byVat.isPresent()
                || customer.email().isEmpty()
                || !customer.vatNumber().isEmpty()) {
            return byVat;
        }
        return ours(
                customer,
                odoo
                        .rows(OdooCall.searchRead(
                                "res.partner",
                                Domain.all()
                                        .like("email", customer.email())
                                        .empty("parent_id")
                                        .terms(),
                                fields))
                        .stream()
                        .filter(r -> r.text("email").strip().equalsIgnoreCase(customer.email()))
                        .toList());
    }

    private Optional<Row> ours(Customer customer, List<Row> found) {
        if (found.size() < 2) {
            return found.stream().findFirst();
        }
        Map<Long, String> external =
                odoo.externalIds("res.partner", found.stream().map(Row::id).toList());
        return found.stream()
                .filter(r -> externalId(customer.key()).equals(external.get(r.id())))
                .findFirst()
                .or(() -> found.stream().min((a, b) -> Long.compare(a.id(), b.id())));
    }

    private Row make(Customer customer, Place invoice) {
        boolean company = !customer.company().isEmpty() || !customer.vatNumber().isEmpty();
        Map<String, String> cells = new LinkedHashMap<>(invoice.cells());
        cells.put("id", externalId(customer.key()));
        cells.put("name", company && !customer.company().isEmpty() ? customer.company() : customer.name());
        cells.put("is_company", company ? "true" : "");
        cells.put("email", customer.email());
        cells.put("phone", customer.invoice().phone());
        List<String> columns = new ArrayList<>(List.of(
                "id",
                "name",
                "is_company",
                "street",
                "street2",
                "city",
                "zip",
                "country_id/.id",
                "state_id/.id",
                "email",
                "phone"));
        if (!customer.vatNumber().isEmpty()) {
            columns.add("vat");
            cells.put("vat", customer.vatNumber());
        }
        long id = odoo.load("res.partner", new Table(columns).record(cells)).get(0);
        // Read back: the external id may have been there, with what a person made of it since.
        return odoo.one("res.partner", id, ADDRESS);
    }

    /** An address as Odoo holds it. */
    private record Place(String name, Map<String, String> cells, String email, String phone) {

        boolean isOf(Row partner) {
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

    private record Child(String externalId, String type, Place place) {

        Map<String, String> cells(long parent) {
            Map<String, String> cells = new LinkedHashMap<>(place.cells());
            cells.put("id", externalId);
            cells.put("parent_id/.id", String.valueOf(parent));
            cells.put("type", type);
            cells.put("name", place.name());
            cells.put("email", place.email());
            cells.put("phone", place.phone());
            return cells;
        }
    }

    private Optional<Child> child(Row partner, String type, Place place, List<Child> children) {
        if (place.isOf(partner)) {
            return Optional.empty();
        }
        String key = "address_"
                + hash(String.join(
                        "\n",
                        String.valueOf(partner.id()),
                        type,
                        place.name(),
                        place.cells().toString(),
                        place.email(),
                        place.phone()));
        Child child = new Child(externalId(key), type, place);
        children.add(child);
        return Optional.of(child);
    }

    private Place place(Customer customer, Order.Address address) {
        Map<String, String> cells = new LinkedHashMap<>();
        String country = address.country();
        OptionalLong countryId = country.isEmpty() ? OptionalLong.empty() : catalogue.country(country);
        if (!country.isEmpty() && countryId.isEmpty()) {
            throw Stopped.refused(
                    "unknown-country",
                    "Odoo has no country with the code '" + country + "'",
                    "correct the address in the store, or add the country in Odoo");
        }
        OptionalLong state = countryId.isEmpty() || address.state().isEmpty()
                ? OptionalLong.empty()
                : catalogue.state(countryId.getAsLong(), country, address.state());
        // A state Odoo does not know stays readable behind the city.
        String city = state.isEmpty() && !address.state().isEmpty()
                ? (address.city() + ", " + address.state()).replaceFirst("^, ", "")
                : address.city();
        cells.put("street", address.address1().strip());
        cells.put("street2", address.address2().strip());
        cells.put("city", city.strip());
        cells.put("zip", address.postcode().strip());
        cells.put("country_id/.id", countryId.isPresent() ? String.valueOf(countryId.getAsLong()) : "");
        cells.put("state_id/.id", state.isPresent() ? String.valueOf(state.getAsLong()) : "");
        String name = address.name().isEmpty() ? customer.name() : address.name();
        String email = address.email().isEmpty() ? customer.email() : address.email();
        return new Place(name, cells, email, address.phone());
    }

    private String externalId(String key) {
        return settings.namespace() + "." + key;
    }

    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, 24);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
