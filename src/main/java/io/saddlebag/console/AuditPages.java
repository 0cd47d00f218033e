package io.saddlebag.console;

import io.saddlebag.access.Permission;
import io.saddlebag.ledger.Audit;
import io.saddlebag.ledger.Audit.Chained;
import io.saddlebag.ledger.Audit.Search;
import io.saddlebag.operations.SheetAnswer;
import io.saddlebag.operations.SheetRow;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Who did what, and the proof that nothing of it was changed. */
public final class AuditPages implements Part {

    private static final String HOME = "/console/audit";
    private static final int MOST = 100;
    private static final int SHEET = 2_000;
    private static final List<String> COLUMNS =
            List.of("number", "time", "who", "what", "subject", "before", "after", "why", "from", "hash");

    private final Audit audit;
    private final Clock clock;
    private final AtomicReference<Optional<Verified>> verified = new AtomicReference<>(Optional.empty());

    AuditPages(Audit audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** What the last walk through the chain found, and when it ended. */
    public record Verified(Audit.Verification found, Instant at) {}

    /**
     * Entries.
     *
     * @param from a day, empty for the beginning
     * @param query the filter as an address says it
     * @param older the address of the next page, empty for the last
     * @param verified the last walk since the daemon started
     */
    public record Listed(
            String who,
            String what,
            String subject,
            String from,
            String to,
            String query,
            List<Chained> entries,
            String older,
            Audit.Head head,
            Optional<Verified> verified) {}

    @Override
    public void mount(Pages pages) {
        pages.get(HOME, Permission.SEE_AUDIT, this::list);
        pages.get(HOME + "/entries.csv", Permission.SEE_AUDIT, this::sheet);
        pages.post(HOME + "/verify", Permission.SEE_AUDIT, this::verify);
    }

    private void list(PageCall call) {
        Search search = search(call, MOST);
        Audit.Page page = audit.search(search);
        String query = query(call);
        call.show(
                "audit",
                "Audit",
                new Listed(
                        search.who().orElse(""),
                        search.what().orElse(""),
                        search.subject(),
                        call.param("from").orElse(""),
                        call.param("to").orElse(""),
                        query,
                        page.entries(),
                        page.more()
                                .map(below -> HOME + "?" + query + (query.isEmpty() ? "" : "&") + "below=" + below)
                                .orElse(""),
                        audit.head(),
                        verified.get()));
    }

    private void verify(PageCall call) {
        Verified now = new Verified(audit.verify(), clock.instant());
        verified.set(Optional.of(now));
        Optional<String> broken = now.found().broken();
        if (broken.isEmpty()) {
            call.done(HOME, "The trail is whole: " + now.found().entries() + " entries, none changed, none missing.");
        } else {
            call.failed(HOME, "The trail is broken: " + broken.get() + ". Compare with a backup.");
        }
    }

    private void sheet(PageCall call) {
        AtomicReference<Optional<Search>> next = new AtomicReference<>(Optional.of(search(call, SHEET)));
        SheetAnswer.send(call.context().response(), "audit.csv", new SheetRow(COLUMNS).text(), () -> next.get()
                .flatMap(search -> {
                    Audit.Page page = audit.search(search);
                    next.set(page.more().map(search::below));
                    StringBuilder rows = new StringBuilder();
                    page.entries().forEach(entry -> rows.append(row(entry).text()));
                    return page.entries().isEmpty() ? Optional.empty() : Optional.of(rows.toString());
                }));
    }

    private static SheetRow row(Chained chained) {
        Audit.Entry entry = chained.entry();
        return new SheetRow(List.of(
                String.valueOf(chained.seq()),
                chained.at().toString(),
                entry.who(),
                entry.what(),
                entry.subject(),
                entry.before(),
                entry.after(),
                entry.why(),
                entry.origin(),
                chained.hash()));
    }

    private static Search search(PageCall call, int limit) {
        return new Search(
                call.param("who"),
                call.param("what"),
                call.param("subject").orElse(""),
                call.param("from").map(AuditPages::day).map(AuditPages::start),
                call.param("to").map(AuditPages::day).map(day -> start(day.plusDays(1))),
                call.param("below").map(AuditPages::number),
                limit);
    }

    private static String query(PageCall call) {
        List<String> parts = new ArrayList<>();
        for (String name : List.of("who", "what", "subject", "from", "to")) {
            call.param(name).ifPresent(value -> parts.add(name + "=" + PageCall.encoded(value)));
        }
        return String.join("&", parts);
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new PageCall.BadForm("A day is written as 2026-11-30.");
        }
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static long number(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new PageCall.BadForm("An entry's number has digits only.");
        }
        return Long.parseLong(text);
    }
}
