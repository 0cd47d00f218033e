package io.saddlebag.sandbox.shipbob;

/**
 * One sales channel of the merchant.
 *
 * @param id number sent in the {@code shipbob_channel_id} header
 * @param name what people call it
 * @param writable whether the token may create orders in it; ShipBob grants write scopes for one channel, read for others
 */
public record Channel(long id, String name, boolean writable) {}
