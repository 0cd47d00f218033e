package io.saddlebag.sandbox;

import io.saddlebag.sandbox.odoo.OdooOptions;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.sandbox.shipbob.SandboxShipBob;
import io.saddlebag.sandbox.shipbob.ShipBobOptions;
import io.saddlebag.sandbox.woocommerce.SandboxStore;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Any number of stores, ERPs and warehouses on free ports, which end together. */
public final class SandboxGroup implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final List<Runnable> closing = new ArrayList<>();

    private SandboxGroup() {}

    /** A group without anybody. */
    public static SandboxGroup empty() {
        return new SandboxGroup();
    }

    /** One more store. */
    public SandboxStore store(SandboxStore.Options options) {
        SandboxStore store = SandboxStore.start(vertx, 0, options);
        closing.add(store::close);
        return store;
    }

    /** One more ERP. */
    public SandboxOdoo odoo(OdooOptions options) {
        SandboxOdoo odoo = SandboxOdoo.start(vertx, 0, options);
        closing.add(odoo::close);
        return odoo;
    }

    /** One more warehouse. */
    public SandboxShipBob shipBob(ShipBobOptions options) {
        SandboxShipBob shipBob = SandboxShipBob.start(vertx, 0, options);
        closing.add(shipBob::close);
        return shipBob;
    }

    @Override
    public void close() {
        Collections.reverse(closing);
        closing.forEach(Runnable::run);
        vertx.close();
    }
}
