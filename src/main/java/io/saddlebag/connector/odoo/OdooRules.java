package io.saddlebag.connector.odoo;

import static io.saddlebag.connector.odoo.OdooRule.Meaning.CONFLICT;
import static io.saddlebag.connector.odoo.OdooRule.Meaning.NOT_ALLOWED;
import static io.saddlebag.connector.odoo.OdooRule.Meaning.NOT_UNDERSTOOD;
import static io.saddlebag.connector.odoo.OdooRule.Meaning.REFUSED;
import static io.saddlebag.connector.odoo.OdooRule.Meaning.THROTTLED;
import static io.saddlebag.connector.odoo.OdooRule.Meaning.TRANSIENT;
import static io.saddlebag.connector.odoo.OdooRule.Meaning.UNKNOWN;
import static io.saddlebag.connector.odoo.OdooRule.any;
import static io.saddlebag.connector.odoo.OdooRule.status;

import java.util.List;

/** The table: what Odoo's answers mean, most special first; the first row that fits decides. */
final class OdooRules {

    private static final String DEFECT = "this is a defect, or a module Odoo lacks; run doctor and report it";

    static final List<OdooRule> ALL = List.of(
            // Another transaction was first: the same call works a moment later (facts: erp 8, 23).
            any("Serialization|Deadlock|LockNotAvailable", "", CONFLICT, "conflict", ""),
            any("", "could not serialize access|deadlock detected|could not obtain lock", CONFLICT, "conflict", ""),
            any("", "duplicate key value|ir_model_data_module_name", CONFLICT, "conflict", ""),

            // Pace and availability.
            status(429, 429, "", "", THROTTLED, "throttled", ""),
            status(408, 408, "", "", TRANSIENT, "time-out", ""),
            status(502, 504, "", "", TRANSIENT, "gateway", ""),
            any("SessionExpired", "", TRANSIENT, "session", ""),
            any("RegistryError", "", TRANSIENT, "registry", ""),
            any("", "session expired", TRANSIENT, "session", ""),

            // Credentials and rights (facts: erp 2, 3, 5).
            any(
                    "AccessDenied|Unauthorized",
                    "",
                    NOT_ALLOWED,
                    "credentials",
                    "check login and api-key: was the key revoked, or has it expired (Odoo 19 ends a bot's key after 90 days at most)?"),
            any("AccessError", "private methods", NOT_UNDERSTOOD, "private-method", DEFECT),
            any(
                    "",
                    "unauthorized or invalid compan",
                    NOT_ALLOWED,
                    "company",
                    "give the bot user access to the company named by the property company"),
            any("AccessError|Forbidden", "", NOT_ALLOWED, "rights", "give the bot user the right{groups}"),
            any(
                    "",
                    "^you are not allowed to |you don't have the rights",
                    NOT_ALLOWED,
                    "rights",
                    "give the bot user the right{groups}"),
            status(401, 401, "", "", NOT_ALLOWED, "credentials", "check login and api-key"),
            status(
                    403,
                    403,
                    "",
                    "",
                    NOT_ALLOWED,
                    "rights",
                    "something in front of Odoo refuses the call; check the proxy's rules"),

            // The database (odoo19/143).
            any("", "database .* does not exist", NOT_UNDERSTOOD, "database", "check the property database"),
            any(
                    "OperationalError|InterfaceError|PoolError|AdminShutdown|TooManyConnections",
                    "",
                    TRANSIENT,
                    "database",
                    ""),
            any("KeyError", "", NOT_UNDERSTOOD, "database", "check the property database and whether Odoo serves it"),

            // Models, methods, fields and arguments that are not there (facts: erp 3, 15).
            any(
                    "",
                    "^object .* doesn't exist|^the model .* does not exist",
                    NOT_UNDERSTOOD,
                    "model",
                    "install the Odoo module that has it; doctor names the modules"),
            any("", "^the method .* does not exist|has no attribute", NOT_UNDERSTOOD, "method", DEFECT),
            any(
                    "",
                    "^invalid field |unknown field",
                    NOT_UNDERSTOOD,
                    "field",
                    "install the Odoo module that has the field, or take it out of the mapping odoo/sale-order"),
            any("UnprocessableEntity|TypeError", "argument", NOT_UNDERSTOOD, "argument", DEFECT),

            // Known refusals.
            any("", "external id not found", REFUSED, "not-found", "the record is not in Odoo"),
            any(
                    "MissingError",
                    "",
                    REFUSED,
                    "record-gone",
                    "the record was deleted in Odoo; the next try looks it up again"),
            any(
                    "",
                    "no matching record found for database id",
                    REFUSED,
                    "record-gone",
                    "a record was deleted in Odoo; the next try looks it up again"),
            any(
                    "",
                    "configure the sender's email address",
                    REFUSED,
                    "bot-email",
                    "give the bot user an e-mail address in Odoo (user, Preferences)"),
            any("", "not in a state requiring confirmation", REFUSED, "not-confirmable", "look at the order in Odoo"),
            any("", "must be in draft", REFUSED, "not-draft", "look at the document in Odoo"),
            any(
                    "",
                    "no items are available to invoice|nothing to invoice|no invoiceable line",
                    REFUSED,
                    "nothing-to-invoice",
                    "is it delivered, and is the product's invoicing policy right?"),
            any("", "nothing left to pay", REFUSED, "nothing-to-pay", "look at the invoice in Odoo"),
            any("", "cannot validate a transfer", REFUSED, "nothing-reserved", "look at the delivery in Odoo"),

            // Other refusals.
            any(
                    "UserError|ValidationError|RedirectWarning|UnprocessableEntity",
                    "",
                    REFUSED,
                    "odoo-refused",
                    "correct what Odoo names"),
            any("^load$", "", REFUSED, "odoo-refused", "correct what Odoo names"),

            // Faults inside Odoo that do not heal by waiting.
            any("^builtins\\.|^psycopg2\\.|^odoo\\.|^werkzeug\\.", "", NOT_UNDERSTOOD, "odoo-failed", DEFECT),
            status(200, 299, "json-rpc", "", NOT_UNDERSTOOD, "odoo-failed", DEFECT),

            // Answers that are no Odoo documents.
            status(200, 299, "", "", UNKNOWN, "not-json", ""),
            status(
                    300,
                    399,
                    "",
                    "",
                    NOT_UNDERSTOOD,
                    "redirect",
                    "the property url must name the address itself: no redirect is followed"),
            status(400, 400, "", "", NOT_UNDERSTOOD, "request", DEFECT),
            status(404, 404, "", "", NOT_UNDERSTOOD, "address", "check the properties url, protocol and database"),
            status(
                    413,
                    413,
                    "",
                    "",
                    NOT_UNDERSTOOD,
                    "too-large",
                    "raise the largest request size of the proxy in front of Odoo"),
            status(400, 499, "", "", REFUSED, "http", "look at the log of Odoo and of the proxy in front of it"),
            any("", "", TRANSIENT, "http", ""));

    private OdooRules() {}
}
