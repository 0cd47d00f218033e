package io.saddlebag.journey;

import io.saddlebag.ledger.Erasures;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.Order;
import io.saddlebag.personal.ErasedOrder;
import io.saddlebag.personal.Person;
import io.saddlebag.personal.Pseudonyms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what was erased from coming back with a webhook, a poll or a reconciliation: the store still has it. An order that was
 * erased, or that was placed before its buyer was, is taken under the pseudonym; what he orders afterwards is taken as it is.
 */
final class ErasedBuyers {

    private final Erasures erasures;

    ErasedBuyers(Erasures erasures) {
        this.erasures = erasures;
    }

    /** The order as the ledger may keep it. */
    Order kept(Order order, Optional<OrderRow> known) {
        Optional<String> pseudonym = known.isPresent()
                ? known.map(OrderRow::email).filter(Pseudonyms::is)
                : erasures.pseudonym(buyer(order), order.createdAt());
        return pseudonym.map(name -> ErasedOrder.of(order, name)).orElse(order);
    }

    private static List<Person> buyer(Order order) {
        List<Person> people = new ArrayList<>();
        if (!order.customer().email().isBlank()) {
            people.add(new Person.Mail(order.customer().email()));
        }
        order.customer().id().ifPresent(id -> people.add(new Person.Account(order.store(), id)));
        return people;
    }
}
