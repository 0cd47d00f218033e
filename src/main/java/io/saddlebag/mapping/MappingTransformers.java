package io.saddlebag.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Contracts;
import io.saddlebag.contract.Documents;
import io.saddlebag.contract.NotJson;
import io.saddlebag.contract.Violation;
import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.DeliveryFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.Transformer;
import org.apache.camel.spi.TransformerKey;

/**
 * Makes mappings usable in routes as data-type transformers:
 *
 * <pre>{@code
 * - transformDataType:
 *     fromType: "woocommerce:order"
 *     toType: "saddlebag:order.v1"
 * }</pre>
 *
 * A mapping file says what it does in a comment, {@code // transforms <from> -> <to>}; several are possible. The body may
 * be a JsonNode, a record, bytes or text; it becomes a JsonNode. Documents of type {@code saddlebag:<contract>} are
 * checked against their contract, going in and coming out. What is not of its contract, or cannot be mapped, throws
 * {@link DeliveryFailure.Parking} of {@link Category#CONTRACT}. A route that names a transformation nobody declared does
 * not start. This is the package's only edge to Camel.
 */
public final class MappingTransformers {

    private static final String CANONICAL = "saddlebag";
    private static final int TOLD = 5;

    private final Mappings mappings;
    private final Contracts contracts;

    /**
     * Transformers for these mappings.
     *
     * @throws MappingsUnreadable if a mapping declares a {@code saddlebag:} type whose contract does not exist
     */
    public MappingTransformers(Mappings mappings, Contracts contracts) {
        this.mappings = mappings;
        this.contracts = contracts;
        List<String> problems = new ArrayList<>();
        for (Mapping mapping : mappings.all()) {
            for (Mapping.Types types : mapping.transforms()) {
                for (DataType type : List.of(new DataType(types.from()), new DataType(types.to()))) {
                    if (isCanonical(type) && !contracts.knows(type.getName())) {
                        problems.add(mapping.name() + ".jslt: there is no contract '" + type.getName() + "', only "
                                + contracts.names());
                    }
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new MappingsUnreadable(problems);
        }
    }

    /**
     * Registers every declared transformation. A second call with newer mappings replaces those of the first, also in
     * running routes; a transformation the newer files no longer declare stays until the daemon starts again.
     */
    public void register(CamelContext context) {
        for (Mapping mapping : mappings.all()) {
            for (Mapping.Types types : mapping.transforms()) {
                DataType from = new DataType(types.from());
                DataType to = new DataType(types.to());
                TransformerKey key = new TransformerKey(from, to);
                // Routes keep the transformer they found when they started, so a reload changes what is inside.
                if (context.getTransformerRegistry().get(key) instanceof ByMapping running) {
                    running.replace(mapping, contracts);
                } else {
                    context.getTransformerRegistry().put(key, new ByMapping(mapping, contracts));
                }
            }
        }
    }

    /**
     * The same transformation outside a route.
     *
     * @throws DeliveryFailure.Parking if a document is not of its contract
     * @throws IllegalArgumentException if nobody declared the transformation
     */
    public JsonNode transform(String from, String to, JsonNode document) {
        Mapping mapping = mappings.all().stream()
                .filter(one -> one.transforms().contains(new Mapping.Types(from, to)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no mapping transforms " + from + " to " + to));
        return new Work(mapping, contracts).transform(document, new DataType(from), new DataType(to));
    }

    private static boolean isCanonical(DataType type) {
        return CANONICAL.equals(type.getScheme());
    }

    /** One mapping as Camel sees it. */
    private static final class ByMapping extends Transformer {
        private volatile Work work;

        ByMapping(Mapping mapping, Contracts contracts) {
            super(mapping.name());
            this.work = new Work(mapping, contracts);
        }

        void replace(Mapping mapping, Contracts contracts) {
            this.work = new Work(mapping, contracts);
        }

        @Override
        public void transform(Message message, DataType from, DataType to) {
            Work current = work;
            message.setBody(current.transform(current.body(message), from, to));
        }
    }

    /** A mapping with the contracts of its time. */
    private record Work(Mapping mapping, Contracts contracts) {

        JsonNode transform(JsonNode in, DataType from, DataType to) {
            check(from, in, "came to the mapping " + mapping.name());
            JsonNode out;
            try {
                out = mapping.apply(in);
            } catch (MappingFailed e) {
                throw parking(e.getMessage(), "correct the mapping and restart the daemon, or correct the data");
            }
            check(to, out, "left the mapping " + mapping.name());
            return out;
        }

        JsonNode body(Message message) {
            Object body = message.getBody();
            if (body instanceof JsonNode json) {
                return json;
            }
            if (body instanceof Record document) {
                return Documents.tree(document);
            }
            try {
                return body instanceof String text ? Documents.parse(text) : parsed(message.getBody(byte[].class));
            } catch (NotJson e) {
                throw parking(
                        "the document for the mapping " + mapping.name() + " is " + e.getMessage(),
                        "look at the original: something between here and its sender changed or cut it");
            }
        }

        private static JsonNode parsed(byte[] bytes) {
            return Documents.parse(bytes == null ? new byte[0] : bytes);
        }

        private void check(DataType type, JsonNode document, String what) {
            if (!isCanonical(type)) {
                return;
            }
            List<Violation> violations = contracts.check(type.getName(), document);
            if (!violations.isEmpty()) {
                String told =
                        violations.stream().limit(TOLD).map(Violation::toString).collect(Collectors.joining("; "));
                String more = violations.size() > TOLD ? "; and " + (violations.size() - TOLD) + " more" : "";
                throw parking(
                        "the document that " + what + " is not of the contract " + type.getName() + ": " + told + more,
                        "correct the field at its source, or correct the mapping and restart the daemon");
            }
        }

        private static DeliveryFailure.Parking parking(String cause, String remedy) {
            return new DeliveryFailure.Parking(CANONICAL, Category.CONTRACT, "contract", cause, remedy);
        }
    }
}
