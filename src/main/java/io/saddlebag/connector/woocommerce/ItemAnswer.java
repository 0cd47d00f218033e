package io.saddlebag.connector.woocommerce;

/** What the store answered to one item of a batch. */
public sealed interface ItemAnswer {

    /** It shows what it was told. */
    record Written(ShopItem item) implements ItemAnswer {}

    /**
     * It took the update and shows something else.
     *
     * @param words in what
     */
    record Otherwise(ShopItem item, String words) implements ItemAnswer {}

    /**
     * It took nothing of this item.
     *
     * @param code the store's own
     * @param words the store's own, without HTML
     */
    record Refused(String code, String words) implements ItemAnswer {}
}
