package io.saddlebag.connector.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.HttpCall;
import io.saddlebag.delivery.HttpResult;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.delivery.PartnerHttp;
import java.time.Clock;
import java.util.function.Function;

/** Requests in the form ShipBob wants: the version in front of the path, the channel in a header. */
final class ShipBobApi {

    private static final String CHANNEL = "shipbob_channel_id";

    private final PartnerHttp http;
    private final ShipBobSettings settings;
    private final ShipBobOutcomes outcomes;
    private final Clock clock;

    ShipBobApi(PartnerHttp http, ShipBobSettings settings, Clock clock) {
        this.http = http;
        this.settings = settings;
        this.outcomes = new ShipBobOutcomes(clock);
        this.clock = clock;
    }

    ShipBobSettings settings() {
        return settings;
    }

    Clock clock() {
        return clock;
    }

    HttpCall get(String operation, String path) {
        return HttpCall.get(operation, path(path)).header(CHANNEL, settings.channel());
    }

    HttpCall post(String operation, String path, JsonNode body) {
        return HttpCall.json(operation, "POST", path(path), ShipBobOutcomes.text(body))
                .header(CHANNEL, settings.channel());
    }

    HttpCall delete(String operation, String path) {
        HttpCall plain = get(operation, path);
        return new HttpCall(
                operation, "DELETE", plain.path(), plain.query(), plain.headers(), plain.body(), plain.timeout());
    }

    HttpResult send(HttpCall call) {
        return http.send(call);
    }

    <T> Outcome<T> judge(HttpResult result, Function<JsonNode, Outcome<T>> read) {
        return told(outcomes.judge(result, read));
    }

    <T> Outcome<T> call(HttpCall call, Function<JsonNode, Outcome<T>> read) {
        return judge(send(call), read);
    }

    Outcome<Boolean> callWithoutAnswer(HttpCall call) {
        return told(outcomes.judgeEmpty(send(call)));
    }

    private <T> Outcome<T> told(Outcome<T> outcome) {
        http.judged(outcome);
        return outcome;
    }

    private String path(String path) {
        return "/" + settings.apiVersion() + path;
    }

    /** The outcome of an answer that lacks what we need. */
    static <T> Outcome<T> odd(String what) {
        return new Outcome.NotUnderstood<>(
                "ShipBob's answer is odd: " + what,
                "Compare 'api-version' with ShipBob's documentation; report it to ShipBob");
    }
}
