package io.saddlebag.tracing;

import io.opentelemetry.sdk.trace.IdGenerator;
import io.saddlebag.order.OrderKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * An order's trace id is made of its key. So all of its steps are one trace, whatever brought them - webhook, poll, replay, a
 * shipment days later - and on whichever daemon they ran; and a share of the orders is traced with all of their steps.
 */
final class OrderTraceIds implements IdGenerator {

    private static final int DIGITS = 32;

    private final IdGenerator random = IdGenerator.random();
    private final ThreadLocal<String> next = new ThreadLocal<>();

    static String of(OrderKey order) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("saddlebag order " + order).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** A trace that begins in this work is the order's. */
    <T> T within(String traceId, Supplier<T> work) {
        next.set(traceId);
        try {
            return work.get();
        } finally {
            next.remove();
        }
    }

    @Override
    public String generateTraceId() {
        String given = next.get();
        return given == null ? random.generateTraceId() : given;
    }

    @Override
    public String generateSpanId() {
        return random.generateSpanId();
    }
}
