package io.saddlebag.pace;

import io.saddlebag.delivery.HttpCall;
import io.saddlebag.delivery.HttpResult;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.delivery.PartnerHttp;
import io.saddlebag.pace.PartnerLimits.Signal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * HTTP to a partner behind its {@link PartnerGate}. An answer that means "slower" in a partner's own way is taken for a 429, so
 * that every connector's table reads it as one.
 */
final class GatedHttp implements PartnerHttp {

    private static final int TOO_MANY = 429;
    private static final int LOOKED_AT = 2_000;
    private static final Pattern QUOTA = Pattern.compile(
            "(rate|request|call|usage|api) limit\\b.{0,40}(exceed|reach|hit)|(exceed|reach|hit).{0,40}(rate|request|call|usage|api) limit"
                    + "|too many requests|quota.{0,40}(exceed|reach|used up)|(exceed|reach).{0,40}\\bquota"
                    + "|SSS_REQUEST_LIMIT_EXCEEDED",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    /** Gateways and ERPs that signal a quota as 400, 403 or 503 say so in words (facts: erp, "Errors"). */
    private static final List<Signal> KNOWN =
            List.of(new Signal(400, QUOTA), new Signal(403, QUOTA), new Signal(503, QUOTA));

    private final PartnerHttp http;
    private final PartnerGate gate;
    private final List<Signal> signals;

    GatedHttp(PartnerHttp http, PartnerGate gate) {
        this.http = http;
        this.gate = gate;
        this.signals =
                Stream.concat(gate.limits().signals().stream(), KNOWN.stream()).toList();
    }

    @Override
    public HttpResult send(HttpCall call) {
        gate.pass();
        HttpResult result = read(http.send(call));
        gate.answered(result);
        return result;
    }

    @Override
    public void judged(Outcome<?> outcome) {
        gate.judged(outcome);
    }

    private HttpResult read(HttpResult result) {
        if (!(result instanceof HttpResult.Answer answer)) {
            return result;
        }
        for (Signal signal : signals) {
            if (signal.status() == answer.status()
                    && signal.body().matcher(beginning(answer)).find()) {
                return new HttpResult.Answer(TOO_MANY, answer.headers(), answer.body(), answer.latency());
            }
        }
        return result;
    }

    private static String beginning(HttpResult.Answer answer) {
        return new String(answer.body(), 0, Math.min(answer.body().length, LOOKED_AT), StandardCharsets.UTF_8);
    }
}
