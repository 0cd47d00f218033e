package io.saddlebag.sandbox.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One answer of a sandbox partner.
 *
 * @param status HTTP status
 * @param headers response headers
 * @param body raw bytes
 */
public record SandboxReply(int status, Map<String, String> headers, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A JSON answer with the content type the partners use. */
    public static SandboxReply json(int status, JsonNode body) {
        try {
            return new SandboxReply(
                    status, Map.of("Content-Type", "application/json; charset=UTF-8"), JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a sandbox answer", e);
        }
    }

    /** A text answer with a content type of the caller's choice. */
    public static SandboxReply text(int status, String contentType, String body) {
        return new SandboxReply(status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }

    /** The same answer with one more header. */
    public SandboxReply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new SandboxReply(status, more, body);
    }
}
