package io.saddlebag.product;

import io.saddlebag.delivery.Outcome;
import java.util.Optional;

/** The ERPs' items, asked for what is not told with each of them. Every question may be repeated. */
public interface ItemMaster {

    /** The content of an item's picture, empty where it has none. */
    Outcome<Optional<byte[]>> picture(String erp, String product);

    /** Whether an item is there, archived or not; false once it was deleted, or its ERP is none of ours any more. */
    Outcome<Boolean> isThere(String erp, String product);
}
