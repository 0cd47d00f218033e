package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** What a model adds to creating, writing and deleting its records. */
interface Hooks {

    /** Fills in what the caller left out. */
    default void defaults(ObjectNode values, Session session) {}

    /** After a record and its own lines exist. */
    default void created(Row row, Session session) {}

    /** Before values are written to a record that exists. */
    default void writing(Row row, ObjectNode values, Session session) {}

    /** After a write, with the names of the fields sent. */
    default void written(Row row, Set<String> fields, Session session) {}

    /** Before a record is deleted. */
    default void deleting(Row row, Session session) {}
}
