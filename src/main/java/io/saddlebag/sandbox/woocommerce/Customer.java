package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** One account of a shopper. */
final class Customer {

    final long id;
    final Instant created;
    final Meta meta = new Meta();
    final ObjectNode billing = JsonNodeFactory.instance.objectNode();
    final ObjectNode shipping = JsonNodeFactory.instance.objectNode();
    String email = "";
    String firstName = "";
    String lastName = "";
    String username = "";
    boolean paying;
    Instant modified;

    Customer(long id, Instant created) {
        this.id = id;
        this.created = created;
        this.modified = created;
    }
}
