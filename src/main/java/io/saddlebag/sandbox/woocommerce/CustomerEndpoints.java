package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code /wc/v3/customers}; {@code modified_after} is ignored, as the real shop does (facts 21). */
final class CustomerEndpoints {

    private static final String BASE = "/wc/v3/customers";
    private static final List<String> ADDRESS = List.of(
            "first_name", "last_name", "company", "address_1", "address_2", "city", "postcode", "country", "state");

    private final StoreState state;
    private final ShopEvents events;
    private final Addresses addresses;

    CustomerEndpoints(StoreState state, ShopEvents events, Addresses addresses) {
        this.state = state;
        this.events = events;
        this.addresses = addresses;
    }

    void register(RestRouter router) {
        router.add(BASE, "GET, POST", Map.of("GET", this::list, "POST", this::create));
        router.add(
                BASE + "/{id}",
                "GET, POST, PUT, PATCH, DELETE",
                Map.of("GET", this::get, "PUT", this::put, "DELETE", this::delete));
    }

    private Customer find(RestCall call) {
        Customer customer = state.customers.get(call.id());
        if (customer == null) {
            throw new RestError(404, "wc_user_invalid_id", "Invalid user ID.");
        }
        return customer;
    }

    private RestReply list(RestCall call) {
        call.oneOf("orderby", "name", List.of("id", "include", "name", "registered_date"));
        String email = call.query("email");
        String search = call.query("search").toLowerCase(Locale.ROOT);
        List<Customer> found = new ArrayList<>(state.customers.values());
        found.removeIf(c -> !email.isEmpty() && !c.email.equalsIgnoreCase(email));
        found.removeIf(c -> !search.isEmpty()
                && !(c.email + " " + c.username).toLowerCase(Locale.ROOT).contains(search));
        if (call.query("order").equals("desc")) {
            found.sort(Comparator.<Customer>comparingLong(c -> c.id).reversed());
        }
        return new Pages(Map.of()).cut(call, found, this::json);
    }

    private RestReply get(RestCall call) {
        return RestReply.item(200, json(find(call)));
    }

    private RestReply create(RestCall call) {
        if (!call.body().has("email")) {
            throw RestError.missing("email");
        }
        Customer made = create(call.body());
        return RestReply.created(json(made), call.addresses().rest(BASE + "/" + made.id));
    }

    Customer create(ObjectNode body) {
        String email = body.path("email").asText("");
        if (!email.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) {
            throw new RestError(400, "customer_invalid_email", "Invalid email address");
        }
        if (state.customers.values().stream().anyMatch(c -> c.email.equalsIgnoreCase(email))) {
            throw new RestError(
                    400,
                    "registration-error-email-exists",
                    "An account is already registered with " + email
                            + ". Please log in or use a different email address.");
        }
        Customer customer = new Customer(state.nextCustomer(), state.clock().now());
        customer.username = email.substring(0, email.indexOf('@'));
        apply(customer, body);
        state.customers.put(customer.id, customer);
        events.raise("customer.created", customer.id, 0);
        events.raise("customer.updated", customer.id, 0);
        return customer;
    }

    private RestReply put(RestCall call) {
        Customer customer = find(call);
        apply(customer, call.body());
        customer.modified = state.clock().now();
        events.raise("customer.updated", customer.id, 0);
        return RestReply.item(200, json(customer));
    }

    private RestReply delete(RestCall call) {
        Customer customer = find(call);
        if (!call.flag("force")) {
            throw new RestError(501, "woocommerce_rest_trash_not_supported", "Customers do not support trashing.");
        }
        ObjectNode before = json(customer);
        state.customers.remove(customer.id);
        events.raise("customer.deleted", customer.id, 0);
        return RestReply.item(200, before);
    }

    private void apply(Customer customer, ObjectNode body) {
        customer.email = body.path("email").asText(customer.email);
        customer.firstName = body.path("first_name").asText(customer.firstName);
        customer.lastName = body.path("last_name").asText(customer.lastName);
        customer.username = body.path("username").asText(customer.username);
        merge(customer.billing, body.path("billing"));
        merge(customer.shipping, body.path("shipping"));
        customer.meta.merge(body.get("meta_data"), state::nextMeta);
    }

    private static void merge(ObjectNode address, JsonNode posted) {
        posted.fields()
                .forEachRemaining(f -> address.put(f.getKey(), f.getValue().asText("")));
    }

    ObjectNode json(Customer c) {
        ObjectNode o = JsonNodeFactory.instance.objectNode();
        SiteClock clock = state.clock();
        o.put("id", c.id).put("date_created", clock.local(c.created)).put("date_created_gmt", clock.gmt(c.created));
        o.put("date_modified", clock.local(c.modified)).put("date_modified_gmt", clock.gmt(c.modified));
        o.put("email", c.email).put("first_name", c.firstName).put("last_name", c.lastName);
        o.put("role", "customer").put("username", c.username);
        o.set("billing", address(c.billing, true));
        o.set("shipping", address(c.shipping, false));
        o.put("is_paying_customer", c.paying);
        o.put(
                "avatar_url",
                "https://secure.gravatar.com/avatar/" + Integer.toHexString(c.email.hashCode()) + "?s=96&d=mm&r=g");
        o.set("meta_data", c.meta.plain(false));
        o.set("_links", addresses.links(BASE, c.id));
        return o;
    }

    private static ObjectNode address(ObjectNode kept, boolean email) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        ADDRESS.forEach(field -> whole.put(field, kept.path(field).asText("")));
        if (email) {
            whole.put("email", kept.path("email").asText(""));
        }
        return whole.put("phone", kept.path("phone").asText(""));
    }
}
