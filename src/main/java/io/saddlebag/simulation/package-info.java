/**
 * Rehearsals: the daemon in a process of its own, sandbox partners in this one, orders, troubles by a timetable, and a
 * verdict that believes the partners only. Serves the failure suite and {@code simulate}.
 */
package io.saddlebag.simulation;
