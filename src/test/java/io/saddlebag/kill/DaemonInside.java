package io.saddlebag.kill;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.settings.Settings;
import io.saddlebag.testing.TestHome;
import io.saddlebag.wiring.Daemon;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A daemon inside the test, with the product's routes and mappings and a data folder of its own. */
final class DaemonInside implements AutoCloseable {

    private final Daemon daemon;

    private DaemonInside(Daemon daemon) {
        this.daemon = daemon;
    }

    /** Polls often, waits briefly. */
    static DaemonInside start(Path data, SandboxPartners partners, Map<String, String> more) {
        Map<String, String> settings = TestHome.settings(data, partners, more);
        return new DaemonInside(Daemon.start(Settings.load(Path.of("."), Map.of(), settings)));
    }

    Daemon daemon() {
        return daemon;
    }

    Ledger ledger() {
        return daemon.ledger();
    }

    Optional<OrderState> state(long id) {
        return ledger().order(key(id)).map(OrderRow::state);
    }

    /** Whether all of these orders have come to this state. */
    boolean all(List<Long> ids, OrderState state) {
        return ids.stream().allMatch(id -> state(id).filter(state::equals).isPresent());
    }

    List<Ledger.Event> trace(long id) {
        return ledger().trace(key(id));
    }

    /** Whether the order's trace says that it waited, and these words. */
    boolean waited(long id, String words) {
        return trace(id).stream()
                .anyMatch(event -> "wait".equals(event.step()) && event.detail().contains(words));
    }

    List<Ledger.Parked> parked() {
        return ledger().parked(Optional.empty(), 100);
    }

    private static OrderKey key(long id) {
        return new OrderKey("main", String.valueOf(id));
    }

    @Override
    public void close() {
        daemon.close();
    }
}
