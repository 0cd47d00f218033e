package io.saddlebag.console;

import io.saddlebag.access.Sessions;
import io.saddlebag.access.Sessions.Session;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderFilter;
import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.operations.Door;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Tells open pages that something changed (server-sent events), so that they fetch what they show anew. While nobody looks nothing
 * is asked; while somebody does, the ledger is asked for its sums every two seconds, for all of them together.
 */
final class Live {

    private static final int HANDLERS = -49;
    private static final int MOST = 200;
    private static final long LOOK_MILLIS = 2_000;
    private static final int LOOKS_PER_HEARTBEAT = 8;
    private static final int MOST_ALERTS = 50;

    private final Ledger ledger;
    private final Door door;
    private final Sessions sessions;
    private final Map<HttpServerResponse, String> listeners = new ConcurrentHashMap<>();
    private final AtomicReference<String> known = new AtomicReference<>("");
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicBoolean started = new AtomicBoolean();
    private long looks;

    Live(Ledger ledger, Door door, Sessions sessions) {
        this.ledger = ledger;
        this.door = door;
        this.sessions = sessions;
    }

    void mount(Router router) {
        router.get("/console/live").order(HANDLERS).handler(this::listen);
    }

    private void listen(RoutingContext context) {
        Optional<Session> session = door.session(context);
        if (session.isEmpty() || listeners.size() >= MOST) {
            context.response().setStatusCode(session.isEmpty() ? 401 : 503).end();
            return;
        }
        HttpServerResponse response = context.response();
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no");
        response.closeHandler(closed -> listeners.remove(response));
        response.write(": hello\n\n");
        listeners.put(response, session.get().id());
        if (started.compareAndSet(false, true)) {
            Vertx vertx = context.vertx();
            vertx.setPeriodic(LOOK_MILLIS, timer -> look(vertx));
        }
    }

    private void look(Vertx vertx) {
        listeners.forEach((response, session) -> {
            if (sessions.see(session).isEmpty()) {
                listeners.remove(response);
                response.end();
            }
        });
        if (listeners.isEmpty() || !looking.compareAndSet(false, true)) {
            return;
        }
        boolean heartbeat = ++looks % LOOKS_PER_HEARTBEAT == 0;
        vertx.executeBlocking(this::sums, false).onComplete(sums -> {
            looking.set(false);
            boolean changed = sums.succeeded() && !sums.result().equals(known.getAndSet(sums.result()));
            if (changed) {
                tell("event: changed\ndata: 1\n\n");
            } else if (heartbeat) {
                tell(": still here\n\n");
            }
        });
    }

    /** Who does not read what he was told before is let go, so that nothing heaps up for him; his browser comes back. */
    private void tell(String words) {
        listeners.keySet().forEach(response -> {
            if (response.writeQueueFull()) {
                listeners.remove(response);
                response.reset();
            } else {
                response.write(words);
            }
        });
    }

    private String sums() {
        try {
            return ledger.counts() + " "
                    + ledger.orders(OrderFilter.all(1)).stream()
                            .map(row -> row.key() + "@" + row.changedAt())
                            .findFirst()
                            .orElse("")
                    + " " + ledger.audit().head().seq()
                    + ledger.alerts().open(MOST_ALERTS).stream()
                            .map(alert -> " " + alert.id() + "*" + alert.size())
                            .collect(Collectors.joining());
        } catch (LedgerUnavailable e) {
            return "the ledger does not answer";
        }
    }
}
