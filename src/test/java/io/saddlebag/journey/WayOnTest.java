package io.saddlebag.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.order.OrderKey;
import io.saddlebag.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WayOnTest {

    private static final Optional<OrderKey> ORDER = Optional.of(new OrderKey("main", "7"));
    private static final String ID = "0123456789abcdef01234567";

    private final WayOn wayOn = new WayOn(
            Queues.from(Settings.load(Path.of("."), Map.of(), Map.of()).section("saddlebag.queue")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    store.event           | totals-differ            | when the order is saved in the store, or now by 'replay 0123456789'
                    store.event           | edited-after-posting     | 'parked skip 0123456789 --reason
                    order.to-erp.odoo     | taken-back-while-posting | 'parked skip 0123456789 --reason
                    order.to-erp.odoo     | unknown-sku              | by itself once an hour, or now by 'replay 0123456789'
                    order.posted          | no-warehouse             | Then 'replay 0123456789'
                    fulfilment.to.shipbob | unprocessable            | under the reference main_order_7: what is sent
                    shipment.reported     | unknown-order            | Then 'replay 0123456789'
                    shipment.reported     | shipment-on-hold         | closes by itself when the shipment leaves
                    shipment.to-erp.odoo  | over-delivery            | Then 'replay 0123456789'
                    order.to-invoice.odoo | nothing-to-invoice       | or invoice the order in the ERP by hand
                    order.to-store.main   | gone                     | with the next news of the order, or now by 'replay
                    elsewhere             | defect                   | Then 'replay 0123456789'
                    """)
    void saysForEachQueueHowItGoesOn(String queue, String code, String words) {
        assertThat(wayOn.after("correct it", queue, code, ORDER, ID))
                .startsWith("correct it. ")
                .contains(words);
    }

    @Test
    void joinsTwoSentencesWithOneStop() {
        assertThat(wayOn.after("Correct it.", "elsewhere", "defect", Optional.empty(), ID))
                .startsWith("Correct it. Then ");
    }
}
