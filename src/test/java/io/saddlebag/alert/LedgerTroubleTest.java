package io.saddlebag.alert;

import static io.saddlebag.alert.AlertLab.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.contract.Contracts;
import io.saddlebag.contract.Documents;
import io.saddlebag.testing.MovableClock;
import io.saddlebag.testing.Receiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ledger is down, and with it the outbox. */
class LedgerTroubleTest {

    private final MovableClock clock = new MovableClock(T0);
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Receiver receiver = new Receiver(0);
    private AlertChannels channels;
    private LedgerTrouble trouble;

    @BeforeEach
    void start() {
        camel.start();
        channels = AlertChannels.of(
                AlertLab.settings("webhook.ops.url=" + receiver.url()),
                camel,
                webhook -> AlertLab.http(camel, webhook),
                clock);
        trouble = new LedgerTrouble(channels, clock);
    }

    @AfterEach
    void stop() {
        channels.close();
        camel.stop();
        receiver.close();
    }

    @Test
    void isToldDirectlyAfterAMinuteAgainAfterAnHourAndWhenItIsOver() {
        seenAfter(Duration.ZERO);
        seenAfter(Duration.ofSeconds(59));
        assertThat(kinds()).isEmpty();

        seenAfter(Duration.ofSeconds(1));
        seenAfter(Duration.ofSeconds(15));
        assertThat(kinds()).containsExactly("opened");
        seenAfter(Duration.ofHours(1));
        trouble.over();
        trouble.over();

        assertThat(kinds()).containsExactly("opened", "reminded", "resolved");
        assertThat(receiver.got()).extracting(Receiver.Got::id).doesNotHaveDuplicates();
        Contracts contracts = Contracts.load(Path.of("mappings/contracts"));
        assertThat(receiver.got())
                .allSatisfy(got -> assertThat(contracts.check("alert.v1", Documents.parse(got.body())))
                        .isEmpty());
    }

    @Test
    void isTriedAgainWithTheNextLookWhereNoChannelTookIt() {
        receiver.answers(500);
        seenAfter(Duration.ZERO);
        seenAfter(Duration.ofMinutes(1));
        receiver.answers(200);

        seenAfter(Duration.ofSeconds(15));

        assertThat(kinds()).containsExactly("opened");
    }

    @Test
    void whatIsOverWithinTheMinuteIsNotTold() {
        seenAfter(Duration.ZERO);
        seenAfter(Duration.ofSeconds(30));
        trouble.over();
        seenAfter(Duration.ofSeconds(45));

        assertThat(kinds()).isEmpty();
    }

    private void seenAfter(Duration time) {
        clock.forward(time);
        trouble.seen();
    }

    private List<String> kinds() {
        return receiver.got().stream()
                .map(got -> Documents.parse(got.body()).path("kind").asText())
                .toList();
    }
}
