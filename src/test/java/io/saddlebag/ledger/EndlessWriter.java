package io.saddlebag.ledger;

import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;

/** A process of its own that writes until it is killed, and prints each order the ledger has acknowledged. */
final class EndlessWriter {

    private EndlessWriter() {}

    public static void main(String[] args) throws InterruptedException {
        LedgerSettings settings = new LedgerSettings(args[0], args[1], args[2], 1, Clock.systemUTC());
        Ledger ledger = LedgerFactory.open(settings);
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(thread -> new Thread(() -> writeForever(ledger, thread)))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void writeForever(Ledger ledger, int thread) {
        for (int i = 0; ; i++) {
            OrderKey key = new OrderKey("killed", String.valueOf(thread * 1_000_000 + i));
            ledger.record(Step.of(key).seen(LedgerFixtures.aVersion(0, "h1")).moveTo(OrderState.CAPTURED));
            System.out.println("ACK " + key);
        }
    }
}
