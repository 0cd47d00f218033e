package io.saddlebag.connector.shipbob;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.delivery.HandedOver;
import java.time.Clock;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a poll of ShipBob hands to its route. */
class ShipBobPollTest {

    private final ShipBobLab lab = new ShipBobLab();

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void aPollLeavesOutWhatItsOverlapBringsAgainOnceItWasHandedOver() {
        ShipBob shipBob = lab.connector();
        IntStream.range(0, 12).forEach(i -> ShipBobLab.create(shipBob, "1" + i));
        IntStream.range(0, 12).forEach(i -> lab.sandbox.ship("main_order_1" + i));
        ShipBobSteps steps = new ShipBobSteps("north", shipBob, new HandedOver(), Clock.systemUTC());

        Exchange broken = polled(steps);
        Iterator<?> half = broken.getMessage().getBody(Iterator.class);
        IntStream.range(0, 4).forEach(i -> {
            half.next();
            steps.handedOver(broken);
        });
        half.forEachRemaining(row -> {}); // as the splitter does when the fifth could not be handed over
        int afterABreak = taken(steps, polled(steps));
        int again = taken(steps, polled(steps));
        ShipBobLab.create(shipBob, "99");
        lab.sandbox.ship("main_order_99");
        int news = taken(steps, polled(steps));

        assertThat(afterABreak)
                .as("four were handed over before the poll broke off")
                .isEqualTo(12 - 4);
        assertThat(again).isZero();
        assertThat(news).isEqualTo(1);
    }

    /** A poll from three days ago, as far as its first page. */
    private Exchange polled(ShipBobSteps steps) {
        Exchange exchange = new DefaultExchange(lab.camel);
        exchange.setVariable("cursor", "");
        steps.sweep(exchange);
        return exchange;
    }

    private static int taken(ShipBobSteps steps, Exchange poll) {
        Iterator<?> shipments = poll.getMessage().getBody(Iterator.class);
        int taken = 0;
        while (shipments.hasNext()) {
            shipments.next();
            taken++;
        }
        steps.swept(poll);
        return taken;
    }
}
