package io.saddlebag.sandbox.odoo;

import java.util.List;

/** One field of a model. {@code slot} is its place in a row; computed and one2many fields have none (-1). */
record Field(
        String model,
        String name,
        Kind kind,
        String relation,
        String inverse,
        List<String> choices,
        String label,
        boolean required,
        boolean indexed,
        boolean computed,
        boolean delegated,
        int slot) {

    enum Kind {
        CHAR("char"),
        TEXT("text"),
        HTML("html"),
        INT("integer"),
        FLOAT("float"),
        PRICE("float"),
        MONEY("monetary"),
        BOOL("boolean"),
        DATE("date"),
        DATETIME("datetime"),
        SEL("selection"),
        BINARY("binary"),
        M2O("many2one"),
        O2M("one2many"),
        M2M("many2many");

        final String odoo;

        Kind(String odoo) {
            this.odoo = odoo;
        }
    }

    boolean relational() {
        return kind == Kind.M2O || kind == Kind.O2M || kind == Kind.M2M;
    }

    boolean many() {
        return kind == Kind.O2M || kind == Kind.M2M;
    }

    boolean numeric() {
        return kind == Kind.FLOAT || kind == Kind.PRICE || kind == Kind.MONEY;
    }
}
