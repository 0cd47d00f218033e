package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saddlebag.delivery.Finding;
import io.saddlebag.delivery.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether the bot user may do what an Odoo is used for: Odoo is asked, nothing is tried. */
final class RightsProbe {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int FIRST_WITH_HAS_ACCESS = 18;
    /** Since then it is asked of a user; before, whoever calls was meant. */
    private static final int FIRST_WITH_GROUPS_OF_A_USER = 18;

    private final OdooSession odoo;
    private final Catalogue catalogue;
    private final Findings findings;
    private final OdooVersion version;

    RightsProbe(OdooSession odoo, Catalogue catalogue, Findings findings, OdooVersion version) {
        this.odoo = odoo;
        this.catalogue = catalogue;
        this.findings = findings;
        this.version = version;
    }

    /** What orders need, and what each of these needs. */
    void look(Set<OdooUse> uses) {
        TreeSet<OdooUse> all = new TreeSet<>(uses);
        all.add(OdooUse.ORDERS);
        all.forEach(this::look);
    }

    private void look(OdooUse use) {
        List<String> lacking = new ArrayList<>();
        List<String> unchecked = new ArrayList<>();
        use.rights()
                .forEach((model, operations) -> operations.forEach(
                        operation -> judge(operation + " " + model, may(operation, model), lacking, unchecked)));
        use.group().ifPresent(group -> judge("apply inventory counts", isIn(group), lacking, unchecked));
        if (!lacking.isEmpty()) {
            findings.fail(use.check(), "the bot user may not " + String.join(", ", lacking), use.remedy());
        } else if (!unchecked.isEmpty()) {
            findings.add(
                    use.check(),
                    Finding.Status.WARN,
                    "could not be checked: " + String.join(", ", unchecked),
                    "is the module installed? try it on a test database");
        } else {
            findings.ok(use.check(), "all that is needed");
        }
    }

    private static void judge(String what, Outcome<JsonNode> answer, List<String> lacking, List<String> unchecked) {
        if (!answer.succeeded()) {
            unchecked.add(what);
        } else if (!OdooSession.orStop(answer).asBoolean()) {
            lacking.add(what);
        }
    }

    private Outcome<JsonNode> may(String operation, String model) {
        JsonNode name = NODES.textNode(operation);
        return odoo.tell(
                version.major() >= FIRST_WITH_HAS_ACCESS
                        ? OdooCall.records(model, "has_access", List.of()).positional("operation", name)
                        : OdooCall.model(model, "check_access_rights")
                                .positional("operation", name)
                                .named("raise_exception", NODES.booleanNode(false)));
    }

    private Outcome<JsonNode> isIn(String group) {
        JsonNode name = NODES.textNode(group);
        return odoo.tell(
                version.major() >= FIRST_WITH_GROUPS_OF_A_USER
                        ? OdooCall.records("res.users", "has_group", List.of(catalogue.user()))
                                .positional("group_ext_id", name)
                        : OdooCall.model("res.users", "has_group").positional("group_ext_id", name));
    }
}
