package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The methods of all models: what every model can, and what a few can besides. */
final class Methods {

    /** Does the work of one method; an empty answer is Python's None. */
    @FunctionalInterface
    interface Work {
        Optional<JsonNode> run(Call call);
    }

    record Method(Signature signature, String verb, Work work) {}

    private final Dialect dialect;
    private final Map<String, Method> methods = new HashMap<>();

    Methods(Dialect dialect) {
        this.dialect = dialect;
    }

    /** @param verb the right it needs: access, create, modify, delete, or empty for none */
    void every(String name, String verb, Signature signature, Work work) {
        methods.put(name, new Method(signature, verb, work));
    }

    void of(String model, String name, String verb, Signature signature, Work work) {
        methods.put(model + "." + name, new Method(signature, verb, work));
    }

    Method find(Model model, String name) {
        if (name.startsWith("_")) {
            throw dialect.privateMethod(model.name, name);
        }
        Method own = methods.get(model.name + "." + name);
        Method found = own != null ? own : methods.get(name);
        if (found == null) {
            throw dialect.noMethod(model.name, name);
        }
        return found;
    }
}
