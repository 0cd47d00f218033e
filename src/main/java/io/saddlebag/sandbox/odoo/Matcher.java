package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Turns a domain into a test of one record. */
final class Matcher {

    private static final Map<String, String> NEGATIVE = Map.of(
            "!=", "=", "<>", "=", "not in", "in", "not like", "like", "not ilike", "ilike", "not =like", "=like");

    private final Computed computed;
    private final Names names;
    private final int version;

    Matcher(Computed computed, Names names, int version) {
        this.computed = computed;
        this.names = names;
        this.version = version;
    }

    Predicate<Row> test(Model model, Domain domain, Session session) {
        if (domain instanceof Domain.All all) {
            return all.parts().stream().map(p -> test(model, p, session)).reduce(r -> true, Predicate::and);
        }
        if (domain instanceof Domain.Any any) {
            return any.parts().stream().map(p -> test(model, p, session)).reduce(r -> false, Predicate::or);
        }
        if (domain instanceof Domain.Not not) {
            return test(model, not.part(), session).negate();
        }
        if (domain instanceof Domain.Fixed fixed) {
            return r -> fixed.value();
        }
        return leaf(model, (Domain.Leaf) domain, session);
    }

    private Predicate<Row> leaf(Model model, Domain.Leaf leaf, Session session) {
        String name = leaf.path().get(0);
        if (leaf.path().size() == 1 && name.equals("id")) {
            return leaf.operator().equals("child_of") ? childOf(leaf.value(), session) : id(leaf);
        }
        Field field = model.find(name).orElseThrow(() -> unknown(model, name, leaf));
        if (leaf.path().size() > 1) {
            if (!field.relational()) {
                throw unknown(model, String.join(".", leaf.path()), leaf);
            }
            Model other = computed.model(field.relation());
            Predicate<Row> rest = leaf(
                    other,
                    new Domain.Leaf(leaf.path().subList(1, leaf.path().size()), leaf.operator(), leaf.value()),
                    session);
            return row -> computed.targets(row, field, session).stream().anyMatch(rest);
        }
        String positive = NEGATIVE.get(leaf.operator());
        if (positive != null) {
            return operator(field, positive, leaf, session).negate();
        }
        return operator(field, leaf.operator(), leaf, session);
    }

    private static Predicate<Row> id(Domain.Leaf leaf) {
        Set<Integer> wanted = new HashSet<>();
        (leaf.value().isArray() ? leaf.value() : List.of(leaf.value())).forEach(n -> wanted.add(n.asInt()));
        int one = leaf.value().asInt();
        return switch (leaf.operator()) {
            case "=", "in" -> r -> wanted.contains(r.id);
            case "!=", "not in", "<>" -> r -> !wanted.contains(r.id);
            case ">" -> r -> r.id > one;
            case ">=" -> r -> r.id >= one;
            case "<" -> r -> r.id < one;
            case "<=" -> r -> r.id <= one;
            default -> throw invalidOperator(leaf);
        };
    }

    private Predicate<Row> operator(Field field, String operator, Domain.Leaf leaf, Session session) {
        JsonNode value = leaf.value();
        return switch (operator) {
            case "=", "==" -> value.isArray() ? in(field, value, session) : equal(field, value, session);
            case "in" -> in(field, value.isArray() ? value : single(value), session);
            case "=?" -> Session.truthy(value) ? equal(field, value, session) : r -> true;
            case ">", ">=", "<", "<=" -> compare(field, operator, value, session);
            case "like", "ilike", "=like", "=ilike" -> like(field, operator, value.asText(), session);
            case "child_of" -> {
                Predicate<Row> below = childOf(value, session);
                yield row -> computed.targets(row, field, session).stream().anyMatch(below);
            }
            default -> throw invalidOperator(leaf);
        };
    }

    private static JsonNode single(JsonNode value) {
        return JsonNodeFactory.instance.arrayNode().add(value);
    }

    private Predicate<Row> in(Field field, JsonNode values, Session session) {
        Predicate<Row> any = r -> false;
        Set<Object> keys = new HashSet<>();
        for (JsonNode value : values) {
            if (field.numeric() || field.kind() == Field.Kind.DATETIME || !(value.isInt() || value.isTextual())) {
                any = any.or(equal(field, value, session));
            } else {
                keys.add(value.isInt() ? (Object) value.asInt() : value.asText());
            }
        }
        return keys.isEmpty() ? any : any.or(holds(field, keys, session));
    }

    private Predicate<Row> holds(Field field, Set<Object> keys, Session session) {
        return row -> {
            Object has = computed.of(row, field, session).orElse("");
            return has instanceof List<?> many ? many.stream().anyMatch(keys::contains) : keys.contains(has);
        };
    }

    private Predicate<Row> equal(Field field, JsonNode value, Session session) {
        if (field.kind() == Field.Kind.BOOL) {
            boolean wanted = Session.truthy(value);
            return row -> computed.of(row, field, session).equals(Optional.of(true)) == wanted;
        }
        if (value.isNull() || (value.isBoolean() && !value.asBoolean())) {
            return row -> {
                Object has = computed.of(row, field, session).orElse("");
                return has.equals("") || (has instanceof List<?> l && l.isEmpty());
            };
        }
        if (field.relational() && value.isTextual()) {
            return named(field, session, n -> n.equals(value.asText()));
        }
        if (field.numeric()) {
            BigDecimal wanted = value.decimalValue();
            return row -> computed.number(row, field.name(), session).compareTo(wanted) == 0;
        }
        if (field.kind() == Field.Kind.DATETIME) {
            long wanted = Moments.parse(value.asText()).orElse(-1);
            return row -> computed.of(row, field, session)
                    .filter(v -> comparable((Long) v) == wanted)
                    .isPresent();
        }
        Object wanted = value.isInt() ? (Object) value.asInt() : value.asText();
        return holds(field, Set.of(wanted), session);
    }

    /** 19 compares a moment without its microseconds, 17 with them (odoo19/121, odoo17/121). */
    private long comparable(long micros) {
        return version >= 19 ? micros - Math.floorMod(micros, Moments.SECOND) : micros;
    }

    private Predicate<Row> compare(Field field, String operator, JsonNode value, Session session) {
        return row -> computed.of(row, field, session)
                .map(has -> order(has, value))
                .filter(o -> switch (operator) {
                    case ">" -> o > 0;
                    case ">=" -> o >= 0;
                    case "<" -> o < 0;
                    default -> o <= 0;
                })
                .isPresent();
    }

    private int order(Object has, JsonNode value) {
        if (has instanceof Long micros) {
            return Long.compare(
                    comparable(micros), Moments.parse(value.asText()).orElse(0));
        }
        if (has instanceof BigDecimal number) {
            return number.compareTo(value.decimalValue());
        }
        return has instanceof Integer number
                ? Integer.compare(number, value.asInt())
                : has.toString().compareTo(value.asText());
    }

    private Predicate<Row> like(Field field, String operator, String wanted, Session session) {
        boolean whole = operator.startsWith("=");
        boolean anyCase = operator.endsWith("ilike");
        StringBuilder regex = new StringBuilder(whole ? "" : ".*");
        for (char c : wanted.toCharArray()) {
            regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
        }
        Pattern pattern = Pattern.compile(
                regex.append(whole ? "" : ".*").toString(),
                Pattern.DOTALL | (anyCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0));
        Predicate<String> matches = text -> pattern.matcher(text).matches();
        if (field.relational()) {
            return named(field, session, matches);
        }
        return row -> computed.of(row, field, session)
                .filter(v -> matches.test(v.toString()))
                .isPresent();
    }

    private Predicate<Row> named(Field field, Session session, Predicate<String> test) {
        return row -> computed.targets(row, field, session).stream().anyMatch(r -> test.test(names.of(r)));
    }

    private Predicate<Row> childOf(JsonNode value, Session session) {
        int top = value.isArray() ? value.path(0).asInt() : value.asInt();
        return row -> {
            Optional<Row> at = Optional.of(row);
            while (at.isPresent()) {
                if (at.get().id == top) {
                    return true;
                }
                at = at.get().model.find("parent_id").isEmpty()
                        ? Optional.empty()
                        : computed.targets(at.get(), at.get().model.field("parent_id"), session).stream()
                                .findFirst();
            }
            return false;
        };
    }

    private OdooError unknown(Model model, String field, Domain.Leaf leaf) {
        String where = version >= 19 ? " in condition " : " in leaf ";
        return OdooError.value("Invalid field " + model.name + "." + field + where + leaf);
    }

    private static OdooError invalidOperator(Domain.Leaf leaf) {
        return OdooError.value("Invalid operator '" + leaf.operator().toLowerCase(Locale.ROOT) + "' in " + leaf);
    }
}
