package io.saddlebag.delivery;

import java.util.List;

/** Adds a partner's credentials to a request, at the last moment before it goes out, so that nothing else sees them. */
@FunctionalInterface
public interface Credentials {

    /** No credentials. */
    Credentials NONE = request -> {};

    /** Adds headers or query parameters. */
    void apply(OutgoingRequest request);

    /** What credentials may look at and add to. */
    interface OutgoingRequest {

        /** HTTP method. */
        String method();

        /** Scheme, host, port unless it is the scheme's own, and path, without the query. */
        String address();

        /** Decoded query parameters. */
        List<HttpCall.Parameter> query();

        /** Sets a header. */
        void header(String name, String value);

        /** Appends a query parameter. */
        void addQuery(String name, String value);
    }
}
