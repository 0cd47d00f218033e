package io.saddlebag.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands before the intake routes on the public port: refuses what is too large before it is read, keeps Vert.x from
 * taking a body apart that only the signature check may read, and answers whatever never reaches a route with a small JSON
 * body and a metric, {@code saddlebag.intake{partner,answer}}, instead of a stack trace in the log.
 */
public final class PublicPort {

    private static final Logger LOG = LoggerFactory.getLogger(PublicPort.class);
    private static final int BEFORE_ROUTES = -50;
    private static final int AFTER_ROUTES = 1_000_000;
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private final Set<String> partners;
    private final int maxBytes;
    private final MeterRegistry meters;
    private volatile boolean closed;

    /**
     * Guards a port.
     *
     * @param partners names of all stores and warehouses
     * @param maxBytes largest body
     */
    public PublicPort(Set<String> partners, int maxBytes, MeterRegistry meters) {
        this.partners = Set.copyOf(partners);
        this.maxBytes = maxBytes;
        this.meters = meters;
    }

    /** From now on every webhook is answered with 503; what was let in before goes on. The first step of a stop. */
    public void close() {
        closed = true;
    }

    /** Mounts the guard on a port's router. */
    public void mount(Router router) {
        router.route().order(BEFORE_ROUTES).failureHandler(this::failed);
        router.route("/webhooks/*").order(BEFORE_ROUTES + 1).handler(this::look);
        router.route().order(AFTER_ROUTES).handler(this::unknown);
    }

    private void look(RoutingContext context) {
        if (closed) {
            context.request().resume();
            answer(context, Intake.Answer.UNAVAILABLE);
            return;
        }
        String type = context.request().getHeader("Content-Type");
        if (type != null && isForm(type.toLowerCase(Locale.ROOT))) {
            // The bytes are what is signed, whatever they claim to be; and for a form the server makes a folder for
            // uploads.
            context.request().headers().set("Content-Type", "application/octet-stream");
        }
        String length = context.request().getHeader("Content-Length");
        if (length != null
                && DIGITS.matcher(length).matches()
                && (length.length() > 10 || Long.parseLong(length) > maxBytes)) {
            context.request().resume();
            answer(context, Intake.Answer.TOO_LARGE);
        } else {
            context.next();
        }
    }

    private static boolean isForm(String type) {
        return type.startsWith("multipart/") || type.startsWith("application/x-www-form-urlencoded");
    }

    private void unknown(RoutingContext context) {
        boolean known = context.normalizedPath().startsWith("/webhooks/")
                && context.request().method() != HttpMethod.POST;
        answer(context, known ? Intake.Answer.NOT_POST : Intake.Answer.UNKNOWN_PARTNER);
    }

    private void failed(RoutingContext context) {
        if (context.statusCode() == 413) {
            answer(context, Intake.Answer.TOO_LARGE);
            return;
        }
        // Mostly callers that hang up while they send.
        LOG.warn(
                "a request to the public port ended with {} before a route saw it",
                context.failure() == null
                        ? "status " + context.statusCode()
                        : context.failure().getClass().getSimpleName());
        answer(context, context.statusCode() < 500 ? Intake.Answer.NOT_JSON : Intake.Answer.UNAVAILABLE);
    }

    private void answer(RoutingContext context, Intake.Answer answer) {
        String path = context.normalizedPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        String partner = path.startsWith("/webhooks/") && partners.contains(name) ? name : "unknown";
        meters.counter("saddlebag.intake", "partner", partner, "answer", answer.word())
                .increment();
        if (!context.response().ended() && !context.response().closed()) {
            context.response()
                    .setStatusCode(answer.status())
                    .putHeader("Content-Type", "application/json")
                    .end(Buffer.buffer(answer.json()));
        }
    }
}
