package io.saddlebag.connector.odoo;

/** Calls methods of Odoo's models; one call is one request and one transaction there. */
interface OdooRpc {

    /** The dialect it speaks. */
    Dialect dialect();

    /** Calls a method. */
    Judged send(OdooCall call);
}
