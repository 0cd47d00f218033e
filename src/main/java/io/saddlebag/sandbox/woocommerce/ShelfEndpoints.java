package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Categories of products, and WordPress' media library, which takes an application password and no key of WooCommerce. Not among
 * the captures: as the source of WooCommerce 10.5 (terms controller) and of WordPress 6.9 (attachments controller) has it.
 */
final class ShelfEndpoints {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String CATEGORIES = "/wc/v3/products/categories";
    private static final String MEDIA = "/wp/v2/media";
    private static final Pattern FILE = Pattern.compile("filename=\"?([^\";]+)\"?");
    private static final Pages PAGES = new Pages(Map.of());

    private final StoreState state;
    private final Addresses addresses;

    ShelfEndpoints(StoreState state, Addresses addresses) {
        this.state = state;
        this.addresses = addresses;
    }

    void register(RestRouter router) {
        router.add(CATEGORIES, "GET, POST", Map.of("GET", this::categories, "POST", this::createCategory));
        router.addForeign(MEDIA, "GET, POST", Map.of("GET", this::media, "POST", this::upload));
    }

    private RestReply categories(RestCall call) {
        String search = call.query("search").toLowerCase(Locale.ROOT);
        List<ObjectNode> found = state.categories.values().stream()
                .filter(one ->
                        one.path("name").asText().toLowerCase(Locale.ROOT).contains(search))
                .filter(one ->
                        !call.has("parent") || one.path("parent").asText().equals(call.query("parent")))
                .toList();
        return PAGES.cut(call, found, ObjectNode::deepCopy);
    }

    private RestReply createCategory(RestCall call) {
        String name = call.text("name");
        long parent = call.body().path("parent").asLong(0);
        for (ObjectNode one : state.categories.values()) {
            if (one.path("name").asText().equalsIgnoreCase(name)
                    && one.path("parent").asLong() == parent) {
                throw RestError.withData(
                        400,
                        "term_exists",
                        "A term with the name provided already exists with this parent.",
                        JSON.objectNode().put("resource_id", one.path("id").asLong()));
            }
        }
        if (parent > 0 && !state.categories.containsKey(parent)) {
            throw new RestError(400, "missing_parent", "Parent term does not exist.");
        }
        long id = state.nextTerm();
        ObjectNode category = JSON.objectNode()
                .put("id", id)
                .put("name", name)
                .put("slug", StoreState.slug(name))
                .put("parent", parent)
                .put("description", "")
                .put("display", "default")
                .putNull("image")
                .put("menu_order", 0)
                .put("count", 0);
        state.categories.put(id, category);
        return RestReply.created(category.deepCopy(), addresses.rest(CATEGORIES + "/" + id));
    }

    private RestReply media(RestCall call) {
        String slug = call.query("slug");
        Set<Long> include = call.ids("include");
        List<ObjectNode> found = state.media.values().stream()
                .filter(one -> slug.isEmpty() || one.path("slug").asText().equals(slug))
                .filter(one ->
                        include.isEmpty() || include.contains(one.path("id").asLong()))
                .toList();
        return PAGES.cut(call, found, ObjectNode::deepCopy);
    }

    private RestReply upload(RestCall call) {
        String given = call.http().header("Authorization");
        String pair = SandboxStore.MEDIA_USER + ":" + SandboxStore.MEDIA_PASSWORD;
        if (!given.equals("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))) {
            throw new RestError(401, "rest_cannot_create", "Sorry, you are not allowed to create posts as this user.");
        }
        Matcher file = FILE.matcher(call.http().header("Content-Disposition"));
        if (!file.find()) {
            throw new RestError(400, "rest_upload_no_content_disposition", "No Content-Disposition supplied.");
        }
        if (call.http().body().length == 0) {
            throw new RestError(400, "rest_upload_no_data", "No data supplied.");
        }
        long id = state.nextPost();
        String slug = StoreState.slug(file.group(1).replaceFirst("[.][a-z]+$", ""));
        boolean taken = state.media.values().stream()
                .anyMatch(one -> one.path("slug").asText().equals(slug));
        ObjectNode made = JSON.objectNode()
                .put("id", id)
                .put("slug", taken ? slug + "-" + id : slug)
                .put("status", "inherit")
                .put("type", "attachment")
                .put("media_type", "image")
                .put("mime_type", call.http().header("Content-Type"))
                .put("source_url", addresses.site() + "/wp-content/uploads/2026/11/" + file.group(1));
        state.media.put(id, made);
        return RestReply.created(made.deepCopy(), addresses.rest(MEDIA + "/" + id));
    }
}
