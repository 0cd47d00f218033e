/**
 * What is personal in documents and words, how it is hidden, and what is left of a customer who was erased. Pure: no I/O, no
 * database.
 */
package io.saddlebag.personal;
