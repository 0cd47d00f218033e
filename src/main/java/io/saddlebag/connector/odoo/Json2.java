package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.delivery.HttpCall;
import io.saddlebag.delivery.PartnerHttp;

/** JSON-2: one path per method, every argument by name, the key in a header (facts: erp 1, 3). */
final class Json2 implements OdooRpc {

    private final PartnerHttp http;
    private final OdooSettings settings;
    private final OdooOutcomes outcomes;

    Json2(PartnerHttp http, OdooSettings settings, OdooOutcomes outcomes) {
        this.http = http;
        this.settings = settings;
        this.outcomes = outcomes;
    }

    @Override
    public Dialect dialect() {
        return Dialect.JSON_2;
    }

    @Override
    public Judged send(OdooCall call) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (call.onRecords()) {
            body.set("ids", OdooCall.ids(call.ids()));
        }
        call.positional().forEach(a -> body.set(a.name(), a.value()));
        call.named().forEach(a -> body.set(a.name(), a.value()));
        if (!call.context().isEmpty()) {
            body.set("context", call.context());
        }
        HttpCall request = HttpCall.json(
                        call.operation(), "POST", "/json/2/" + call.model() + "/" + call.method(), body.toString())
                .header("X-Odoo-Database", settings.database())
                .within(settings.timeout());
        return outcomes.judge(Dialect.JSON_2, call.method(), http.send(request)).toldTo(http);
    }
}
