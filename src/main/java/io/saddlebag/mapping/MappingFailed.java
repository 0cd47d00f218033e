package io.saddlebag.mapping;

/** A mapping cannot work on its input. The message names file, line and column, and no value of the document. */
public final class MappingFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MappingFailed(String message) {
        super(message);
    }
}
