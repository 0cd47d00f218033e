package io.saddlebag.connector.odoo;

/** The two remote interfaces of Odoo. */
enum Dialect {
    /** {@code POST /jsonrpc}: business errors are HTTP 200 with an {@code error} (facts: erp 1, 2). */
    JSON_RPC("JSON-RPC"),
    /** {@code POST /json/2/<model>/<method>} from Odoo 19: real statuses (facts: erp 1, 3). */
    JSON_2("JSON-2");

    private final String words;

    Dialect(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
