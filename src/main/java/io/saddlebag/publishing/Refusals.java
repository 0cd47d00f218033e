package io.saddlebag.publishing;

import io.saddlebag.ledger.Publications.PublicationRow;
import io.saddlebag.ledger.Publications.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why an item cannot be shown, in words, with a remedy, and whether trying again by itself can help. What the store says is
 * told by one table, read from top to bottom; the first row that fits decides.
 */
final class Refusals {

    static final String NOT_AS_WRITTEN = "not-as-written";

    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_TRIES = 10;

    /** The store's code and words (regular expressions), our code, remedy, whether trying again helps (facts: woocommerce 6, 7). */
    private static final List<Row> TABLE = List.of(
            new Row(
                    ".*",
                    ".*already (being|under) process.*",
                    "sku-in-progress",
                    "another request makes the product, or one was left half made: look for the SKU in the store's products"
                            + " and in its trash, delete what is not wanted for good",
                    true),
            new Row(
                    ".*_not_created",
                    ".*lookup table.*",
                    "sku-in-trash",
                    "a product with this SKU lies in the store's trash: restore it, or delete it for good",
                    true),
            new Row(
                    "product_invalid_sku",
                    ".*",
                    "sku-taken",
                    "another product of the store has this SKU: give one of them another",
                    false),
            new Row(
                    "product_invalid_global_unique_id",
                    ".*",
                    "barcode-taken",
                    "another product of the store has this barcode: take it off there, or correct it in the ERP",
                    true),
            new Row(
                    "woocommerce_rest_invalid_product_id",
                    ".*",
                    "item-changed",
                    "nothing: the catalogue is read again by itself",
                    true),
            new Row(
                    "woocommerce_rest_[a-z_]*invalid_id",
                    ".*",
                    "not-in-store",
                    "the item was deleted in the store: create it again there, or take it out of what is published",
                    false),
            new Row(".*", ".*", "refused-by-store", "read the store's words; it is tried again by itself", true));

    private final Clock clock;

    Refusals(Clock clock) {
        this.clock = clock;
    }

    /** A trouble that ends only when the wish or the item changes. */
    static Trouble forAPerson(PublicationRow row, String code, String words, String remedy) {
        return trouble(row, code, words, remedy, Optional.empty());
    }

    /** What the store said of one item. */
    Trouble said(PublicationRow row, String code, String words) {
        Row fits =
                TABLE.stream().filter(one -> one.fits(code, words)).findFirst().orElseThrow();
        String said = words.isEmpty() ? code : words + " (" + code + ")";
        return fits.again()
                ? passing(row, fits.name(), "the store says: " + said, fits.remedy())
                : forAPerson(row, fits.name(), "the store says: " + said, fits.remedy());
    }

    /** A trouble that may pass: tried again with growing pauses, a bounded number of times. */
    Trouble passing(PublicationRow row, String code, String words, String remedy) {
        return trouble(row, code, words, remedy, row.tries() >= MOST_TRIES ? Optional.empty() : later(row));
    }

    /** Nobody knows whether the store has it: tried again until it answers. */
    Trouble unknown(PublicationRow row, String words) {
        return trouble(
                row,
                "answer-unreadable",
                words,
                "look at the store's answer in the browser: a plugin, or what stands in front of the store, changes it",
                later(row));
    }

    private Optional<Instant> later(PublicationRow row) {
        Duration pause = FIRST.multipliedBy(1L << Math.min(row.tries(), 10));
        return Optional.of(clock.instant().plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause));
    }

    private static Trouble trouble(
            PublicationRow row, String code, String words, String remedy, Optional<Instant> nextTry) {
        return new Trouble(row.store(), row.sku(), row.aspect(), row.wished(), code, words, remedy, nextTry);
    }

    private record Row(Pattern code, Pattern words, String name, String remedy, boolean again) {

        Row(String code, String words, String name, String remedy, boolean again) {
            this(
                    Pattern.compile(code, Pattern.CASE_INSENSITIVE),
                    Pattern.compile(words, Pattern.CASE_INSENSITIVE | Pattern.DOTALL),
                    name,
                    remedy,
                    again);
        }

        boolean fits(String said, String message) {
            return code.matcher(said).matches() && words.matcher(message).matches();
        }
    }
}
