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

    private final WayOn wayOn = new WayOn(
            Queues.from(Settings.load(Path.of("."), Map.of(), Map.of()).section("saddlebag.queue")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    store.event           | totals-differ            | when the order is saved in the store
                    store.event           | edited-after-posting     | as it was posted
                    order.to-erp.odoo     | taken-back-while-posting | Nothing more is done
                    order.to-erp.odoo     | unknown-sku              | by itself once an hour
                    order.posted          | no-warehouse             | under the reference main_order_7
                    fulfilment.to.shipbob | unprocessable            | under the reference main_order_7
                    warehouse.event.x     | contract                 | The polls of shipments read the same
                    shipment.reported     | unknown-order            | next reports a change of it
                    shipment.reported     | shipment-on-hold         | closes by itself
                    shipment.to-erp.odoo  | over-delivery            | next reports a change of this shipment
                    order.to-invoice.odoo | nothing-to-invoice       | invoice the order in the ERP by hand
                    order.to-store.main   | gone                     | with the next news of the order
                    elsewhere             | defect                   | not tried again
                    """)
    void saysForEachQueueHowItGoesOn(String queue, String code, String words) {
        assertThat(wayOn.after("correct it", queue, code, ORDER))
                .startsWith("correct it. ")
                .contains(words);
    }

    @Test
    void joinsTwoSentencesWithOneStop() {
        assertThat(wayOn.after("Correct it.", "elsewhere", "defect", Optional.empty()))
                .startsWith("Correct it. It is");
    }
}
