package io.saddlebag.contract;

/** Bytes that are no JSON, or JSON that is not the record asked for. The message names a place, never the content. */
public final class NotJson extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotJson(String message, Throwable cause) {
        super(message, cause);
    }
}
