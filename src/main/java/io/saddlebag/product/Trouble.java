package io.saddlebag.product;

/** Why an item needs a person. */
final class Trouble extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String remedy;

    /**
     * A trouble.
     *
     * @param code stable short name
     * @param words what happened, without personal data
     * @param remedy what to do
     */
    Trouble(String code, String words, String remedy) {
        super(words);
        this.code = code;
        this.remedy = remedy;
    }

    String code() {
        return code;
    }

    String remedy() {
        return remedy;
    }
}
