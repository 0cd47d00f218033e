package io.saddlebag.connector.odoo;

import io.saddlebag.order.Customer;
import io.saddlebag.order.Order;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Writes addresses as Odoo holds them: countries and states by their ids. */
final class Places {

    private final Catalogue catalogue;

    Places(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    Buyer.Place of(Customer customer, Order.Address address) {
        Map<String, String> cells = new LinkedHashMap<>();
        String country = address.country();
        OptionalLong countryId = country.isEmpty() ? OptionalLong.empty() : catalogue.country(country);
        if (!country.isEmpty() && countryId.isEmpty()) {
            throw Stopped.refused(
                    "unknown-country",
                    "Odoo has no country with the code '" + country + "'",
                    "correct the address in the store, or add the country in Odoo");
        }
        OptionalLong state = countryId.isEmpty() || address.state().isEmpty()
                ? OptionalLong.empty()
                : catalogue.state(countryId.getAsLong(), country, address.state());
        // A state Odoo does not know stays readable behind the city.
        String city = state.isEmpty() && !address.state().isEmpty()
                ? (address.city() + ", " + address.state()).replaceFirst("^, ", "")
                : address.city();
        cells.put("street", address.address1().strip());
        cells.put("street2", address.address2().strip());
        cells.put("city", city.strip());
        cells.put("zip", address.postcode().strip());
        cells.put("country_id/.id", countryId.isPresent() ? String.valueOf(countryId.getAsLong()) : "");
        cells.put("state_id/.id", state.isPresent() ? String.valueOf(state.getAsLong()) : "");
        String name = address.name().isEmpty() ? customer.name() : address.name();
        String email = address.email().isEmpty() ? customer.email() : address.email();
        return new Buyer.Place(name, cells, email, address.phone());
    }
}
