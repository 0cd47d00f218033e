package io.saddlebag.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.access.Permission;
import io.saddlebag.ledger.Erasures;
import io.saddlebag.ledger.Erasures.Erased;
import io.saddlebag.ledger.Erasures.Survey;
import io.saddlebag.personal.Person;
import java.util.List;

/**
 * {@code POST /api/v1/erasures}, {@code {"customer","by","dryRun"}}: erases a customer, by an e-mail address or {@code
 * store:customer-id}; 409 while something of him has not ended. The answer does not repeat whom. With {@code dryRun} it tells what
 * would be done, also where it is too early.
 */
public final class ErasuresApi extends ApiPart {

    private final Erasures erasures;

    /** Erases in these. */
    public ErasuresApi(Erasures erasures) {
        this.erasures = erasures;
    }

    @Override
    void mount(ApiPaths paths) {
        paths.post("/api/v1/erasures", Permission.ERASE_CUSTOMERS, this::erase);
    }

    private void erase(ApiCall call) {
        JsonNode request = call.json();
        ApiCall.only(request, List.of("customer", "by", "dryRun"));
        Person person = person(request.path("customer").asText(""));
        if (request.path("dryRun").asBoolean(false)) {
            Survey survey = erasures.look(person);
            call.answer(200, view(survey).put("dryRun", true));
            return;
        }
        Erased erased = erasures.erase(person, call.actor(request));
        if (erased.pseudonym().isEmpty()) {
            call.error(409, "too-early", ErasureWords.tooEarly(erased.survey()));
            return;
        }
        ObjectNode answer =
                view(erased.survey()).put("pseudonym", erased.pseudonym().get()).put("dryRun", false);
        ObjectNode changed = answer.putObject("changed");
        erased.changed().forEach(changed::put);
        texts(answer.putArray("kept"), ErasureWords.kept());
        texts(answer.putArray("left"), ErasureWords.left(erased.left()));
        call.answer(200, answer);
    }

    private static Person person(String typed) {
        try {
            return Person.parse(typed);
        } catch (IllegalArgumentException e) {
            throw new ApiCall.BadRequest("'customer': " + e.getMessage());
        }
    }

    private static ObjectNode view(Survey survey) {
        ObjectNode view = JsonNodeFactory.instance.objectNode().put("tooEarly", survey.isTooEarly());
        texts(view.putArray("orders"), survey.orders());
        texts(view.putArray("erasedBefore"), survey.erased());
        texts(view.putArray("onTheirWay"), survey.onTheirWay());
        texts(view.putArray("waiting"), survey.waiting());
        texts(view.putArray("accounts"), survey.accounts());
        return view;
    }

    private static void texts(ArrayNode array, List<?> texts) {
        texts.forEach(text -> array.add(text.toString()));
    }
}
