package io.saddlebag.sourcing;

import io.saddlebag.order.FulfilmentRequest;
import java.util.List;

/**
 * Which warehouses send what of an order.
 *
 * @param kind what came out
 * @param requests one per warehouse, parts numbered from 1; empty unless released
 * @param reason why, in words, for the trace
 */
public record SourcingDecision(Kind kind, List<FulfilmentRequest> requests, String reason) {

    /** Copies the collection. */
    public SourcingDecision {
        requests = List.copyOf(requests);
        if (requests.isEmpty() == (kind == Kind.RELEASE)) {
            throw new IllegalArgumentException("a release has requests and nothing else has");
        }
    }

    /** What came out. */
    public enum Kind {
        /** There are requests. */
        RELEASE,
        /** Nothing in the order is sent by a warehouse: the order goes on without a shipment. */
        NOTHING_TO_SHIP,
        /** Something must be sent and no warehouse may send it: a person must act. */
        NO_WAREHOUSE
    }
}
