package io.saddlebag.sandbox.odoo;

import java.util.List;
import java.util.Map;

/** What Odoo 17 and 19 word or do differently. Texts as captured from both servers (fixtures erp/odoo17, erp/odoo19). */
record Dialect(int version) {

    private static final Map<String, List<String>> GROUPS = Map.of(
            "sale.order", List.of("Sales/Administrator", "Sales/User: Own Documents Only"),
            "sale.order.line", List.of("Sales/Administrator", "Sales/User: Own Documents Only"),
            "sale.advance.payment.inv", List.of("Sales/User: Own Documents Only"));

    boolean since19() {
        return version >= 19;
    }

    /** Taxes of a sale order line. */
    String lineTaxes() {
        return since19() ? "tax_ids" : "tax_id";
    }

    /** Unit of a sale order line. */
    String lineUnit() {
        return since19() ? "product_uom_id" : "product_uom";
    }

    OdooError unknownInWrite(Model model, String field) {
        return OdooError.value(
                since19()
                        ? "Invalid field '" + field + "' in '" + model.name + "'"
                        : "Invalid field '" + field + "' on model '" + model.name + "'");
    }

    OdooError unknownInRead(Model model, String field) {
        return OdooError.value(
                since19()
                        ? "Invalid field '" + field + "' on '" + model.name + "'"
                        : "Invalid field '" + field + "' on model '" + model.name + "'");
    }

    OdooError required(Model model, Field field) {
        return OdooError.validation(
                since19()
                        ? "The operation cannot be completed: " + requiredInLoad(model, field)
                        : "The operation cannot be completed:\n- Create/update: a mandatory field is not set.\n"
                                + "- Delete: another model requires the record being deleted. If possible, archive it"
                                + " instead.\n\nModel: " + model.label + " (" + model.name + ")\nField: "
                                + field.label() + " (" + field.name() + ")\n");
    }

    /** The same refusal as {@code load()} reports it (909). */
    String requiredInLoad(Model model, Field field) {
        String start = "Missing required value for the field '" + field.label() + "' (" + field.name() + ")";
        return since19()
                ? start + ".\nModel: '" + model.label + "' (" + model.name
                        + ")\n- create/update: a mandatory field is not set\n- delete: another model requires the"
                        + " record being deleted, you can archive it instead\n"
                : start;
    }

    OdooError alreadyConfirmed(List<String> orders) {
        return OdooError.user(
                since19()
                        ? "Some orders are not in a state requiring confirmation."
                        : "The following orders are not in a state requiring confirmation: "
                                + String.join(", ", orders));
    }

    OdooError nothingToPay() {
        return OdooError.user(
                since19()
                        ? "There's nothing left to pay for the selected journal items, so no payment registration is"
                                + " necessary. You've got your finances under control like a boss!"
                        : "You can't register a payment because there is nothing left to pay on the selected journal"
                                + " items.");
    }

    OdooError barcodeTaken(String barcode, List<String> products) {
        String last = products.get(products.size() - 1);
        String before = String.join(", ", products.subList(0, products.size() - 1));
        return OdooError.validation("Barcode(s) already assigned:\n\n- Barcode \"" + barcode
                + "\" already assigned to product(s): " + before + (since19() ? " and " : ", ") + last
                + "\n\nNote: products that you don't have access to will not be shown above.");
    }

    OdooError privateMethod(String model, String method) {
        return OdooError.access("Private methods (such as '" + model + "." + method + "') cannot be called remotely.");
    }

    OdooError noMethod(String model, String method) {
        return OdooError.attribute(
                since19()
                        ? "The method '" + model + "." + method + "' does not exist"
                        : "type object '" + model + "' has no attribute '" + method + "'");
    }

    /** {@code verb}: access, create, modify or delete. */
    OdooError notAllowed(Model model, String verb) {
        List<String> groups =
                switch (model.name) {
                    case "ir.model.data" -> List.of(since19() ? "Access Rights" : "Administration/Access Rights");
                    case "ir.module.module" -> List.of(since19() ? "Settings" : "Administration/Settings");
                    default -> GROUPS.getOrDefault(model.name, List.of("Administration/Settings"));
                };
        return OdooError.access("You are not allowed to " + verb + " '" + model.label + "' (" + model.name
                + ") records.\n\nThis operation is allowed for the following groups:\n\t- "
                + String.join("\n\t- ", groups) + "\n\nContact your administrator to request access if necessary.");
    }
}
