package io.saddlebag.failures;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.saddlebag.testing.Said;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A retailer rehearses with their own configuration, and the real partners do not hear of it. */
class SimulatePeakIT {

    @TempDir
    private Path home;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private HttpServer real;

    @BeforeEach
    void aHomeWhosePartnersAreReal() throws IOException {
        real = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        real.createContext("/", exchange -> {
            heard.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        real.start();
        Said.by("init", "--home", home.toString());
        String address = "http://127.0.0.1:" + real.getAddress().getPort();
        Files.writeString(
                home.resolve("application.properties"),
                """
                saddlebag.store.main.url=%1$s/shop
                saddlebag.store.main.consumer-key=ck_real
                saddlebag.store.main.consumer-secret=cs_real
                saddlebag.store.main.public-url=%1$s
                saddlebag.store.main.webhook-secret=a-real-secret-of-16
                saddlebag.store.main.erp=odoo
                saddlebag.store.main.warehouse=shipbob
                saddlebag.store.main.statuses.due=packing
                saddlebag.store.main.completed-status=sent
                saddlebag.store.outlet.url=%1$s/outlet
                saddlebag.store.outlet.consumer-key=ck_real
                saddlebag.store.outlet.consumer-secret=cs_real
                saddlebag.store.outlet.erp=odoo
                saddlebag.erp.odoo.url=%1$s/odoo
                saddlebag.erp.odoo.database=production
                saddlebag.erp.odoo.login=bot
                saddlebag.erp.odoo.api-key=real
                saddlebag.erp.odoo.company=ACME
                saddlebag.erp.odoo.warehouse=MAIN
                saddlebag.erp.odoo.tax.1=19%% USt
                saddlebag.erp.odoo.tax.5.5%%=TVA
                saddlebag.erp.odoo.shipping-product.dhl=VERSAND
                saddlebag.erp.odoo.rounding-product=RUNDUNG
                saddlebag.warehouse.shipbob.url=%1$s/shipbob
                saddlebag.warehouse.shipbob.token=real
                saddlebag.warehouse.shipbob.channel-id=4711
                saddlebag.warehouse.shipbob.shipping-method.dhl=Standard
                saddlebag.broker.url=tcp://broker.example.test:61616
                saddlebag.ledger.url=jdbc:postgresql://db.example.test/saddlebag
                """
                        .formatted(address));
        Path store = home.resolve("routes/partners/store-main.camel.yaml");
        Files.writeString(
                store.resolveSibling("store-outlet.camel.yaml"),
                Files.readString(store).replace("main", "outlet"),
                StandardOpenOption.CREATE_NEW);
        // A step of their own that calls a host by its name.
        Files.writeString(
                home.resolve("routes/orders/tell-somebody.camel.yaml"),
                """
                - route:
                    id: tell-somebody
                    from:
                      uri: "timer:once?repeatCount=1&delay=0"
                      steps:
                        - to:
                            uri: "http://hook.example.test:%d/hook"
                """
                        .formatted(real.getAddress().getPort()),
                StandardOpenOption.CREATE_NEW);
    }

    @AfterEach
    void stop() {
        real.stop(0);
    }

    @Test
    void rehearsesEveryFlowWithoutARealCall() throws IOException {
        String before = Files.readString(home.resolve("application.properties"));

        Said said = Said.by("simulate", "peak", "--home", home.toString());

        assertThat(heard).isEmpty();
        assertThat(said.text())
                .containsPattern("order capture +pass")
                .containsPattern("partial shipment +pass")
                .containsPattern("cancellation +pass .*cancelled-after-posting")
                .containsPattern("refund +not supported yet .*refunded-after-posting")
                .containsPattern("return +not supported yet")
                .containsPattern("inventory adjustment +not supported yet")
                .contains("left out: saddlebag.erp.odoo.company");
        assertThat(said.text()).containsPattern("order capture +FAIL +the store outlet names no ERP or no warehouse");
        assertThat(said.code()).isEqualTo(1);
        assertThat(Files.readString(home.resolve("application.properties"))).isEqualTo(before);
        assertThat(home.resolve("data")).doesNotExist();
    }
}
