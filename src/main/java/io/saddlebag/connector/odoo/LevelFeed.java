package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.saddlebag.connector.odoo.LevelCursor.Position;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which products' stock is to be read: those with a quantity that changed, a receipt or a move that was done, or all. Stock changes and
 * reservations bump {@code stock.quant.write_date} (facts: erp 13), which is the start of the transaction that wrote it, cut
 * to seconds (facts: erp 14): a reading looks back behind its cursor. What it finds there again, unchanged since this process
 * read it, is left out. A quantity that came to nothing is deleted by Odoo's housekeeping and then in no list of changes; the
 * move that brought it there is.
 */
final class LevelFeed {

    private static final int CHANGES = 2_000;
    private static final int PRODUCTS = 200;
    private static final int REMEMBERED = 50_000;
    private static final List<String> QUANT = List.of("product_id", "write_date", "quantity", "reserved_quantity");

    private final OdooSession odoo;
    private final StockReading settings;
    private final Levels levels;
    private final Clock clock;
    private final Map<String, String> read = new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    LevelFeed(OdooSession odoo, OdooSettings settings, Clock clock) {
        this.odoo = odoo;
        this.settings = settings.stock();
        this.levels = new Levels(odoo, settings, clock);
        this.clock = clock;
    }

    /** The cursor a complete reading begins with. */
    LevelCursor complete() {
        Instant quants = newest("stock.quant", Domain.all());
        Instant moves = newest("stock.move", Levels.movements());
        return LevelCursor.between(quants, moves).at(LevelCursor.List.PRODUCTS, 0, quants, moves);
    }

    private Instant newest(String model, Domain domain) {
        return odoo
                .rows(OdooCall.searchRead(model, domain.terms(), List.of("write_date"))
                        .order("write_date desc, id desc")
                        .limit(1))
                .stream()
                .findFirst()
                .flatMap(row -> row.time("write_date"))
                .orElseGet(clock::instant);
    }

    LevelPage page(LevelCursor cursor) {
        LevelCursor here = cursor.at().isPresent()
                ? cursor
                : cursor.at(LevelCursor.List.QUANTS, 0, cursor.quants(), cursor.moves());
        Position at = here.at().orElseThrow();
        return switch (at.list()) {
            case PRODUCTS -> products(here, at);
            case QUANTS -> quants(here, at);
            case MOVES -> moves(here, at);
        };
    }

    private LevelPage products(LevelCursor cursor, Position at) {
        List<Row> rows = odoo.rows(OdooCall.searchRead(
                        "product.product",
                        beyond(Domain.all().given("default_code").archivedToo(), at.id()),
                        List.of("default_code"))
                .order("id asc")
                .limit(PRODUCTS));
        Set<Long> ids = new LinkedHashSet<>();
        rows.forEach(row -> ids.add(row.id()));
        return levels.of(
                ids,
                rows.size() < PRODUCTS
                        ? cursor.ended()
                        : cursor.at(LevelCursor.List.PRODUCTS, last(rows), at.nextQuants(), at.nextMoves()),
                rows.size() == PRODUCTS);
    }

    private LevelPage quants(LevelCursor cursor, Position at) {
        List<Row> rows = odoo.rows(OdooCall.searchRead(
                        "stock.quant",
                        beyond(
                                Domain.all()
                                        .is("location_id.usage", "internal")
                                        .where("write_date", ">=", from(cursor.quants())),
                                at.id()),
                        QUANT)
                .order("id asc")
                .limit(CHANGES));
        Instant next = at.id() == 0 ? newest(rows, at.nextQuants()) : at.nextQuants();
        LevelCursor after = rows.size() < CHANGES
                ? cursor.at(LevelCursor.List.MOVES, 0, next, at.nextMoves())
                : cursor.at(LevelCursor.List.QUANTS, last(rows), next, at.nextMoves());
        return news(rows, "quant", after, true);
    }

    private LevelPage moves(LevelCursor cursor, Position at) {
        List<Row> rows = odoo.rows(OdooCall.searchRead(
                        "stock.move",
                        beyond(Levels.movements().where("write_date", ">=", from(cursor.moves())), at.id()),
                        List.of("product_id", "write_date", "state"))
                .order("id asc")
                .limit(CHANGES));
        Instant next = at.id() == 0 ? newest(rows, at.nextMoves()) : at.nextMoves();
        boolean more = rows.size() == CHANGES;
        LevelCursor after = cursor.at(LevelCursor.List.MOVES, more ? last(rows) : 0, at.nextQuants(), next);
        return news(rows, "move", more ? after : after.ended(), more);
    }

    /** Reads the products of rows that were not read in this state before; noted as read once they have been. */
    private LevelPage news(List<Row> rows, String kind, LevelCursor next, boolean more) {
        Map<String, String> found = new LinkedHashMap<>();
        Set<Long> products = new LinkedHashSet<>();
        for (Row row : rows) {
            String state = row.json().toString();
            if (!state.equals(read.get(kind + row.id()))) {
                found.put(kind + row.id(), state);
                row.ref("product_id").ifPresent(products::add);
            }
        }
        LevelPage page = levels.of(products, next, more);
        read.putAll(found);
        return page;
    }

    /** What was read did not reach the buffer: it is read again. */
    void forget() {
        read.clear();
    }

    private String from(Instant cursor) {
        return Row.TIME.format(cursor.minus(settings.overlap()).atOffset(ZoneOffset.UTC));
    }

    private static ArrayNode beyond(Domain domain, long id) {
        ArrayNode terms = domain.terms();
        if (id > 0) {
            terms.addArray().add("id").add(">").add(id);
        }
        return terms;
    }

    private static long last(List<Row> rows) {
        return rows.get(rows.size() - 1).id();
    }

    private static Instant newest(Collection<Row> rows, Instant known) {
        return rows.stream()
                .map(row -> row.time("write_date"))
                .flatMap(Optional::stream)
                .reduce(known, (one, other) -> other.isAfter(one) ? other : one);
    }

    /** Products whose SKU cannot be told, because they have none. */
    int withoutSku() {
        List<Row> some = new ArrayList<>(odoo.rows(OdooCall.searchRead(
                        "product.product", Domain.all().empty("default_code").terms(), List.of("type"))
                .limit(CHANGES)));
        some.removeIf(row -> row.text("type").equals("service"));
        return some.size();
    }
}
