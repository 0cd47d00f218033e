package io.saddlebag.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadersTest {

    @Test
    void P36_ordersShareABoundedNumberOfGroupsEvenly() {
        Map<String, Integer> groups = new HashMap<>();

        for (int i = 0; i < 200_000; i++) {
            groups.merge(Headers.group("main:" + i), 1, Integer::sum);
        }

        assertThat(groups).hasSizeLessThanOrEqualTo(4_096);
        assertThat(groups.values()).allMatch(orders -> orders < 200);
        assertThat(Headers.group("main:38")).isEqualTo(Headers.group("main:38"));
    }
}
