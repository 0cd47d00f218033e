package io.saddlebag.console;

import io.saddlebag.access.Permission;
import io.saddlebag.ledger.Reconciliations.Difference;
import io.saddlebag.ledger.Reconciliations.DifferenceState;
import io.saddlebag.ledger.Reconciliations.Filter;
import io.saddlebag.operations.DifferenceSheet;
import io.saddlebag.recovery.Decision;
import io.saddlebag.recovery.reconciliation.Kind;
import io.saddlebag.recovery.reconciliation.ReconciliationDesk;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where the systems differ, each difference with its value and age; repaired or accepted by who may. */
public final class DifferencePages implements Part {

    private static final String HOME = FinancePages.HOME + "/differences";
    private static final int MOST = 100;
    private static final int SHEET = 500;

    private final ReconciliationDesk desk;
    private final Clock clock;

    DifferencePages(ReconciliationDesk desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    /**
     * Differences.
     *
     * @param state open, accepted or closed
     * @param query the filter as an address says it
     * @param next the address of the next page, empty for the last
     * @param repairs whether the viewer may have all of them repaired
     */
    public record Listed(
            String kind,
            String words,
            String store,
            String state,
            String query,
            List<String> kinds,
            List<Difference> differences,
            String value,
            String next,
            boolean repairs,
            Instant now) {}

    /**
     * One difference.
     *
     * @param decides whether the viewer may decide about it
     */
    public record One(Difference difference, String words, boolean decides, Instant now) {}

    @Override
    public void mount(Pages pages) {
        pages.get(HOME, Permission.SEE_FINANCE, this::list);
        pages.get(HOME + ".csv", Permission.SEE_FINANCE, this::sheet);
        pages.post(HOME + "/all/repair", Permission.RECONCILE, this::repairAll);
        pages.get(HOME + "/:id", Permission.SEE_FINANCE, this::show);
        pages.post(HOME + "/:id/repair", Permission.RECONCILE, this::repair);
        pages.post(HOME + "/:id/accept", Permission.RECONCILE, this::accept);
    }

    private void list(PageCall call) {
        Filter filter = filter(call, MOST);
        List<Difference> found = desk.differences(filter);
        Amounts amounts = new Amounts();
        found.forEach(one -> amounts.add(one.found().currency(), one.found().amount()));
        String state = call.param("state").orElse("open");
        String query = query(call);
        call.show(
                "differences",
                "Differences",
                new Listed(
                        filter.kind().orElse(""),
                        filter.kind().map(DifferencePages::words).orElse(""),
                        filter.store().orElse(""),
                        state,
                        query,
                        Kind.all(),
                        found,
                        amounts.words(),
                        found.size() < MOST
                                ? ""
                                : HOME + "?" + query + "&after="
                                        + found.get(found.size() - 1).found().id(),
                        call.may(Permission.RECONCILE)
                                && state.equals("open")
                                && filter.kind().isPresent()
                                && found.stream()
                                        .anyMatch(one -> !one.found().repair().isEmpty()),
                        clock.instant()));
    }

    private void sheet(PageCall call) {
        DifferenceSheet.send(call.context().response(), desk, filter(call, SHEET), clock);
    }

    private void show(PageCall call) {
        Difference difference = desk.difference(call.path("id")).orElseThrow(DifferencePages::unknown);
        call.show(
                "difference",
                "Difference",
                new One(
                        difference,
                        words(difference.found().kind()),
                        call.may(Permission.RECONCILE) && difference.state() == DifferenceState.OPEN,
                        clock.instant()));
    }

    private void repair(PageCall call) {
        String id = call.path("id");
        decided(
                call,
                desk.repair(id, call.actor()),
                "The repair is under way; the next comparison tells whether it has helped.");
    }

    private void accept(PageCall call) {
        String reason = call.needed("why", "The reason");
        decided(
                call,
                desk.accept(call.path("id"), call.actor(), reason),
                "Accepted: it counts no more until its value changes.");
    }

    private void decided(PageCall call, Decision decision, String words) {
        String id = call.path("id");
        String back = HOME + "/" + PageCall.encoded(id);
        if (decision instanceof Decision.Taken) {
            call.done(back, words);
        } else if (decision instanceof Decision.Settled settled) {
            call.failed(back, "Nothing was done: it is not open any more (" + settled.how() + ").");
        } else if (decision instanceof Decision.Refused refused) {
            call.failed(back, "It cannot be repaired by a message: " + String.join("; ", refused.why()) + ".");
        } else {
            throw unknown();
        }
    }

    private void repairAll(PageCall call) {
        String kind = Kind.of(call.needed("kind", "The kind"))
                .map(Kind::word)
                .orElseThrow(() -> new PageCall.BadForm("There is no such kind of difference."));
        Optional<String> store = call.field("store");
        Filter filter = new Filter(
                store,
                Optional.of(kind),
                Optional.empty(),
                Optional.of(DifferenceState.OPEN),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                SHEET);
        int asked = desk.repair(filter, call.actor());
        call.done(
                HOME + "?kind=" + kind
                        + store.map(name -> "&store=" + PageCall.encoded(name)).orElse(""),
                asked + (asked == 1 ? " repair is" : " repairs are")
                        + " under way; the next comparison tells whether they have helped.");
    }

    private static PageCall.NotHere unknown() {
        return new PageCall.NotHere("No difference has this id; closed ones are kept for a while only.");
    }

    private static String words(String kind) {
        return Kind.of(kind).map(Kind::words).orElse(kind);
    }

    private Filter filter(PageCall call, int limit) {
        return new Filter(
                call.param("store"),
                call.param("kind").map(word -> Kind.of(word)
                        .map(Kind::word)
                        .orElseThrow(() -> new PageCall.BadForm("There is no such kind of difference."))),
                Optional.empty(),
                Optional.of(state(call.param("state").orElse("open"))),
                Optional.empty(),
                Optional.empty(),
                call.param("after").map(id -> desk.difference(id).orElseThrow(DifferencePages::unknown)),
                limit);
    }

    private static DifferenceState state(String word) {
        return switch (word) {
            case "open", "accepted", "closed" -> DifferenceState.valueOf(word.toUpperCase(Locale.ROOT));
            default -> throw new PageCall.BadForm("A difference is open, accepted or closed.");
        };
    }

    private static String query(PageCall call) {
        List<String> parts = new ArrayList<>();
        for (String name : List.of("kind", "store", "state")) {
            call.param(name).ifPresent(value -> parts.add(name + "=" + PageCall.encoded(value)));
        }
        return String.join("&", parts);
    }

    /** The address of the open differences of a kind. */
    public static String address(String kind) {
        return HOME + "?kind=" + kind;
    }
}
