package io.saddlebag.hawtio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.saddlebag.access.Access;
import io.saddlebag.ledger.Audit;
import io.saddlebag.ledger.LedgerUnavailable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Hawtio asks of the JVM. Answers are masked; a route that was started or stopped stands in the audit trail, and without
 * the trail none is.
 */
final class Questions {

    private static final Logger LOG = LoggerFactory.getLogger(Questions.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DONE = 200;
    private static final int REFUSED = 403;
    private static final Pattern PARENTHESES = Pattern.compile("\\(\\)$");
    /** The operations that change something, with their words in the trail; the policy allows them for routes alone. */
    private static final Map<String, String> CHANGES = Map.of(
            "start", "route-started",
            "stop", "route-stopped",
            "suspend", "route-suspended",
            "resume", "route-resumed");

    private final Jolokia jolokia;
    private final Masker masker;
    private final Audit audit;

    Questions(Jolokia jolokia, Masker masker, Audit audit) {
        this.jolokia = jolokia;
        this.masker = masker;
        this.audit = audit;
    }

    /**
     * The masked answer to a question, or to a list of them.
     *
     * @throws LedgerUnavailable where it would change something, which nobody could write down; then nothing was done
     */
    JsonNode ask(String question, Map<String, String[]> parameters, Access access) {
        JsonNode asked;
        try {
            asked = JSON.readTree(question);
        } catch (JsonProcessingException e) {
            return masker.mask(jolokia.answer(new byte[0], parameters));
        }
        Optional<String> fault = Form.each(asked).stream()
                .flatMap(one -> Form.fault(one).stream())
                .findFirst();
        if (fault.isPresent()) {
            return JSON.createObjectNode().put("status", REFUSED).put("error", fault.get());
        }
        if (Form.each(asked).stream().anyMatch(Questions::changes)) {
            audit.head();
        }
        // written anew, so that what is read here is what is done there, whatever was repeated or escaped in it
        JsonNode answer = jolokia.answer(Form.narrowed(asked).toString().getBytes(StandardCharsets.UTF_8), parameters);
        tell(asked, answer, access);
        return masker.mask(answer);
    }

    private void tell(JsonNode asked, JsonNode answer, Access access) {
        List<JsonNode> questions = Form.each(asked);
        List<JsonNode> answers = Form.each(answer);
        List<Audit.Entry> done = new ArrayList<>();
        for (int i = 0; i < Math.min(questions.size(), answers.size()); i++) {
            JsonNode question = questions.get(i);
            if (changes(question) && answers.get(i).path("status").asInt() == DONE) {
                String word = CHANGES.get(operation(question));
                String route = "route/" + route(question);
                done.add(new Audit.Entry(access.who(), word, route, "", "", "in Hawtio", access.from()));
                LOG.info("{} {} by {}", word, route, access.who());
            }
        }
        if (done.isEmpty()) {
            return;
        }
        try {
            audit.add(done);
        } catch (LedgerUnavailable e) {
            LOG.warn("the audit trail lacks what {} did in Hawtio: {}", access.who(), done, e);
        }
    }

    private static boolean changes(JsonNode question) {
        return question.path("type").asText().equalsIgnoreCase("exec") && CHANGES.containsKey(operation(question));
    }

    private static String operation(JsonNode question) {
        return PARENTHESES.matcher(question.path("operation").asText()).replaceFirst("");
    }

    private static String route(JsonNode question) {
        String bean = question.path("mbean").asText();
        try {
            String name = new ObjectName(bean).getKeyProperty("name");
            return name == null ? bean : ObjectName.unquote(name);
        } catch (MalformedObjectNameException | IllegalArgumentException e) {
            LOG.debug("the name of a route is written in an unusual way", e);
            return bean;
        }
    }
}
