package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads the item master: templates with their variants and attributes, archived ones too, a page in four calls. Of a picture
 * only whether there is one: Odoo answers its size instead of its content where the context says {@code bin_size}
 * (odoo/fields.py, {@code Binary.convert_to_record}), so a page stays small.
 *
 * <p>{@code write_date} of a template moves with its picture, names and attributes, that of a variant with its SKU and
 * archiving; it is the start of the transaction, cut to seconds (facts: erp 14), so a poll looks back behind its cursor. That
 * an attribute's value was renamed moves neither: the complete read finds it.
 */
final class ProductFeed {

    private static final int PAGE = 50;
    private static final int IDS = 2_000;
    private static final String TEMPLATES = "product.template";
    private static final String VARIANTS = "product.product";
    private static final String LINES = "product.template.attribute.line";
    private static final String VALUES = "product.template.attribute.value";
    private static final String PICTURE = "image_1920";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final OdooSession odoo;
    private final OdooSettings settings;

    ProductFeed(OdooSession odoo, OdooSettings settings) {
        this.odoo = odoo;
        this.settings = settings;
    }

    /** Begins a sweep: of what changed since a cursor, or of everything where there is none. */
    ProductSweep open(Optional<Instant> cursor) {
        if (cursor.isEmpty()) {
            // Before the items are read: what changes meanwhile comes again with the next poll.
            Optional<Instant> template = newest(TEMPLATES);
            Optional<Instant> variant = newest(VARIANTS);
            return new ProductSweep(
                    Optional.empty(),
                    template.filter(at ->
                                    variant.filter(other -> other.isAfter(at)).isEmpty())
                            .or(() -> variant));
        }
        String from = Row.TIME.format(cursor.get().minus(settings.overlap()).atOffset(ZoneOffset.UTC));
        Instant[] next = {cursor.get()};
        Set<Long> ids = new TreeSet<>();
        changed(TEMPLATES, from).forEach(row -> {
            ids.add(row.id());
            later(row, next);
        });
        changed(VARIANTS, from).forEach(row -> {
            row.ref("product_tmpl_id").ifPresent(ids::add);
            later(row, next);
        });
        return new ProductSweep(Optional.of(List.copyOf(ids)), Optional.of(next[0]));
    }

    private static void later(Row row, Instant[] next) {
        row.time("write_date").filter(at -> at.isAfter(next[0])).ifPresent(at -> next[0] = at);
    }

    private Optional<Instant> newest(String model) {
        return odoo
                .rows(OdooCall.searchRead(model, Domain.all().archivedToo().terms(), List.of("write_date"))
                        .order("write_date desc, id desc")
                        .limit(1))
                .stream()
                .findFirst()
                .flatMap(row -> row.time("write_date"));
    }

    /** By id, so that a row changed meanwhile moves nothing out of sight. */
    private List<Row> changed(String model, String from) {
        List<String> fields = model.equals(VARIANTS) ? List.of("write_date", "product_tmpl_id") : List.of("write_date");
        List<Row> all = new ArrayList<>();
        List<Row> page;
        long after = 0;
        do {
            Domain domain = Domain.all().archivedToo().after("write_date", from);
            page = odoo.rows(OdooCall.searchRead(model, PriceChanges.beyond(domain, after), fields)
                    .order("id asc")
                    .limit(IDS));
            all.addAll(page);
            after = page.isEmpty() ? after : page.get(page.size() - 1).id();
        } while (page.size() == IDS);
        return all;
    }

    /** Reads the next page of a sweep: inputs of the mapping {@code odoo/product}, one for each template. */
    List<JsonNode> next(ProductSweep sweep) {
        List<Row> templates = sweep.nextIds(PAGE)
                .map(ids ->
                        ids.isEmpty() ? List.<Row>of() : templates(Domain.all().inIds("id", ids), 0))
                .orElseGet(() -> templates(Domain.all(), sweep.after()));
        sweep.read(templates.stream().map(Row::id).toList(), PAGE);
        return templates.isEmpty() ? List.of() : documents(templates);
    }

    private List<Row> templates(Domain domain, long after) {
        List<String> fields = new ArrayList<>(List.of(
                "name",
                "description_sale",
                "default_code",
                "barcode",
                "categ_id",
                "attribute_line_ids",
                "sale_ok",
                "active",
                "weight",
                "write_date"));
        fields.addAll(odoo.present(TEMPLATES, "type", "weight_uom_name", PICTURE));
        return odoo.rows(OdooCall.searchRead(TEMPLATES, PriceChanges.beyond(domain.archivedToo(), after), fields)
                .order("id asc")
                .limit(PAGE)
                .context("bin_size", true));
    }

    private List<JsonNode> documents(List<Row> templates) {
        List<Long> ids = templates.stream().map(Row::id).toList();
        Map<Long, List<Row>> variants = odoo
                .rows(OdooCall.searchRead(
                                VARIANTS,
                                Domain.all()
                                        .archivedToo()
                                        .inIds("product_tmpl_id", ids)
                                        .terms(),
                                List.of(
                                        "product_tmpl_id",
                                        "default_code",
                                        "barcode",
                                        "active",
                                        "weight",
                                        "product_template_attribute_value_ids"))
                        .order("id asc"))
                .stream()
                .collect(Collectors.groupingBy(row -> row.ref("product_tmpl_id").orElse(0)));
        Map<Long, Row> lines = named(LINES, all(templates, "attribute_line_ids"), "attribute_id");
        Map<Long, Row> values = named(
                VALUES,
                all(variants.values().stream().flatMap(List::stream).toList(), "product_template_attribute_value_ids"),
                "attribute_id",
                "name");
        Map<Long, Row> categories = named(
                "product.category",
                templates.stream()
                        .flatMapToLong(row -> row.ref("categ_id").stream())
                        .boxed()
                        .collect(Collectors.toCollection(TreeSet::new)),
                "complete_name");
        List<JsonNode> documents = new ArrayList<>();
        for (Row template : templates) {
            ObjectNode document = NODES.objectNode().put("erp", settings.name());
            ObjectNode item = template.json().deepCopy();
            item.put(
                    "has_picture",
                    template.has(PICTURE) && !template.text(PICTURE).isEmpty());
            item.remove(PICTURE);
            template.ref("categ_id").ifPresent(id -> Optional.ofNullable(categories.get(id))
                    .ifPresent(row -> item.put("category", row.text("complete_name"))));
            document.set("template", item);
            ArrayNode attributes = document.putArray("attributes");
            template.ids("attribute_line_ids").stream()
                    .filter(lines::containsKey)
                    .forEach(id -> attributes.add(lines.get(id).refName("attribute_id")));
            ArrayNode all = document.putArray("variants");
            variants.getOrDefault(template.id(), List.of()).forEach(row -> all.add(variant(row, values)));
            documents.add(document);
        }
        return documents;
    }

    private static ObjectNode variant(Row row, Map<Long, Row> values) {
        ObjectNode variant = row.json().deepCopy();
        ArrayNode options = variant.putArray("values");
        row.ids("product_template_attribute_value_ids").stream()
                .filter(values::containsKey)
                .map(values::get)
                .forEach(value -> options.addObject()
                        .put("attribute", value.refName("attribute_id"))
                        .put("value", value.text("name")));
        return variant;
    }

    private static Set<Long> all(Collection<Row> rows, String field) {
        return rows.stream().flatMap(row -> row.ids(field).stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    private Map<Long, Row> named(String model, Collection<Long> ids, String... fields) {
        return ids.isEmpty() ? Map.of() : new LinkedHashMap<>(odoo.byId(model, ids, List.of(fields)));
    }

    /** Whether a template is there, archived or not. */
    boolean has(long template) {
        return !odoo.rows(OdooCall.searchRead(
                        TEMPLATES,
                        Domain.all()
                                .archivedToo()
                                .inIds("id", List.of(template))
                                .terms(),
                        List.of("active")))
                .isEmpty();
    }

    /** The picture of a template, empty where it has none. */
    Optional<byte[]> picture(long template) {
        String text = odoo.rows(OdooCall.read(TEMPLATES, List.of(template), List.of(PICTURE))).stream()
                .findFirst()
                .map(row -> row.text(PICTURE))
                .orElse("");
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Base64.getMimeDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw Stopped.odd("the picture of a product is no Base64");
        }
    }
}
