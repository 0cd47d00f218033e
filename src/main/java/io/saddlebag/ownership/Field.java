package io.saddlebag.ownership;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What somebody owns. The words are those of the file {@code rules/ownership.yaml}. */
public enum Field {
    /** Quantity and backorders of an item. */
    STOCK(Owner.ERP, ForeignChange.CORRECT),
    /** Regular and sale price of an item, with the sale's dates. */
    PRICE(Owner.ERP, ForeignChange.CORRECT),
    /** An item's name. */
    NAME(Owner.STORE, ForeignChange.IGNORE),
    /** An item's long text. */
    DESCRIPTION(Owner.STORE, ForeignChange.IGNORE),
    /** An item's short text. */
    SHORT_DESCRIPTION(Owner.STORE, ForeignChange.IGNORE),
    /** An item's pictures. */
    IMAGES(Owner.ERP, ForeignChange.REPORT),
    /** The categories an item stands in. */
    CATEGORIES(Owner.ERP, ForeignChange.REPORT),
    /** An item's attributes, and of a variable one what its variations are told apart by. */
    ATTRIBUTES(Owner.ERP, ForeignChange.REPORT),
    /** Whether an item is on sale: published or draft. */
    VISIBILITY(Owner.ERP, ForeignChange.REPORT),
    /** An item's weight. */
    WEIGHT(Owner.ERP, ForeignChange.REPORT),
    /** An item's GTIN, UPC, EAN or ISBN. */
    BARCODE(Owner.ERP, ForeignChange.REPORT),
    /** Lines, amounts and addresses of an order that the ERP has. */
    POSTED_ORDER(Owner.ERP, ForeignChange.REPORT);

    private final Rule usual;

    Field(Owner owner, ForeignChange foreign) {
        this.usual = new Rule(owner, foreign);
    }

    /** What holds where the file says nothing. */
    public Rule usual() {
        return usual;
    }

    /** Its word in the file, such as {@code short-description}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The field of a word. */
    public static Optional<Field> of(String word) {
        return Arrays.stream(values()).filter(f -> f.word().equals(word)).findFirst();
    }

    /** All words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Field::word).toList();
    }
}
