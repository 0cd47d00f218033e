/**
 * Hawtio on the operations port: Camel's routes and the queues of this daemon, for people who may. Its pages are Hawtio's own; what
 * they may ask of the JVM is restricted here.
 */
package io.saddlebag.hawtio;
