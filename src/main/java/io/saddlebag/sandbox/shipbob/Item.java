package io.saddlebag.sandbox.shipbob;

/**
 * Units of one order line in one shipment.
 *
 * @param line the line
 * @param quantity how many of it
 */
record Item(Line line, int quantity) {}
