package io.saddlebag.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of a poll whose pages may fail. */
class EndsAtFailureTest {

    @Test
    void whatFailedOnceIsNotReadOn() {
        List<String> read = new ArrayList<>();
        Iterator<String> rows = EndsAtFailure.of(new Iterator<>() {
            private boolean broken = true;

            @Override
            public boolean hasNext() {
                if (read.size() == 2 && broken) {
                    broken = false;
                    throw new IllegalStateException("the next page cannot be read");
                }
                return read.size() < 4;
            }

            @Override
            public String next() {
                read.add("row");
                return "row";
            }
        });
        rows.next();
        rows.next();

        assertThatThrownBy(rows::hasNext).hasMessage("the next page cannot be read");
        rows.forEachRemaining(row -> {});

        assertThat(read).hasSize(2);
    }
}
