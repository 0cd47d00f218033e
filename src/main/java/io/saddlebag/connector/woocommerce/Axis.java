package io.saddlebag.connector.woocommerce;

/** A time along which orders are listed. */
enum Axis {
    MODIFIED("modified_after", "modified_before", "modified", "date_modified_gmt"),
    CREATED("after", "before", "date", "date_created_gmt");

    private final String after;
    private final String before;
    private final String orderBy;
    private final String field;

    Axis(String after, String before, String orderBy, String field) {
        this.after = after;
        this.before = before;
        this.orderBy = orderBy;
        this.field = field;
    }

    /** Filter, strictly greater. */
    String after() {
        return after;
    }

    /** Filter, strictly smaller. */
    String before() {
        return before;
    }

    /** Value of {@code orderby}. */
    String orderBy() {
        return orderBy;
    }

    /** Field of a row. */
    String field() {
        return field;
    }
}
