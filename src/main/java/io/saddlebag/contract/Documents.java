package io.saddlebag.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.EnumNamingStrategy;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The one codec between JSON and records. Decimals are written as text in plain notation ({@code "18.90"}) and read from
 * text or numbers without loss; instants and dates are ISO 8601 in UTC; an empty Optional is left out; enum constants are
 * {@code lower-case-with-hyphens}. Unknown fields are ignored when a record is read: whether a document may have them is
 * its contract's word. Safe for many threads.
 */
public final class Documents {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule("plain decimals").addSerializer(new PlainDecimal()))
            .annotationIntrospector(new HyphenatedEnums())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .serializationInclusion(JsonInclude.Include.NON_ABSENT)
            .build();

    private Documents() {}

    /**
     * Reads JSON. Numbers keep every digit.
     *
     * @throws NotJson naming line and column
     */
    public static JsonNode parse(byte[] json) {
        try {
            return present(MAPPER.readTree(json));
        } catch (IOException e) {
            throw notJson(e);
        }
    }

    /**
     * Reads JSON. Numbers keep every digit.
     *
     * @throws NotJson naming line and column
     */
    public static JsonNode parse(String json) {
        try {
            return present(MAPPER.readTree(json));
        } catch (IOException e) {
            throw notJson(e);
        }
    }

    /** A record as a JSON tree. */
    public static JsonNode tree(Object document) {
        return MAPPER.valueToTree(document);
    }

    /**
     * A JSON tree as a record.
     *
     * @throws NotJson if the tree is not of the record's form, naming the field
     */
    public static <T> T read(JsonNode json, Class<T> type) {
        try {
            return MAPPER.treeToValue(json, type);
        } catch (JsonProcessingException e) {
            throw notOf(type, e);
        }
    }

    /**
     * Bytes as a record.
     *
     * @throws NotJson if they are no JSON or not of the record's form
     */
    public static <T> T read(byte[] json, Class<T> type) {
        try {
            return present(MAPPER.readValue(json, type), type);
        } catch (IOException e) {
            throw unreadable(type, e);
        }
    }

    /**
     * Text as a record.
     *
     * @throws NotJson if it is no JSON or not of the record's form
     */
    public static <T> T read(String json, Class<T> type) {
        try {
            return present(MAPPER.readValue(json, type), type);
        } catch (IOException e) {
            throw unreadable(type, e);
        }
    }

    /** A record or a JSON tree as UTF-8. */
    public static byte[] bytes(Object document) {
        try {
            return MAPPER.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "a " + document.getClass().getSimpleName() + " cannot be written as JSON", e);
        }
    }

    /** A record or a JSON tree as text. */
    public static String text(Object document) {
        try {
            return MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "a " + document.getClass().getSimpleName() + " cannot be written as JSON", e);
        }
    }

    private static <T> T present(T read, Class<T> type) {
        if (read == null) {
            throw new NotJson("not a " + type.getSimpleName() + ": the document is null", null);
        }
        return read;
    }

    /** Jackson wraps a syntax error within a field in one about the field. */
    private static NotJson unreadable(Class<?> type, IOException e) {
        IOException syntax = e;
        for (Throwable cause = e; cause instanceof IOException io; cause = cause.getCause()) {
            syntax = io instanceof StreamReadException || io instanceof StreamConstraintsException ? io : syntax;
        }
        return syntax == e && e instanceof JsonMappingException mapping ? notOf(type, mapping) : notJson(syntax);
    }

    private static JsonNode present(JsonNode read) {
        if (read == null || read.isMissingNode()) {
            throw new NotJson("no JSON: the document is empty", null);
        }
        return read;
    }

    /** Jackson's messages quote the content, and the cause would carry them into logs: only the place is kept. */
    private static NotJson notJson(IOException e) {
        if (e instanceof StreamConstraintsException) {
            return new NotJson("no JSON we take: nested too deep or too large", null);
        }
        if (e instanceof JsonProcessingException json && json.getLocation() != null) {
            JsonLocation at = json.getLocation();
            return new NotJson(
                    "no JSON, at line %d, column %d (%s)"
                            .formatted(
                                    at.getLineNr(),
                                    at.getColumnNr(),
                                    e.getClass().getSimpleName()),
                    null);
        }
        return new NotJson("no JSON (" + e.getClass().getSimpleName() + ")", null);
    }

    private static NotJson notOf(Class<?> type, JsonProcessingException e) {
        String path = e instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(r -> r.getFieldName() == null ? String.valueOf(r.getIndex()) : r.getFieldName())
                        .collect(Collectors.joining("/", "/", ""))
                : "";
        return new NotJson(
                "not a " + type.getSimpleName() + ": " + (path.length() > 1 ? path : "a field")
                        + " is missing or not of its form (" + e.getClass().getSimpleName() + ")",
                null);
    }

    /** {@code ON_HOLD} is {@code on-hold}. */
    private static final class HyphenatedEnums extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Object findEnumNamingStrategy(MapperConfig<?> config, AnnotatedClass type) {
            return Hyphens.class;
        }
    }

    /** Jackson creates it. */
    static final class Hyphens implements EnumNamingStrategy {
        @Override
        public String convertEnumToExternalName(String name) {
            return name.toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final class PlainDecimal extends StdSerializer<BigDecimal> {
        private static final long serialVersionUID = 1L;

        PlainDecimal() {
            super(BigDecimal.class);
        }

        @Override
        public void serialize(BigDecimal value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.toPlainString());
        }
    }
}
