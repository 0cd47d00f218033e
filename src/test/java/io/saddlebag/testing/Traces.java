package io.saddlebag.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a collector of traces was sent, as OTLP. */
public final class Traces {

    private Traces() {}

    /**
     * One span.
     *
     * @param everything as text, but for the ids
     */
    public record Told(
            String trace,
            String id,
            String parent,
            String name,
            Map<String, String> attributes,
            int links,
            String everything) {

        public String attribute(String name) {
            return attributes.getOrDefault(name, "");
        }
    }

    /** All spans that came. */
    public static List<Told> at(Receiver collector) {
        return collector.got().stream()
                .filter(got -> got.path().equals("/v1/traces"))
                .map(got -> read(got.body()))
                .flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .map(Traces::told)
                .toList();
    }

    private static ExportTraceServiceRequest read(byte[] body) {
        try {
            return ExportTraceServiceRequest.parseFrom(body);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("this is not OTLP", e);
        }
    }

    private static Told told(Span span) {
        Map<String, String> attributes = new TreeMap<>();
        span.getAttributesList()
                .forEach(one -> attributes.put(
                        one.getKey(),
                        one.getValue().hasStringValue()
                                ? one.getValue().getStringValue()
                                : String.valueOf(one.getValue().getIntValue())));
        return new Told(
                hex(span.getTraceId()),
                hex(span.getSpanId()),
                hex(span.getParentSpanId()),
                span.getName(),
                attributes,
                span.getLinksCount(),
                span.toBuilder()
                        .clearTraceId()
                        .clearSpanId()
                        .clearParentSpanId()
                        .clearLinks()
                        .build()
                        .toString());
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
