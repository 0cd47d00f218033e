package io.saddlebag.sandbox.odoo;

/**
 * When a request arrived: number of the last transaction it could see, and the moment (microseconds since 1970) its
 * writes are stamped with.
 */
record Begun(long snapshot, long at) {}
