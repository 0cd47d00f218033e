package io.saddlebag.order;

import java.util.Optional;

/**
 * A buyer as the ERP gets them, contract {@code customer.v1}.
 *
 * @param contract always {@code customer.v1}
 * @param store the store where they bought
 * @param key deterministic external key: {@code <store>_customer_<id>}; for a guest {@code <store>_guest_<hash of the
 *     e-mail>}, so that a guest who comes back is found again; for a guest without an e-mail the key of the order
 * @param customerId the store's customer id, empty for a guest
 * @param email in lower case, without surrounding blanks; may be empty
 * @param name person, else company, else the e-mail, else a name made of the order's number: never empty
 * @param company may be empty
 * @param vatNumber VAT number, upper case without blanks; may be empty
 * @param invoice invoice address
 * @param delivery delivery address
 */
public record Customer(
        String contract,
        String store,
        String key,
        Optional<String> customerId,
        String email,
        String name,
        String company,
        String vatNumber,
        Order.Address invoice,
        Order.Address delivery) {}
