package io.saddlebag.product;

import io.saddlebag.delivery.Outcome;
import java.util.Optional;

/** Where pictures come from. */
@FunctionalInterface
public interface PictureSource {

    /** The content of an item's picture, empty where it has none. */
    Outcome<Optional<byte[]>> of(String erp, String product);
}
