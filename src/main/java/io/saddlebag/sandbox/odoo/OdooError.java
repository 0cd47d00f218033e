package io.saddlebag.sandbox.odoo;

/** A refusal as Odoo words it; {@code name} is the Python class, {@code status} what JSON-2 answers with. */
final class OdooError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    final String name;
    final int status;

    private OdooError(String name, int status, String message) {
        super(message, null, false, false);
        this.name = name;
        this.status = status;
    }

    static OdooError user(String message) {
        return new OdooError("odoo.exceptions.UserError", 422, message);
    }

    static OdooError validation(String message) {
        return new OdooError("odoo.exceptions.ValidationError", 422, message);
    }

    static OdooError access(String message) {
        return new OdooError("odoo.exceptions.AccessError", 403, message);
    }

    static OdooError denied() {
        return new OdooError("odoo.exceptions.AccessDenied", 403, "Access Denied");
    }

    static OdooError missing(String model, int id, int uid) {
        return new OdooError(
                "odoo.exceptions.MissingError",
                404,
                "Record does not exist or has been deleted.\n(Record: " + model + "(" + id + ",), User: " + uid + ")");
    }

    static OdooError value(String message) {
        return new OdooError("builtins.ValueError", 500, message);
    }

    static OdooError type(String message) {
        return new OdooError("builtins.TypeError", 422, message);
    }

    static OdooError attribute(String message) {
        return new OdooError("builtins.AttributeError", 404, message);
    }

    static OdooError http(String kind, int status, String message) {
        return new OdooError("werkzeug.exceptions." + kind, status, message);
    }

    static OdooError noDatabase(String database) {
        return new OdooError(
                "psycopg2.OperationalError",
                500,
                "connection to server at \"127.0.0.1\", port 5544 failed: FATAL:  database \"" + database
                        + "\" does not exist\n");
    }

    static OdooError serialization() {
        return new OdooError(
                "psycopg2.errors.SerializationFailure", 500, "could not serialize access due to concurrent update\n");
    }

    boolean ofHttp() {
        return name.startsWith("werkzeug.");
    }

    boolean ofDatabase() {
        return name.startsWith("psycopg2.");
    }
}
