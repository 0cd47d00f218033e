package io.saddlebag.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreHoldTest {

    @ParameterizedTest
    @ValueSource(strings = {"processing", "on-hold", "completed", "wc-processing", "awaiting-pickup"})
    void holdsWhatTheStoreHasTakenOutOfItsStock(String status) {
        assertThat(StoreHold.isHeld(status)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "checkout-draft", "failed", "cancelled", "refunded", "trash", "wc-pending"})
    void holdsNothingOfWhatIsNotSold(String status) {
        assertThat(StoreHold.isHeld(status)).isFalse();
    }
}
