package io.saddlebag.delivery;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * What a poll reads page after page, for a splitter: it ends where a page cannot be read. Camel's splitter asks a sequence that
 * failed for all that is left of it without handing it on; read as usual, its pages would be fetched for nobody.
 */
public final class EndsAtFailure<T> implements Iterator<T> {

    private final Iterator<T> rows;
    private boolean failed;

    private EndsAtFailure(Iterator<T> rows) {
        this.rows = rows;
    }

    /** Hands out these rows. */
    public static <T> Iterator<T> of(Iterator<T> rows) {
        return new EndsAtFailure<>(rows);
    }

    @Override
    public boolean hasNext() {
        if (failed) {
            return false;
        }
        failed = true; // until it is known to have worked
        boolean more = rows.hasNext();
        failed = false;
        return more;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more rows");
        }
        failed = true;
        T row = rows.next();
        failed = false;
        return row;
    }
}
