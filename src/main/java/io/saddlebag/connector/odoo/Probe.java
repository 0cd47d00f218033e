package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.Finding;
import io.saddlebag.delivery.HttpResult;
import io.saddlebag.delivery.Loopback;
import io.saddlebag.delivery.Outcome;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Looks at everything the connector needs, for real and without changing anything. */
final class Probe {

    private static final Duration CLOCK = Duration.ofSeconds(60);
    private static final Duration KEY_WARNING = Duration.ofDays(14);

    private final OdooConnection connection;
    private final OdooSession odoo;
    private final OdooSettings settings;
    private final Catalogue catalogue;
    private final Set<OdooUse> uses;
    private final Clock clock;
    private final Findings findings = new Findings();

    Probe(
            OdooConnection connection,
            OdooSession odoo,
            OdooSettings settings,
            Catalogue catalogue,
            Set<OdooUse> uses,
            Clock clock) {
        this.connection = connection;
        this.odoo = odoo;
        this.settings = settings;
        this.catalogue = catalogue;
        this.uses = uses;
        this.clock = clock;
    }

    List<Finding> findings() {
        HttpResult knock = connection.knock();
        if (knock instanceof HttpResult.NoAnswer none) {
            findings.fail("address", settings.url() + ": " + none.reason(), Findings.remedy(none.kind()));
            return findings.list();
        }
        boolean tls = settings.url().startsWith("https:");
        if (tls) {
            findings.ok("address", settings.url());
        } else {
            unlessHere(
                    "address",
                    settings.url() + " is on this machine: plain http is no danger here; an Odoo elsewhere needs https",
                    settings.url() + " is not encrypted",
                    "use https unless Odoo is on this machine");
        }
        clock((HttpResult.Answer) knock);
        Outcome<OdooConnection.Detected> detected = connection.detect();
        if (!detected.succeeded()) {
            findings.fail("version", detected);
            return findings.list();
        }
        OdooConnection.Detected found = detected.orThrow(settings.partner(), "detect");
        findings.ok(
                "version",
                "Odoo " + found.version().text() + " over "
                        + found.rpc().dialect().words());
        Outcome<Long> user = odoo.attempt(() -> new Outcome.Done<>(catalogue.user()));
        if (!user.succeeded()) {
            findings.fail("credentials", user);
            return findings.list();
        }
        findings.ok("credentials", "database " + settings.database() + ", login " + settings.login());
        check("bot user", () -> email(found.version()));
        check("key", this::key);
        check("rights", () -> new RightsProbe(odoo, catalogue, findings, found.version()).look(uses));
        check("modules", this::modules);
        check("company", () -> findings.ok("company", catalogue.company().text("name")));
        check("taxes", this::taxes);
        check("products", this::products);
        check("warehouses", this::warehouses);
        if (uses.contains(OdooUse.STOCK)) {
            check("reservations", this::reservations);
        }
        if (uses.contains(OdooUse.PRODUCTS)) {
            check("language", this::language);
        }
        return findings.list();
    }

    private void clock(HttpResult.Answer answer) {
        Optional<String> date = answer.header("date");
        if (date.isEmpty()) {
            unlessHere(
                    "clock",
                    "the server names no date; it is on this machine and has its clock",
                    "the server names no date",
                    "compare the clocks by hand");
            return;
        }
        try {
            Instant theirs = ZonedDateTime.parse(date.get(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration off = Duration.between(theirs, clock.instant()).abs();
            if (off.compareTo(CLOCK) > 0) {
                findings.add(
                        "clock",
                        Finding.Status.WARN,
                        "the clocks differ by " + off.toSeconds() + " s",
                        "let both machines keep time by NTP");
            } else {
                findings.ok("clock", "within " + CLOCK.toSeconds() + " s");
            }
        } catch (DateTimeException e) {
            findings.add(
                    "clock", Finding.Status.WARN, "the server's date cannot be read", "compare the clocks by hand");
        }
    }

    /** A warning, but only a note about an Odoo on this machine, as the sandbox is. */
    private void unlessHere(String what, String here, String elsewhere, String remedy) {
        if (Loopback.is(settings.url())) {
            findings.add(what, Finding.Status.NOTE, here, "");
        } else {
            findings.add(what, Finding.Status.WARN, elsewhere, remedy);
        }
    }

    /** In 17 a user without an e-mail address cannot post deliveries (facts: erp 6). */
    private void email(OdooVersion version) {
        Row user = odoo.one("res.users", catalogue.user(), List.of("name", "email"));
        if (user.text("email").isBlank()) {
            findings.add(
                    "bot user",
                    version.major() <= 17 ? Finding.Status.FAIL : Finding.Status.WARN,
                    "the bot user has no e-mail address: Odoo refuses to post deliveries and payments without",
                    "give it one in Odoo (Settings, Users)");
        } else {
            findings.ok("bot user", "has an e-mail address");
        }
    }

    /** From 19 a key of an ordinary user ends after 90 days at most (facts: erp 5). */
    private void key() {
        Outcome<JsonNode> answer = odoo.tell(OdooCall.searchRead(
                "res.users.apikeys",
                Domain.all().is("user_id", catalogue.user()).terms(),
                List.of("name", "expiration_date")));
        if (!answer.succeeded()) {
            unlessHere(
                    "key",
                    "Odoo does not show when the key expires; the sandbox's never does, a real Odoo 19 ends a bot's key"
                            + " after 90 days at most",
                    "Odoo does not show when the key expires",
                    "note the date yourself, and renew the key before");
            return;
        }
        List<Instant> ends = new ArrayList<>();
        for (JsonNode key : OdooSession.orStop(answer)) {
            new Row("res.users.apikeys", key).time("expiration_date").ifPresent(ends::add);
        }
        Optional<Instant> first = ends.stream().min(Instant::compareTo);
        if (first.isPresent() && first.get().isBefore(clock.instant().plus(KEY_WARNING))) {
            findings.add(
                    "key",
                    Finding.Status.WARN,
                    "a key of the bot user expires at " + first.get(),
                    "make a new key and set " + settings.property("api-key"));
        } else {
            findings.ok("key", first.map(f -> "the first key expires at " + f).orElse("no key with an end"));
        }
    }

    private void modules() {
        List<String> absent = new ArrayList<>();
        module(absent, "sale_management", "sale.order", "order_line");
        module(absent, "sale_stock", "sale.order", "delivery_status");
        module(absent, "stock", "stock.picking", "move_ids");
        module(absent, "account", "account.move", "invoice_line_ids");
        if (!absent.isEmpty()) {
            findings.fail("modules", "Odoo lacks " + String.join(", ", absent), "install them in Odoo (Apps)");
            return;
        }
        if (!has("stock.picking", "carrier_tracking_ref")) {
            findings.add(
                    "modules",
                    Finding.Status.WARN,
                    "without stock_delivery tracking numbers stand in the delivery's note only",
                    "install stock_delivery (Apps: Delivery Costs) to see them in their own field");
        } else {
            findings.ok("modules", "sale, stock, account, stock_delivery");
        }
    }

    private void module(List<String> absent, String module, String model, String field) {
        if (!has(model, field)) {
            absent.add(module);
        }
    }

    private boolean has(String model, String field) {
        return odoo.attempt(() -> new Outcome.Done<>(odoo.has(model, field))) instanceof Outcome.Done<Boolean> done
                && done.value();
    }

    private void taxes() {
        List<Catalogue.Tax> known = catalogue.taxes();
        List<String> wrong = new ArrayList<>();
        new TreeMap<>(settings.taxes()).forEach((key, name) -> {
            long fit = known.stream()
                    .filter(t -> t.name().equals(name) || String.valueOf(t.id()).equals(name))
                    .count();
            if (fit != 1) {
                wrong.add(settings.property("tax." + key) + "=" + name + " (" + fit + " sales taxes)");
            }
        });
        report(
                "taxes",
                wrong,
                known.size() + " sales taxes in Odoo, " + settings.taxes().size() + " mapped",
                "use the id or exact name of one sales tax");
    }

    private void products() {
        TreeSet<String> skus = new TreeSet<>(settings.articlesOfOrders());
        skus.addAll(settings.products().values());
        List<String> wrong = new ArrayList<>();
        if (!skus.isEmpty()) {
            catalogue.products(skus).forEach((sku, product) -> {
                if (product.active().size() != 1) {
                    wrong.add(sku + " (" + product.active().size() + " products)");
                }
            });
        }
        report("products", wrong, skus.size() + " SKUs of the settings", "make the product in Odoo, once");
    }

    private void warehouses() {
        TreeSet<String> codes = new TreeSet<>(settings.warehouses().values());
        settings.warehouse().ifPresent(codes::add);
        List<String> wrong =
                codes.stream().filter(c -> catalogue.warehouse(c).isEmpty()).toList();
        report(
                "warehouses",
                wrong,
                codes.size() + " warehouses of the settings",
                "use the warehouse's short name (code) in Odoo");
    }

    private void language() {
        List<String> active =
                odoo.rows(OdooCall.searchRead("res.lang", Domain.all().terms(), List.of("code", "active"))).stream()
                        .filter(row -> row.flag("active"))
                        .map(row -> row.text("code"))
                        .toList();
        if (active.contains(settings.language())) {
            findings.ok("language", "texts of items are read in " + settings.language());
        } else {
            findings.fail(
                    "language",
                    "the language " + settings.language() + " is not active in Odoo; there are "
                            + String.join(", ", active),
                    "set " + settings.property("language") + " to one of these, or activate it (Settings, Languages)");
        }
    }

    /** What an order takes is known by its reservation; where Odoo makes none at once, the same pieces are sold again. */
    private void reservations() {
        if (!odoo.has("stock.picking.type", "reservation_method")) {
            findings.ok("reservations", "this Odoo reserves when a delivery is confirmed");
            return;
        }
        List<String> late = odoo
                .rows(OdooCall.searchRead(
                        "stock.picking.type",
                        Domain.all()
                                .is("code", "outgoing")
                                .where("reservation_method", "!=", "at_confirm")
                                .terms(),
                        List.of("display_name")))
                .stream()
                .map(row -> row.text("display_name"))
                .toList();
        if (late.isEmpty()) {
            findings.ok("reservations", "deliveries are reserved when they are confirmed");
        } else {
            findings.fail(
                    "reservations",
                    "Odoo does not reserve when a delivery is confirmed: " + String.join(", ", late)
                            + "; what is sold there stays sellable until somebody reserves it",
                    "set Reservation Method to 'At Confirmation' (Inventory, Configuration, Operations Types), or sell"
                            + " nothing out of that warehouse (mappings/rules/availability.yaml)");
        }
    }

    private void report(String what, List<String> wrong, String fine, String remedy) {
        if (wrong.isEmpty()) {
            findings.ok(what, fine);
        } else {
            findings.fail(what, "not in Odoo: " + String.join(", ", wrong), remedy);
        }
    }

    /** One check; what stops it is a finding of its own. */
    private void check(String what, Runnable work) {
        Outcome<Boolean> outcome = odoo.attempt(() -> {
            work.run();
            return new Outcome.Done<>(true);
        });
        if (!outcome.succeeded()) {
            findings.fail(what, outcome);
        }
    }
}
