package io.saddlebag.sandbox.odoo;

import java.util.Map;
import java.util.Set;

/**
 * Who may do what: a bot with sales, stock and invoicing rights but for those that are withheld from it, and a limited user without
 * sales rights. What Odoo says without a group is from its source: nobody captured it.
 */
final class Rights {

    private static final Set<String> ADMIN_ONLY = Set.of("ir.model.data", "ir.module.module");
    private static final Set<String> SALES = Set.of("sale.order", "sale.order.line", "sale.advance.payment.inv");
    private static final String STOCK_MANAGER = "stock.group_stock_manager";
    /** What refusals call an operation. */
    private static final Map<String, String> OPERATIONS =
            Map.of("access", "read", "create", "create", "modify", "write", "delete", "unlink");

    private final Dialect dialect;
    private final int botUid;
    private final Set<String> withheld;

    Rights(Dialect dialect, int botUid, Set<String> withheld) {
        this.dialect = dialect;
        this.botUid = botUid;
        this.withheld = withheld;
    }

    /** {@code verb}: access, create, modify or delete. */
    void check(Model model, String verb, Session session) {
        if (!allows(model, OPERATIONS.getOrDefault(verb, verb), session)) {
            throw dialect.notAllowed(model, verb);
        }
    }

    /** Whether the user may do this with a model: read, create, write or unlink. */
    boolean allows(Model model, String operation, Session session) {
        return !ADMIN_ONLY.contains(model.name)
                && !(session.uid() == botUid + 1 && SALES.contains(model.name))
                && !(session.uid() == botUid && withheld.contains(operation + " " + model.name));
    }

    /** Whether the user is in a group; the limited one manages nothing. */
    boolean isIn(String group, int uid) {
        return !(uid == botUid && withheld.contains(group)) && !(uid == botUid + 1 && group.equals(STOCK_MANAGER));
    }

    void checkStockManager(Session session) {
        if (!isIn(STOCK_MANAGER, session.uid())) {
            throw OdooError.user("Only a stock manager can validate an inventory adjustment.");
        }
    }
}
