package io.saddlebag.connector.woocommerce;

import io.saddlebag.settings.Section;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The meaning of each order status, {@code saddlebag.store.<name>.statuses.due|wait|ignore|cancel}; one that is named
 * nowhere waits, so nothing is posted by surprise.
 *
 * @param meanings by status, without {@code wc-}
 */
public record Statuses(Map<String, Meaning> meanings) {

    private static final Pattern STATUS = Pattern.compile("[a-z0-9_-]{1,40}");

    /** What an order status means for the journey of an order. */
    public enum Meaning {
        /** Goes on to the ERP. */
        DUE,
        /** Not yet. */
        WAIT,
        /** Never seen. */
        IGNORE,
        /** Is taken back. */
        CANCEL;

        String key() {
            return "statuses." + name().toLowerCase(Locale.ROOT);
        }
    }

    /** Copies the collection. */
    public Statuses {
        meanings = Map.copyOf(meanings);
    }

    /** What a status means; {@code wc-} in front is ignored. */
    public Meaning of(String status) {
        return meanings.getOrDefault(plain(status), Meaning.WAIT);
    }

    static String plain(String status) {
        return status.startsWith("wc-") ? status.substring(3) : status;
    }

    static boolean isStatus(String text) {
        return STATUS.matcher(text).matches();
    }

    /** Reads the four lists; what is named in one of them is taken out of the others' usual ones. */
    static Statuses from(Section s) {
        Map<String, Meaning> meanings = new HashMap<>();
        for (Meaning meaning : Meaning.values()) {
            if (s.find(meaning.key()).isPresent()) {
                read(s, meaning, meanings);
            }
        }
        // "trash" is no status one may set, but an order that lies there was taken back.
        Map.of(
                        Meaning.DUE, List.of("processing", "completed"),
                        Meaning.WAIT, List.of("pending", "on-hold", "failed"),
                        Meaning.IGNORE, List.of("checkout-draft", "auto-draft"),
                        Meaning.CANCEL, List.of("cancelled", "refunded", "trash"))
                .forEach((meaning, usual) -> {
                    if (s.find(meaning.key()).isEmpty()) {
                        usual.forEach(status -> meanings.putIfAbsent(status, meaning));
                    }
                });
        return new Statuses(meanings);
    }

    private static void read(Section s, Meaning meaning, Map<String, Meaning> meanings) {
        for (String raw : s.list(meaning.key(), List.of())) {
            String status = plain(raw);
            if (!isStatus(status)) {
                s.problem(meaning.key(), "has '" + raw + "', which is no order status");
                continue;
            }
            Meaning other = meanings.put(status, meaning);
            if (other != null && other != meaning) {
                s.problem(meaning.key(), "has '" + raw + "', which is also in " + s.full(other.key()));
            }
        }
    }
}
