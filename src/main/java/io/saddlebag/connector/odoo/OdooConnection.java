package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.saddlebag.delivery.HttpCall;
import io.saddlebag.delivery.HttpResult;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.delivery.PartnerHttp;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The way to one Odoo: finds out once which version answers and which dialect to speak, and repeats a call at once when
 * another transaction was in its way (a call that failed so was rolled back as a whole).
 */
final class OdooConnection {

    private static final int SHORT_REPEATS = 3;
    private static final int LONGEST_PAUSE_MILLIS = 300;
    private static final int FIRST_WITH_JSON_2 = 19;
    private static final int FIRST_WITHOUT_JSON_RPC = 20;

    private final PartnerHttp http;
    private final OdooSettings settings;
    private final JsonRpc jsonRpc;
    private final Json2 json2;
    private volatile Detected detected;

    OdooConnection(PartnerHttp http, OdooSettings settings, Clock clock) {
        this.http = http;
        this.settings = settings;
        OdooOutcomes outcomes = new OdooOutcomes(clock);
        this.jsonRpc = new JsonRpc(http, settings, outcomes);
        this.json2 = new Json2(http, settings, outcomes);
    }

    /** What was found out. */
    record Detected(OdooVersion version, OdooRpc rpc) {}

    /** Finds out version and dialect; remembered once known. */
    Outcome<Detected> detect() {
        Detected known = detected;
        if (known != null) {
            return new Outcome.Done<>(known);
        }
        return version().then(this::choose).map(found -> {
            detected = found;
            return found;
        });
    }

    /** Calls a method, with short repeats while other transactions are in the way. */
    Judged send(OdooCall call) {
        Outcome<Detected> way = detect();
        if (!way.succeeded()) {
            return Judged.of(way.map(d -> NullNode.getInstance()));
        }
        OdooRpc rpc = way.orThrow(settings.partner(), "detect").rpc();
        Judged judged = rpc.send(call);
        for (int i = 0; judged.conflict() && i < SHORT_REPEATS && pause(); i++) {
            judged = rpc.send(call);
        }
        return judged;
    }

    /** One bare request for its headers, as {@code doctor} needs them. */
    HttpResult knock() {
        return http.send(HttpCall.json(
                        "common.version",
                        "POST",
                        "/jsonrpc",
                        "{\"jsonrpc\":\"2.0\",\"method\":\"call\",\"id\":0,\"params\":"
                                + "{\"service\":\"common\",\"method\":\"version\",\"args\":[]}}")
                .within(settings.timeout()));
    }

    private Outcome<OdooVersion> version() {
        Judged judged = jsonRpc.version();
        if (judged.outcome() instanceof Outcome.NotUnderstood<JsonNode>
                && settings.protocol() != OdooSettings.Protocol.JSON_RPC
                && json2.send(OdooCall.model("res.users", "context_get"))
                        .outcome()
                        .succeeded()) {
            // JSON-RPC is to go in Odoo 20 (facts: erp 1).
            return new Outcome.Done<>(new OdooVersion(FIRST_WITHOUT_JSON_RPC, "20 or later"));
        }
        return judged.outcome().then(answer -> OdooVersion.of(answer)
                .<Outcome<OdooVersion>>map(Outcome.Done::new)
                .orElseGet(() -> new Outcome.NotUnderstood<>(
                        "the server names no version of Odoo", "does the property url name an Odoo?")));
    }

    private Outcome<Detected> choose(OdooVersion version) {
        Outcome<Detected> byRpc = new Outcome.Done<>(new Detected(version, jsonRpc));
        Outcome<Detected> byJson2 = new Outcome.Done<>(new Detected(version, json2));
        return switch (settings.protocol()) {
            case JSON_RPC -> byRpc;
            case JSON_2 -> byJson2;
            case AUTO -> {
                if (version.major() < FIRST_WITH_JSON_2) {
                    yield byRpc;
                }
                Outcome<JsonNode> reach =
                        json2.send(OdooCall.model("res.users", "context_get")).outcome();
                if (reach instanceof Outcome.NotUnderstood<JsonNode> && version.major() < FIRST_WITHOUT_JSON_RPC) {
                    yield byRpc; // a proxy lets only /jsonrpc through
                }
                yield reach.then(any -> byJson2);
            }
        };
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(20, LONGEST_PAUSE_MILLIS));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
