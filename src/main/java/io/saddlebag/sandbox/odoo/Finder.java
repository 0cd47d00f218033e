package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Searches: domain, order, offset and limit over one model, by index where there is one. */
final class Finder {

    private final Store store;
    private final Computed computed;
    private final Matcher matcher;
    private final Candidates candidates;
    private final int version;

    Finder(Store store, Computed computed, Names names, int version) {
        this.store = store;
        this.computed = computed;
        this.version = version;
        this.matcher = new Matcher(computed, names, version);
        this.candidates = new Candidates(store);
    }

    List<Row> search(Model model, JsonNode domain, Session session, int offset, int limit, String order) {
        Comparator<Row> comparator = comparator(model, order.isEmpty() ? model.order : order, session, true);
        Stream<Row> found =
                matches(model, Domain.parse(domain), session).sorted(comparator).skip(offset);
        return (limit > 0 ? found.limit(limit) : found).toList();
    }

    long count(Model model, JsonNode domain, Session session, int limit) {
        long found = matches(model, Domain.parse(domain), session).count();
        return limit > 0 ? Math.min(found, limit) : found;
    }

    private Stream<Row> matches(Model model, Domain domain, Session session) {
        boolean activeOnly = model.has("active") && session.flag("active_test", true) && !domain.mentions("active");
        Predicate<Row> test = matcher.test(model, domain, session);
        if (activeOnly) {
            test = test.and(r -> r.flag("active"));
        }
        Table table = store.table(model.name);
        Optional<Collection<Integer>> some = candidates.of(table, domain);
        Stream<Row> rows = some.isPresent()
                ? some.get().stream().map(table::find).flatMap(Optional::stream)
                : table.all().stream();
        return rows.filter(test);
    }

    /** A product's or partner's records for {@code name_search}. */
    List<Row> byName(Model model, String text, String operator, JsonNode domain, Session session, int limit) {
        String wanted = text.toLowerCase(Locale.ROOT);
        Predicate<Row> named = r -> {
            String shown = computed.of(r, "display_name", session)
                    .map(Object::toString)
                    .orElse("");
            return switch (operator) {
                case "=" -> shown.equals(text) || code(r).equals(text);
                default -> shown.toLowerCase(Locale.ROOT).contains(wanted);
            };
        };
        return search(model, domain, session, 0, 0, "").stream()
                .filter(named)
                .limit(limit > 0 ? limit : Long.MAX_VALUE)
                .toList();
    }

    private static String code(Row row) {
        return row.model.has("default_code") && row.model.field("default_code").slot() >= 0
                ? row.text("default_code")
                : row.model.has("code") ? row.text("code") : "";
    }

    private Comparator<Row> comparator(Model model, String order, Session session, boolean deep) {
        List<Comparator<Row>> parts = new ArrayList<>();
        boolean byId = false;
        for (String part : order.split(",")) {
            String[] words = part.strip().split("\\s+");
            boolean descending = words.length > 1 && words[1].equalsIgnoreCase("desc");
            Comparator<Row> one =
                    words[0].equals("id") ? Comparator.comparingInt(r -> r.id) : by(model, words[0], session, deep);
            byId |= words[0].equals("id");
            parts.add(descending ? one.reversed() : one);
        }
        if (!byId) {
            parts.add(Comparator.comparingInt(r -> r.id));
        }
        return parts.stream().reduce(Comparator::thenComparing).orElseThrow();
    }

    private Comparator<Row> by(Model model, String name, Session session, boolean deep) {
        Field field = model.find(name)
                .orElseThrow(() -> OdooError.value(
                        version >= 19
                                ? "Invalid field '" + name + "' on '" + model.name + "'"
                                : "Invalid field '" + name + "' on model '" + model.name + "'"));
        if (field.kind() == Field.Kind.M2O && deep) {
            Model other = store.table(field.relation()).model;
            Comparator<Row> inner = comparator(other, other.order, session, false);
            return (a, b) -> nullsLast(
                    computed.targets(a, field, session).stream().findFirst(),
                    computed.targets(b, field, session).stream().findFirst(),
                    inner);
        }
        return (a, b) -> nullsLast(computed.of(a, field, session), computed.of(b, field, session), Finder::compare);
    }

    /** As PostgreSQL sorts: nothing comes after everything. */
    private static <T> int nullsLast(Optional<T> a, Optional<T> b, Comparator<? super T> comparator) {
        if (a.isEmpty() || b.isEmpty()) {
            return Boolean.compare(a.isEmpty(), b.isEmpty());
        }
        return comparator.compare(a.get(), b.get());
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static int compare(Object a, Object b) {
        return a instanceof Comparable c && Objects.equals(a.getClass(), b.getClass()) ? c.compareTo(b) : 0;
    }
}
