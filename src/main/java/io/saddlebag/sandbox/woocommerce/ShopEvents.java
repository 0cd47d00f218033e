package io.saddlebag.sandbox.woocommerce;

/** Where the shop says that something happened, so that webhooks can go out. */
@FunctionalInterface
interface ShopEvents {

    /**
     * @param topic e.g. {@code order.updated}
     * @param id the object's id
     * @param delayMillis how long the event takes to come about, 0 for at once
     */
    void raise(String topic, long id, long delayMillis);
}
