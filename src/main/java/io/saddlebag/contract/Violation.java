package io.saddlebag.contract;

/**
 * One place where a document is not of its contract. It names places and kinds, never values: documents hold personal
 * data, and violations are logged and shown.
 *
 * @param path JSON pointer into the document, empty for the document itself
 * @param what what is wrong there, in words
 */
public record Violation(String path, String what) {

    @Override
    public String toString() {
        return (path.isEmpty() ? "the document" : path) + ": " + what;
    }
}
