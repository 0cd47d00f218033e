package io.saddlebag.sandbox.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** Times the engine alone, in processor time, so that a busy machine does not matter. Limits are far above what is seen. */
class SandboxOdooSpeedTest {

    private static final int ORDERS = 1_000;
    private static final String COLUMNS = "['id','partner_id/.id','client_order_ref','order_line/id',"
            + "'order_line/product_id/.id','order_line/product_uom_qty','order_line/price_unit']";

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Engine engine = new Engine(OdooOptions.odoo(17), id -> {});
    private final Desk desk = new Desk(engine, Clock.systemUTC());

    @Test
    void loadsAnOrderInAFractionOfAMillisecondHoweverManyThereAre() {
        desk.seed(OdooOptions.odoo(17));
        int shirt = desk.addProduct(SandboxOdoo.Product.storable("SHIRT", BigDecimal.TEN));
        desk.addStock("SHIRT", "WH", BigDecimal.valueOf(1_000_000));
        loadAndConfirm(shirt, "warm");

        double early = loadAndConfirm(shirt, "early");
        loadAndConfirm(shirt, "middle");
        double late = loadAndConfirm(shirt, "late");

        assertThat(desk.count("sale.order")).isEqualTo(4 * ORDERS);
        assertThat(late)
                .as("milliseconds to load and confirm one order of three lines")
                .isLessThan(1.0);
        assertThat(late).isLessThan(early * 3);
    }

    @Test
    void findsADeliveryByItsOrdersReferenceWithoutReadingTheOthers() {
        desk.seed(OdooOptions.odoo(17));
        int shirt = desk.addProduct(SandboxOdoo.Product.storable("SHIRT", BigDecimal.TEN));
        loadAndConfirm(shirt, "o");
        String search = "[[['sale_id.client_order_ref', '=', 'o7'], ['state', '!=', 'cancel']], ['name']]";
        run("stock.picking", "search_read", search);
        long start = threads.getCurrentThreadCpuTime();

        for (int i = 0; i < 100; i++) {
            assertThat(run("stock.picking", "search_read", search)).hasSize(1);
        }

        double millis = (threads.getCurrentThreadCpuTime() - start) / 1e6 / 100;
        assertThat(millis).isLessThan(2.0);
    }

    private double loadAndConfirm(int product, String key) {
        long start = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < ORDERS; i++) {
            String rows = "['woo." + key + i + "','1','" + key + i + "','woo." + key + i + "_1','" + product
                    + "','1','10'],['','','','woo." + key + i + "_2','" + product + "','2','5'],['','','','woo." + key
                    + i + "_3','" + product + "','1','1']";
            JsonNode loaded = run("sale.order", "load", "[" + COLUMNS + ",[" + rows + "]]");
            run("sale.order", "action_confirm", "[" + loaded.get("ids") + "]");
        }
        return (threads.getCurrentThreadCpuTime() - start) / 1e6 / ORDERS;
    }

    private JsonNode run(String modelName, String name, String args) {
        Model model = engine.schema.find(modelName).orElseThrow();
        Methods.Method method = engine.methods.find(model, name);
        Session session = new Session(6, JsonNodeFactory.instance.objectNode(), Long.MAX_VALUE);
        JsonNode named = JsonNodeFactory.instance.objectNode();
        Call call = Call.positional(model, name, method.signature(), OdooCaller.json(args), named, session);
        return engine.run(call, method, Moments.micros(Clock.systemUTC().instant()))
                .orElseThrow();
    }
}
