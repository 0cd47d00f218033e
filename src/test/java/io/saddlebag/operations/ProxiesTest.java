package io.saddlebag.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose address counts where proxies stand between. */
class ProxiesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.5 | 203.0.113.7 | 203.0.113.7",
                "10.0.0.5 | 1.1.1.1, 203.0.113.7 | 203.0.113.7",
                "10.0.0.5 | 203.0.113.7, 10.0.0.6 | 203.0.113.7",
                "10.0.0.5 | 2001:db8::7 | 2001:db8:0:0:0:0:0:7",
                "0:0:0:0:0:0:0:1 | 203.0.113.7 | 203.0.113.7",
                "10.0.0.5 | dead.beef | 10.0.0.5",
                "10.0.0.5 | 1::2::3 | 10.0.0.5",
                "10.0.0.5 | '' | 10.0.0.5",
                "10.0.0.5 | unknown | 10.0.0.5",
                "10.0.0.5 | 203.0.113.7\tadmin | 10.0.0.5",
                "10.0.0.5 | 10.0.0.6 | 10.0.0.6",
                "203.0.113.9 | 127.0.0.1 | 203.0.113.9",
            })
    void theLastAddressThatIsNoProxyOfOursCounts(String connected, String forwarded, String caller) {
        Proxies proxies = new Proxies(List.of("10.0.0.5", "10.0.0.6", "::1"));

        assertThat(proxies.told(connected, List.of(forwarded.split(",")))).isEqualTo(caller);
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example.com", "10.0.0.0/8", "10.0.0", "300.1.1.1"})
    void namesAndRangesAreNoAddresses(String text) {
        assertThat(Proxies.isAddress(text)).isFalse();
    }
}
