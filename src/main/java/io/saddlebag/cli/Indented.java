package io.saddlebag.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** A document as a person reads and edits it. */
final class Indented {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .configure(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN, true)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private Indented() {}

    /** With every digit as it was; what is no JSON stays as it is. */
    static String json(String document) {
        try {
            return JSON.writeValueAsString(JSON.readTree(document));
        } catch (JsonProcessingException e) {
            return document;
        }
    }
}
