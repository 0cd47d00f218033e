/**
 * The pages of the operations port: rendered here, readable without scripts, each behind a permission. Templates are in
 * {@code src/main/jte}; a page is a class that mounts its paths on {@link Pages} and hands its template a record.
 */
package io.saddlebag.console;
