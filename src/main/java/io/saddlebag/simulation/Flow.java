package io.saddlebag.simulation;

/**
 * One regression flow and how it ended.
 *
 * @param store configured name of the store
 * @param name e.g. {@code order capture}
 * @param reason what was seen, or what is wrong and what to do
 */
public record Flow(String store, String name, Result result, String reason) {

    /** How a flow ends. */
    public enum Result {
        /** As it must. */
        PASS("pass"),
        /** Not as it must. */
        FAIL("FAIL"),
        /** This version of the product does not do it. */
        NOT_YET("not supported yet");

        private final String words;

        Result(String words) {
            this.words = words;
        }

        /** For a person. */
        public String words() {
            return words;
        }
    }
}
