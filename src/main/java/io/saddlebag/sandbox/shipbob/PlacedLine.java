package io.saddlebag.sandbox.shipbob;

import java.util.OptionalLong;

/**
 * One line of an order, or the part of it that a shipment holds.
 *
 * @param reference reference id of the product
 * @param quantity units
 * @param externalLineId the caller's line number, if it sent one
 */
public record PlacedLine(String reference, int quantity, OptionalLong externalLineId) {}
