package io.saddlebag.sandbox.odoo;

import java.util.Set;

/** Who may do what: a bot with sales, stock and invoicing rights, and a limited user without sales rights. */
final class Rights {

    private static final Set<String> ADMIN_ONLY = Set.of("ir.model.data", "ir.module.module");
    private static final Set<String> SALES = Set.of("sale.order", "sale.order.line", "sale.advance.payment.inv");

    private final Dialect dialect;
    private final int limitedUid;

    Rights(Dialect dialect, int limitedUid) {
        this.dialect = dialect;
        this.limitedUid = limitedUid;
    }

    /** {@code verb}: access, create, modify or delete. */
    void check(Model model, String verb, Session session) {
        if (!allows(model, session)) {
            throw dialect.notAllowed(model, verb);
        }
    }

    /** Whether the user may do anything with a model: the sandbox tells no verbs apart. */
    boolean allows(Model model, Session session) {
        return !ADMIN_ONLY.contains(model.name) && !(session.uid() == limitedUid && SALES.contains(model.name));
    }
}
