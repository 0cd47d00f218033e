package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntConsumer;

/** One Odoo database with its business logic; everything behind the HTTP faces. Not thread-safe. */
final class Engine {

    final Dialect dialect;
    final boolean mute;
    final Schema schema;
    final Store store;
    final Names names;
    final Quantities quantities;
    final Computed computed;
    final Finder finder;
    final Writer writer;
    final Reader reader;
    final Rights rights;
    final Loader loader;
    final Deliveries deliveries;
    final Sales sales;
    final Validation validation;
    final StockHooks inventory;
    final Invoices invoices;
    final Payments payments;
    final InvoiceHooks invoiceHooks;
    final Methods methods;
    private final double conflictShare;
    private final Random chance = new Random(20_26);

    Engine(OdooOptions options, IntConsumer posted) {
        dialect = new Dialect(options.version());
        mute = !options.botHasEmail();
        conflictShare = options.conflictShare();
        schema = Schema.of(options.version(), options.missingModules());
        store = new Store(schema);
        names = new Names(store, options.version());
        quantities = new Quantities(store, options.version());
        computed = new Computed(store, names, quantities);
        finder = new Finder(store, computed, names, options.version());
        writer = new Writer(store, dialect, computed);
        reader = new Reader(store, dialect, computed, names);
        rights = new Rights(dialect, Seed.botUid(options.version()), options.withheld());
        loader = new Loader(store, dialect, writer, new Cells(store, dialect, finder), rights);
        Taxes taxes = new Taxes(store, options.roundGlobally());
        Prices prices = new Prices(store);
        deliveries = new Deliveries(store, computed, quantities);
        sales = new Sales(store, dialect, computed, taxes, quantities, deliveries);
        validation = new Validation(store, dialect, deliveries, quantities, sales, mute);
        inventory = new StockHooks(store, computed, quantities, deliveries, sales);
        invoices = new Invoices(store, dialect, computed, taxes, sales, posted);
        payments = new Payments(store, dialect, invoices, mute);
        invoiceHooks = new InvoiceHooks(store, names, prices, invoices, payments, sales);
        invoiceHooks.register(writer);
        inventory.register(writer);
        new SaleHooks(store, dialect, names, prices, sales).register(writer);
        new ProductHooks(store, dialect, names, writer, computed).register();
        methods = new Methods(dialect);
        new RecordMethods(this).register(methods);
        new BusinessMethods(this).register(methods);
    }

    /** Runs one call in a transaction that began at {@code startedAt} (microseconds since 1970). */
    Optional<JsonNode> run(Call call, Methods.Method method, long startedAt) {
        try {
            return store.transaction(startedAt, () -> {
                if (!method.verb().isEmpty()) {
                    rights.check(call.model(), method.verb(), call.session());
                }
                Optional<JsonNode> answer = method.work().run(call);
                settle();
                return answer;
            });
        } finally {
            forget();
        }
    }

    /** Drops what is left to settle of an undone transaction. */
    void forget() {
        sales.forget();
        invoices.forget();
    }

    /** Works out the totals and statuses that the changes so far affect. */
    void settle() {
        invoices.settle();
        sales.settle();
    }

    /** @throws OdooError a MissingError for an id that does not exist */
    List<Row> existing(Call call) {
        List<Row> rows = new ArrayList<>();
        Table table = store.table(call.model().name);
        call.ids().forEach(id -> rows.add(writer.existing(table, id, call.session())));
        return rows;
    }

    /** Two writers of one record at the same time: on occasion the later one is told to try again. */
    void overlap(Row row, Session session) {
        boolean overlapped = row.commit >= session.snapshot() && row.commit < store.commits();
        if (overlapped && conflictShare > 0 && chance.nextDouble() < conflictShare) {
            throw OdooError.serialization();
        }
    }
}
