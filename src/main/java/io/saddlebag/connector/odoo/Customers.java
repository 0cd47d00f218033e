package io.saddlebag.connector.odoo;

import io.saddlebag.delivery.Outcome;
import io.saddlebag.order.Customer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Finds or makes buyers in Odoo, once each; those asked for at the same time in one go. A partner that is there already is
 * found by VAT number, else by e-mail, among those that belong to no other; of several, the one made by us, else the oldest. A
 * new one is made by a create-once load under the buyer's deterministic external id, so a lost answer or a second daemon makes
 * no duplicate (facts: erp 7, 8). Addresses that differ from the partner's own become child addresses whose external id is a
 * hash of their content: the same address is made once, and a changed one leaves old orders' addresses alone.
 */
final class Customers {

    private static final List<String> READ =
            List.of("name", "street", "street2", "city", "zip", "country_id", "state_id", "email", "vat");
    private static final List<String> NEW = List.of(
            "id",
            "name",
            "is_company",
            "street",
            "street2",
            "city",
            "zip",
            "country_id/.id",
            "state_id/.id",
            "email",
            "phone");
    private static final List<String> CHILD = List.of(
            "id",
            "parent_id/.id",
            "type",
            "name",
            "street",
            "street2",
            "city",
            "zip",
            "country_id/.id",
            "state_id/.id",
            "email",
            "phone");

    private final OdooSession odoo;
    private final OdooSettings settings;
    private final Places places;
    private final Batches batches;
    private final Cache<String, CustomerIds> known;
    private final Coalescer<Buyer, CustomerIds> together;

    Customers(OdooSession odoo, OdooSettings settings, Catalogue catalogue, Batches batches, Clock clock) {
        this.odoo = odoo;
        this.settings = settings;
        this.places = new Places(catalogue);
        this.batches = batches;
        this.known = new Cache<>(clock, settings.cacheFor());
        this.together = batches.of(this::find);
    }

    void forget() {
        known.clear();
    }

    Outcome<CustomerIds> ids(Customer customer) {
        Optional<CustomerIds> found = known.find(content(customer));
        if (found.isPresent()) {
            return new Outcome.Done<>(found.get());
        }
        return together.of(new Buyer(
                customer,
                settings.namespace() + "." + customer.key(),
                places.of(customer, customer.invoice()),
                places.of(customer, customer.delivery())));
    }

    private static String content(Customer customer) {
        return hash(Buyer.identity(customer) + customer);
    }

    /** A buyer and the partner that was found or made for them. */
    private record Found(Asked<Buyer, CustomerIds> asked, Row partner, List<Buyer.Child> children) {

        private Found(Asked<Buyer, CustomerIds> asked, Row partner) {
            this(asked, partner, asked.wish().children(partner));
        }

        /** Whether the partner just made for one buyer is another's too. */
        private boolean isOf(Buyer buyer) {
            return asked.wish().externalId().equals(buyer.externalId()) || buyer.is(partner);
        }
    }

    /** Orders of one buyer in one batch: what the first finds out or makes, the others have. */
    private void find(List<Asked<Buyer, CustomerIds>> asked) {
        batches.writing(asked, Buyer::keys, () -> Lots.distinct(
                        asked, each -> List.of(content(each.wish().customer())))
                .forEach(this::findEach));
    }

    private void findEach(List<Asked<Buyer, CustomerIds>> asked) {
        List<Asked<Buyer, CustomerIds>> unknown = new ArrayList<>();
        for (Asked<Buyer, CustomerIds> each : asked) {
            known.find(content(each.wish().customer()))
                    .ifPresentOrElse(ids -> each.answer(new Outcome.Done<>(ids)), () -> unknown.add(each));
        }
        List<Found> found = new ArrayList<>();
        List<Asked<Buyer, CustomerIds>> strangers = new ArrayList<>();
        search(unknown, found, strangers);
        while (!strangers.isEmpty()) {
            List<Asked<Buyer, CustomerIds>> lot =
                    Lots.distinct(strangers, each -> each.wish().keys()).get(0);
            List<Found> made = new ArrayList<>();
            lot.stream()
                    .collect(Collectors.partitioningBy(each -> each.wish().byVat()))
                    .forEach((byVat, alike) -> make(alike, byVat, made));
            strangers.removeAll(lot);
            for (Asked<Buyer, CustomerIds> each : List.copyOf(strangers)) {
                made.stream()
                        .filter(other -> other.isOf(each.wish()))
                        .findFirst()
                        .ifPresent(other -> {
                            found.add(new Found(each, other.partner));
                            strangers.remove(each);
                        });
            }
            found.addAll(made);
        }
        address(found);
    }

    private void search(
            List<Asked<Buyer, CustomerIds>> unknown, List<Found> found, List<Asked<Buyer, CustomerIds>> strangers) {
        List<Row> rows = rows(unknown.stream().map(Asked::wish).toList());
        List<Long> several = unknown.stream()
                .map(each -> rows.stream().filter(each.wish()::is).map(Row::id).toList())
                .filter(ids -> ids.size() > 1)
                .flatMap(List::stream)
                .distinct()
                .toList();
        Map<Long, String> external = odoo.externalIds("res.partner", several);
        for (Asked<Buyer, CustomerIds> each : unknown) {
            List<Row> own = rows.stream().filter(each.wish()::is).toList();
            own.stream()
                    .filter(r -> own.size() > 1 && each.wish().externalId().equals(external.get(r.id())))
                    .findFirst()
                    .or(() -> own.stream().min(Comparator.comparingLong(Row::id)))
                    .ifPresentOrElse(partner -> found.add(new Found(each, partner)), () -> strangers.add(each));
        }
    }

    /** The partners any of the buyers may be. */
    private List<Row> rows(List<Buyer> buyers) {
        List<Consumer<Domain>> any = new ArrayList<>();
        for (Buyer buyer : buyers) {
            if (buyer.byVat()) {
                any.add(domain -> domain.is("vat", buyer.customer().vatNumber()));
            } else if (!buyer.customer().email().isEmpty()) {
                any.add(domain -> domain.like("email", buyer.customer().email()));
            }
        }
        if (any.isEmpty()) {
            return List.of();
        }
        Domain domain = Domain.all();
        any.stream().skip(1).forEach(more -> domain.or());
        any.forEach(each -> each.accept(domain));
        return odoo.rows(
                OdooCall.searchRead("res.partner", domain.empty("parent_id").terms(), READ));
    }

    private void make(List<Asked<Buyer, CustomerIds>> strangers, boolean byVat, List<Found> found) {
        List<String> columns = new ArrayList<>(NEW);
        if (byVat) {
            columns.add("vat");
        }
        new Lots<Asked<Buyer, CustomerIds>>(
                        any -> 1,
                        lot -> {
                            Table table = new Table(columns);
                            lot.forEach(each -> table.record(each.wish().cells()));
                            return odoo.judge(OdooSession.loadCall("res.partner", table));
                        },
                        (lot, judged) -> made(lot, judged, found))
                .send(strangers);
    }

    private void made(List<Asked<Buyer, CustomerIds>> lot, Judged judged, List<Found> found) {
        Batches.together(lot, () -> {
            List<Long> ids = OdooSession.loadedIds(OdooSession.orStop(judged.outcome()), lot.size());
            // Read back: the external id may have been there, with what a person made of it since.
            Map<Long, Row> rows = odoo.byId("res.partner", ids, READ);
            for (int i = 0; i < ids.size(); i++) {
                Asked<Buyer, CustomerIds> each = lot.get(i);
                Row partner = rows.get(ids.get(i));
                Batches.one(each, () -> {
                    if (partner == null) {
                        throw Stopped.refused(
                                "record-gone",
                                "the partner just made for " + each.wish().externalId() + " is gone from Odoo",
                                "was it deleted? try it again");
                    }
                    found.add(new Found(each, partner));
                });
            }
        });
    }

    private void address(List<Found> found) {
        List<Found> addressed = new ArrayList<>();
        for (Found each : found) {
            if (each.children.isEmpty()) {
                answer(each, List.of());
            } else {
                addressed.add(each);
            }
        }
        // Two buyers may be one partner at one address.
        Lots.distinct(addressed, this::externalIds).forEach(lots -> new Lots<Found>(
                        each -> each.children.size(),
                        lot -> odoo.judge(OdooSession.loadCall("res.partner", children(lot))),
                        Customers.this::addressed)
                .send(lots));
    }

    private List<String> externalIds(Found found) {
        return found.children.stream()
                .map(child -> child.externalId(found.partner.id(), settings.namespace()))
                .toList();
    }

    private Table children(List<Found> lot) {
        Table table = new Table(CHILD);
        lot.forEach(each ->
                each.children.forEach(child -> table.record(child.cells(each.partner.id(), settings.namespace()))));
        return table;
    }

    private void addressed(List<Found> lot, Judged judged) {
        Batches.together(lot.stream().map(Found::asked).toList(), () -> {
            int records = lot.stream().mapToInt(each -> each.children.size()).sum();
            List<Long> ids = OdooSession.loadedIds(OdooSession.orStop(judged.outcome()), records);
            int next = 0;
            for (Found each : lot) {
                answer(each, ids.subList(next, next + each.children.size()));
                next += each.children.size();
            }
        });
    }

    private void answer(Found found, List<Long> children) {
        long partner = found.partner.id();
        long invoice = partner;
        long delivery = partner;
        for (int i = 0; i < children.size(); i++) {
            if ("invoice".equals(found.children.get(i).type())) {
                invoice = children.get(i);
            } else {
                delivery = children.get(i);
            }
        }
        CustomerIds ids = new CustomerIds(partner, invoice, delivery);
        known.put(content(found.asked.wish().customer()), ids);
        found.asked.answer(new Outcome.Done<>(ids));
    }

    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, 24);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
