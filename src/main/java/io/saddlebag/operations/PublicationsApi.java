package io.saddlebag.operations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.access.Permission;
import io.saddlebag.contract.Documents;
import io.saddlebag.contract.NotJson;
import io.saddlebag.ledger.Audit;
import io.saddlebag.ledger.Publications;
import io.saddlebag.ledger.Publications.Progress;
import io.saddlebag.ledger.Publications.PublicationRow;
import io.saddlebag.ledger.StoreItems;
import io.saddlebag.ledger.StoreItems.Item;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What the stores shall show, over HTTP.
 *
 * <ul>
 *   <li>{@code GET /api/v1/publications?store=&sku=&trouble=true&limit=}: what is in trouble, the oldest first; or with
 *       {@code sku} all that is published of it
 *   <li>{@code GET /api/v1/publications/{store}/progress}: how much is due, in trouble, and how far a re-sync is
 *   <li>{@code POST /api/v1/publications/{store}/resync}: everything is written again; 202
 *   <li>{@code GET /api/v1/publications/{store}/items?problem=duplicate-sku|no-sku&limit=}: items of the store's catalogue
 *       that cannot be told by their SKU
 * </ul>
 *
 * 404 for an unknown store.
 */
public final class PublicationsApi extends ApiPart {

    private final Publications publications;
    private final StoreItems items;
    private final Audit audit;
    private final Set<String> stores;
    private final Consumer<String> wake;

    /**
     * Serves these.
     *
     * @param wake has what is due in a store looked at soon
     */
    public PublicationsApi(
            Publications publications, StoreItems items, Audit audit, Set<String> stores, Consumer<String> wake) {
        this.publications = publications;
        this.items = items;
        this.audit = audit;
        this.stores = new TreeSet<>(stores);
        this.wake = wake;
    }

    @Override
    void mount(ApiPaths paths) {
        paths.get("/api/v1/publications", Permission.SEE_STOCK_AND_PRICES, this::list);
        paths.get("/api/v1/publications/:store/progress", Permission.SEE_STOCK_AND_PRICES, this::progress);
        paths.get("/api/v1/publications/:store/items", Permission.SEE_STOCK_AND_PRICES, this::items);
        paths.post("/api/v1/publications/:store/resync", Permission.PUBLISH, this::resync);
    }

    private void list(ApiCall call) {
        Optional<String> store = call.param("store");
        if (store.isPresent() && !stores.contains(store.get())) {
            unknown(call, store.get());
            return;
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = answer.putArray("publications");
        Optional<String> sku = call.param("sku");
        if (sku.isPresent()) {
            for (String one : store.map(List::of).orElse(List.copyOf(stores))) {
                publications.of(one, List.of(sku.get())).stream()
                        .filter(row ->
                                !call.flag("trouble", false) || !row.code().isEmpty())
                        .forEach(row -> rows.add(view(row)));
            }
        } else {
            if (!call.flag("trouble", true)) {
                throw new ApiCall.BadRequest("name a 'sku', or ask for what is in trouble");
            }
            publications.troubles(store, call.limit()).forEach(row -> rows.add(view(row)));
        }
        call.answer(200, answer);
    }

    private void progress(ApiCall call) {
        known(call).ifPresent(store -> call.answer(200, view(publications.progress(store))));
    }

    private void resync(ApiCall call) {
        known(call).ifPresent(store -> {
            audit.add(List.of(Audit.Entry.by(call.caller(call.json()), "resync-asked", "store/" + store, "", "", "")));
            publications.again(store);
            wake.accept(store);
            call.answer(202, view(publications.progress(store)));
        });
    }

    private void items(ApiCall call) {
        known(call).ifPresent(store -> {
            String problem = call.param("problem").orElse("duplicate-sku");
            List<Item> found =
                    switch (problem) {
                        case "duplicate-sku" -> items.duplicates(store, call.limit());
                        case "no-sku" -> items.nameless(store, call.limit());
                        default -> throw new ApiCall.BadRequest("'problem' must be duplicate-sku or no-sku");
                    };
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            ArrayNode rows = answer.putArray("items");
            found.forEach(item -> rows.addObject()
                    .put("product", item.productId())
                    .put("variation", item.variationId())
                    .put("sku", item.sku())
                    .put("type", item.type())
                    .put("status", item.status()));
            call.answer(200, answer);
        });
    }

    private Optional<String> known(ApiCall call) {
        String store = call.path("store");
        if (stores.contains(store)) {
            return Optional.of(store);
        }
        unknown(call, store);
        return Optional.empty();
    }

    private void unknown(ApiCall call, String store) {
        call.error(
                404,
                "unknown-store",
                "no store is called '" + store + "'; the stores are " + String.join(", ", stores));
    }

    private static ObjectNode view(Progress progress) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("store", progress.store())
                .put("total", progress.total())
                .put("due", progress.due())
                .put("troubled", progress.troubled())
                .put("resyncAt", progress.resyncAt().map(Instant::toString).orElse(null))
                .put("resyncTotal", progress.resyncTotal())
                .put("resyncShown", progress.resyncShown());
    }

    private static ObjectNode view(PublicationRow row) {
        ObjectNode view = JsonNodeFactory.instance
                .objectNode()
                .put("store", row.store())
                .put("sku", row.sku())
                .put("aspect", word(row.aspect()))
                .put("state", word(row.state()))
                .put("because", row.because())
                .put("wishedAt", row.wishedAt().toString())
                .put("shownAt", row.shownAt().map(Instant::toString).orElse(null))
                .put("nextTry", row.nextTry().map(Instant::toString).orElse(null))
                .put("tries", row.tries())
                .put("code", row.code())
                .put("words", row.words())
                .put("remedy", row.remedy())
                .put("troubledAt", row.troubledAt().map(Instant::toString).orElse(null));
        value(view, "wished", row.wished());
        value(view, "shown", row.shown().orElse("null"));
        return view;
    }

    private static void value(ObjectNode view, String field, String json) {
        try {
            view.set(field, Documents.parse(json));
        } catch (NotJson e) {
            view.put(field, json);
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
