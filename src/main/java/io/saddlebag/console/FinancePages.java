package io.saddlebag.console;

import io.saddlebag.access.Permission;
import io.saddlebag.ledger.AlertFacts.ParkedKind;
import io.saddlebag.ledger.Finance.Day;
import io.saddlebag.ledger.Finance.Days;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Reconciliations.Open;
import io.saddlebag.recovery.reconciliation.Kind;
import io.saddlebag.recovery.reconciliation.ReconciliationDesk;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What finance asks: what money stands still, where the systems differ, and what was sold on which day. */
public final class FinancePages implements Part {

    static final String HOME = "/console/finance";

    /** An order that is due passes to the ERP within seconds; after this it stands still. */
    private static final int MOST = 200;

    private static final int SUMMED = 1_000;
    private static final int DAYS = 7;
    private static final int ORDERS_OF_STORE = 10_000;
    private static final int ORDERS_AT_ONCE = 1_000;
    private static final List<String> ABOUT_MONEY = List.of("total", "refund", "invoice", "tax", "currency");

    private final Ledger ledger;
    private final ReconciliationDesk desk;
    private final TradeDesks desks;

    FinancePages(Ledger ledger, TradeDesks desks) {
        this.ledger = ledger;
        this.desk = desks.reconciliation();
        this.desks = desks;
    }

    /**
     * The first page.
     *
     * @param parked messages about totals, refunds and invoices that wait for a person
     * @param seesParked whether the viewer may look at them
     * @param stores when each store was compared last
     * @param cut what is missing of the days, in words
     */
    public record Front(
            Stuck stuck,
            List<ParkedKind> parked,
            boolean seesParked,
            List<Group> groups,
            Map<String, ReconciliationDesk.Last> stores,
            List<Day> days,
            List<String> cut,
            Instant now) {}

    /**
     * Orders that are not in the ERP and should be.
     *
     * @param many how many, {@code more} if there are others
     * @param value of these, in words
     * @param oldest since when the first stands still, empty where none does
     * @param lateAfter from when on one that is still on its way counts, in words
     */
    public record Stuck(
            int many, boolean more, String value, Optional<Instant> oldest, List<Standing> orders, String lateAfter) {}

    /** An order that stands still. */
    public record Standing(OrderRow order, Instant since) {}

    /** Open differences of one kind of question. */
    public record Group(String name, List<Sum> sums) {}

    /** Open differences of a kind in a currency. */
    public record Sum(Open open, String words) {}

    @Override
    public void mount(Pages pages) {
        pages.get(HOME, Permission.SEE_FINANCE, this::front);
        pages.get(HOME + "/stuck", Permission.SEE_FINANCE, this::stuck);
        pages.get(HOME + "/day", Permission.SEE_FINANCE, this::day);
    }

    private void front(PageCall call) {
        Instant now = desks.clock().instant();
        ReconciliationDesk.Standing standing = desk.standing();
        List<Day> days = new ArrayList<>();
        List<String> cut = new ArrayList<>();
        Instant from = now.atZone(ZoneOffset.UTC)
                .toLocalDate()
                .minusDays(DAYS - 1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        for (String store : desk.stores()) {
            Days of = ledger.finance().days(store, from, now.plus(Duration.ofDays(1)), ORDERS_OF_STORE);
            days.addAll(of.days());
            of.cutAt()
                    .ifPresent(day -> cut.add("Store " + store + " has more than " + ORDERS_OF_STORE
                            + " orders in these days: " + day + " and the days before are left out."));
        }
        days.sort(Comparator.comparing(Day::day)
                .reversed()
                .thenComparing(Day::store)
                .thenComparing(Day::currency));
        call.show(
                "finance",
                "Finance",
                new Front(
                        standingStill(now),
                        ledger.alertFacts().parked().stream()
                                .filter(FinancePages::isAboutMoney)
                                .toList(),
                        call.may(Permission.SEE_PARKED),
                        groups(standing.open()),
                        new java.util.TreeMap<>(standing.stores()),
                        days,
                        cut,
                        now));
    }

    private static boolean isAboutMoney(ParkedKind kind) {
        return ABOUT_MONEY.stream().anyMatch(kind.code()::contains);
    }

    private Stuck standingStill(Instant now) {
        List<Standing> orders = new ArrayList<>();
        for (String store : desk.stores()) {
            ledger.finance().unposted(store, now.minus(desks.lateAfter()), SUMMED + 1).stream()
                    .map(row -> new Standing(row, row.dueAt().orElse(row.changedAt())))
                    .forEach(orders::add);
        }
        ledger.finance().parkedBeforePosting(SUMMED + 1).stream()
                .map(row -> new Standing(row, row.dueAt().orElse(row.changedAt())))
                .forEach(orders::add);
        orders.sort(Comparator.comparing(Standing::since)
                .thenComparing(one -> one.order().key().toString()));
        boolean more = orders.size() > SUMMED;
        List<Standing> some = orders.subList(0, Math.min(orders.size(), SUMMED));
        Amounts amounts = new Amounts();
        some.forEach(one -> amounts.add(one.order().currency(), one.order().total()));
        return new Stuck(
                some.size(),
                more,
                amounts.words(),
                some.stream().map(Standing::since).findFirst(),
                some.subList(0, Math.min(some.size(), MOST)),
                Show.duration(desks.lateAfter()));
    }

    private static List<Group> groups(List<Open> open) {
        List<Group> groups = new ArrayList<>();
        for (Question question : Question.values()) {
            List<Sum> sums = open.stream()
                    .filter(one -> Question.of(one.kind()) == question)
                    .map(one ->
                            new Sum(one, Kind.of(one.kind()).map(Kind::words).orElse("")))
                    .toList();
            groups.add(new Group(question.words, sums));
        }
        return groups;
    }

    /** What finance asks about first. */
    private enum Question {
        TOTALS("Totals that differ"),
        INVOICES("Invoices"),
        REFUNDS("Refunds"),
        OTHERS("Everything else");

        private final String words;

        Question(String words) {
            this.words = words;
        }

        static Question of(String kind) {
            if (kind.contains("total")) {
                return TOTALS;
            }
            if (kind.contains("invoice")) {
                return INVOICES;
            }
            return kind.contains("refund") || kind.contains("credit") ? REFUNDS : OTHERS;
        }
    }

    private void stuck(PageCall call) {
        Instant now = desks.clock().instant();
        call.show("finance-stuck", "Stuck before posting", new StuckList(standingStill(now), now));
    }

    /** The list of them. */
    public record StuckList(Stuck stuck, Instant now) {}

    private void day(PageCall call) {
        String store = call.param("store")
                .filter(desk.stores()::contains)
                .orElseThrow(() -> new PageCall.NotHere("There is no such store."));
        LocalDate day =
                call.param("day").map(FinancePages::date).orElseThrow(() -> new PageCall.NotHere("No day was named."));
        Instant from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant to = from.plus(Duration.ofDays(1));
        call.show("finance-day", day.toString(), DaySheet.of(store, day, last -> ledger.finance()
                .placed(store, from, to, last, ORDERS_AT_ONCE)));
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new PageCall.BadForm("A day is written as 2026-11-30.");
        }
    }
}
