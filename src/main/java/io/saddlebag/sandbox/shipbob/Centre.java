package io.saddlebag.sandbox.shipbob;

/**
 * One fulfilment centre.
 *
 * @param id ShipBob's location id
 * @param name city and state, or city and country, e.g. {@code Cicero (IL)}
 * @param abbreviation nearest airport code and a number
 * @param city its city
 * @param state its state or province, empty outside countries that have them
 * @param country ISO 3166 alpha-2
 * @param zip its postal code
 */
public record Centre(int id, String name, String abbreviation, String city, String state, String country, String zip) {}
