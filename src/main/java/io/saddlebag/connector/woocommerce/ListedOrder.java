package io.saddlebag.connector.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An order as a list shows it, without its lines.
 *
 * @param status the store's status without {@code wc-}; {@code trash} for one in the trash
 * @param total the amount as the store writes it
 * @param createdAt placed, empty where the store does not say
 * @param modifiedAt last changed, empty where the store does not say
 * @param refunds what was given back, by the refund's id, as the store writes it (negative; facts: woocommerce 17)
 */
public record ListedOrder(
        String id,
        String status,
        String currency,
        BigDecimal total,
        Optional<Instant> createdAt,
        Optional<Instant> modifiedAt,
        Map<String, BigDecimal> refunds) {

    static final String FIELDS = "id,status,currency,total,date_created_gmt,date_modified_gmt,refunds";

    /** Copies the map. */
    public ListedOrder {
        refunds = Map.copyOf(refunds);
    }

    static ListedOrder of(JsonNode row) {
        Map<String, BigDecimal> refunds = new LinkedHashMap<>();
        row.path("refunds").forEach(refund -> refunds.put(refund.path("id").asText(), amount(refund.path("total"))));
        return new ListedOrder(
                OrderFields.id(row).orElseThrow(),
                OrderFields.status(row),
                OrderFields.text(row, "currency"),
                amount(row.path("total")),
                OrderFields.gmt(row, Axis.CREATED.field()),
                OrderFields.gmt(row, Axis.MODIFIED.field()),
                refunds);
    }

    /** Zero for what is no amount, so that it shows as a difference instead of ending the run. */
    private static BigDecimal amount(JsonNode value) {
        String text = value.asText("").strip();
        return text.matches("-?[0-9]{1,15}([.][0-9]{1,10})?") ? new BigDecimal(text) : BigDecimal.ZERO;
    }
}
