package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.saddlebag.sandbox.http.SandboxHandler;
import io.saddlebag.sandbox.http.SandboxReply;
import io.saddlebag.sandbox.http.SandboxRequest;
import java.time.Clock;
import java.util.Optional;

/** Sends requests to the two faces, at the sandbox's pace. Every use of the engine holds its monitor. */
final class OdooHandler implements SandboxHandler {

    private final Engine engine;
    private final OdooOptions options;
    private final Clock clock;
    private final JsonRpc rpc;
    private final Json2 json2;
    private final Pace pace;
    private final Workers workers = new Workers();

    OdooHandler(Engine engine, OdooOptions options, Clock clock) {
        ObjectMapper mapper = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        Users users = new Users(options);
        this.engine = engine;
        this.options = options;
        this.clock = clock;
        this.pace = options.measuredPace() ? Pace.MEASURED : Pace.INSTANT;
        this.rpc = new JsonRpc(mapper, engine, users);
        this.json2 = new Json2(mapper, engine, users);
    }

    @Override
    public Turn arrive(SandboxRequest request) {
        Optional<Prepared> prepared = prepare(request);
        if (prepared.isEmpty()) {
            return new Turn(0, r -> notFound());
        }
        Prepared work = prepared.get();
        Begun begun;
        synchronized (engine) {
            begun = new Begun(engine.store.commits(), Moments.micros(clock.instant()));
        }
        long millis = pace.millis(options.version(), work.method(), work.records());
        long delay = workers.until(System.nanoTime() / 1_000_000, millis);
        return new Turn(delay, r -> {
            synchronized (engine) {
                return work.work().apply(begun);
            }
        });
    }

    @Override
    public SandboxReply handle(SandboxRequest request) {
        return arrive(request).handler().handle(request);
    }

    private Optional<Prepared> prepare(SandboxRequest request) {
        if (!request.method().equals("POST")) {
            return Optional.empty();
        }
        if (request.path().equals("/jsonrpc")) {
            return Optional.of(rpc.prepare(request));
        }
        boolean second = options.version() >= 19 && request.path().startsWith(Json2.PATH);
        return second ? Optional.of(json2.prepare(request)) : Optional.empty();
    }

    private static SandboxReply notFound() {
        return SandboxReply.text(
                404,
                "text/html;charset=utf-8",
                "<!DOCTYPE html>\n<html>\n<head><title>404: Not Found | Odoo</title></head>\n"
                        + "<body><h1>Error 404</h1><p>We couldn't find the page you're looking for!</p></body>\n</html>");
    }
}
