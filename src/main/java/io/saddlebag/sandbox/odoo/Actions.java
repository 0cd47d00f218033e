package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The window action that {@code create_invoices} answers; shaped as captured (083). */
final class Actions {

    private static final String HELP = "<p class=\"o_view_nocontent_smiling_face\">\n                Create a customer"
            + " invoice\n              </p><p>\n                Create invoices, register payments and keep track of the"
            + " discussions with your customers.\n              </p>\n            ";

    private Actions() {}

    static ObjectNode invoices(List<Row> made, List<Row> orders, Dialect dialect) {
        boolean new19 = dialect.since19();
        boolean one = made.size() == 1;
        String list = new19 ? "list" : "tree";
        int listView = new19 ? 656 : 610;
        ObjectNode action = JsonNodeFactory.instance.objectNode();
        action.put("id", new19 ? 234 : 224).put("name", "Invoices").put("type", "ir.actions.act_window");
        action.put("xml_id", "account.action_move_out_invoice_type").put("help", HELP);
        action.put("binding_model_id", false).put("binding_type", "action").put("binding_view_types", "list,form");
        action.put("display_name", "Invoices");
        action.putArray("view_id").add(listView).add("account.out.invoice." + list);
        if (one) {
            action.put(
                    "domain",
                    new19
                            ? "[('move_type', 'in', ['out_invoice', 'out_refund', 'out_receipt'])]"
                            : "[('move_type', '=', 'out_invoice')]");
        } else {
            ArrayNode in =
                    action.putArray("domain").addArray().add("id").add("in").addArray();
            made.forEach(m -> in.add(m.id));
        }
        ObjectNode context = action.putObject("context").put("default_move_type", "out_invoice");
        if (orders.size() == 1) {
            Row order = orders.get(0);
            context.put("default_partner_id", order.ref("partner_id"));
            context.put("default_partner_shipping_id", order.ref("partner_shipping_id"));
            context.putNull("default_invoice_payment_term_id");
            if (!new19) {
                context.put("default_invoice_origin", order.text("name"));
            }
        }
        action.put("res_id", one ? made.get(0).id : 0)
                .put("res_model", "account.move")
                .put("target", "current");
        action.put("view_mode", list + ",kanban,form,activity").put("mobile_view_mode", "kanban");
        ArrayNode views = action.putArray("views");
        if (one) {
            views.addArray().add(new19 ? 662 : 617).add("form");
        }
        views.addArray().add(listView).add(list);
        views.addArray().add(false).add("kanban");
        views.addArray().add(false).add("activity");
        action.put("limit", 80);
        action.putArray(new19 ? "group_ids" : "groups_id");
        action.putArray("search_view_id").add(new19 ? 665 : 620).add("account.invoice.select");
        action.put("filter", false);
        if (new19) {
            action.put("path", "invoicing").put("cache", true).putArray("embedded_action_ids");
        }
        return action;
    }
}
