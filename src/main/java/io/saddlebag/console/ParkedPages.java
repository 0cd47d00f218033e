package io.saddlebag.console;

import io.saddlebag.access.Permission;
import io.saddlebag.console.DocumentLines.Line;
import io.saddlebag.ledger.Ledger.Parked;
import io.saddlebag.ledger.ParkedMessages;
import io.saddlebag.ledger.ParkedMessages.Filter;
import io.saddlebag.ledger.ParkedMessages.Kind;
import io.saddlebag.operations.Unmasked;
import io.saddlebag.personal.MaskedDocument;
import io.saddlebag.recovery.Catalogue;
import io.saddlebag.recovery.Decision;
import io.saddlebag.recovery.ParkedDesk;
import io.saddlebag.recovery.ParkedWords;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Parked messages: what waits for a person, why, and what he may do about it. */
public final class ParkedPages implements Part {

    static final String HOME = "/console/parked";

    private static final int MOST = 100;
    private static final int ALL = 1_000_000;
    private static final double FASTEST = 10_000;

    private final ParkedDesk desk;
    private final double perSecond;
    private final Clock clock;
    private final Catalogue catalogue = Catalogue.shipped();

    ParkedPages(ParkedDesk desk, double perSecond, Clock clock) {
        this.desk = desk;
        this.perSecond = perSecond;
        this.clock = clock;
    }

    /**
     * The list.
     *
     * @param problem a word of the filter that means nothing; empty if all do
     * @param fitting how many fit the filter
     * @param replay what sending all that fit again would touch; empty where nobody may, or where no filter is set
     */
    public record Listed(
            Wanted wanted,
            String problem,
            Map<String, Long> categories,
            List<Kind> kinds,
            List<Parked> messages,
            long fitting,
            Optional<Replay> replay) {}

    /** What is looked for; empty words for all. */
    public record Wanted(String store, String step, String code, String category, boolean closed) {

        /** Whether any word narrows it. */
        public boolean isNarrow() {
            return !(store + step + code + category).isEmpty();
        }
    }

    /**
     * What would be sent again.
     *
     * @param before only what was parked before, so that no more is sent than was shown
     */
    public record Replay(long messages, double perSecond, Instant before) {}

    /**
     * One message.
     *
     * @param entry what the catalogue says of its code
     * @param changes where the document that is sent differs from the one that came
     * @param masked whether what the documents say of people is hidden, and so cannot be edited
     * @param typed what was typed and not taken; else the present document; empty where nobody may edit
     * @param troubles why it was not taken
     */
    public record Shown(
            ParkedMessages.Message message,
            Optional<Catalogue.Entry> entry,
            List<Line> original,
            List<Line> current,
            List<Change> changes,
            boolean masked,
            boolean mayReplay,
            boolean maySkip,
            Optional<String> typed,
            List<String> troubles) {}

    /** A field that differs, as a JSON pointer; empty where it is absent. */
    public record Change(String path, String came, String sent) {}

    /** The catalogue. */
    public record Codes(List<Catalogue.Entry> entries, Map<String, Long> waiting) {}

    @Override
    public void mount(Pages pages) {
        pages.get(HOME, Permission.SEE_PARKED, this::list);
        pages.get(HOME + "/codes", Permission.SEE_PARKED, this::codes);
        pages.get(HOME + "/:id", Permission.SEE_PARKED, call -> show(call, 200, Optional.empty(), List.of()));
        pages.post(HOME + "/replay", Permission.REPLAY_PARKED, this::replayAll);
        pages.post(HOME + "/:id/edit", Permission.EDIT_PARKED, this::edit);
        pages.post(HOME + "/:id/replay", Permission.REPLAY_PARKED, this::replay);
        pages.post(HOME + "/:id/skip", Permission.EDIT_PARKED, this::skip);
    }

    private void list(PageCall call) {
        Wanted wanted = wanted(call::param);
        Optional<String> problem = problem(wanted);
        Instant now = clock.instant();
        Filter filter = filter(wanted, Optional.empty(), MOST);
        List<Parked> messages =
                problem.isPresent() ? List.of() : wanted.closed() ? desk.closed(filter) : desk.list(filter);
        long fitting = messages.size() < MOST ? messages.size() : desk.count(filter(wanted, Optional.empty(), ALL));
        List<Kind> kinds = desk.kinds();
        Map<String, Long> categories = new TreeMap<>();
        kinds.forEach(kind -> categories.merge(kind.category(), kind.messages(), Long::sum));
        boolean many = call.may(Permission.REPLAY_PARKED) && wanted.isNarrow() && !wanted.closed() && fitting > 0;
        call.show(
                "parked",
                "Parked messages",
                new Listed(
                        wanted,
                        problem.orElse(""),
                        categories,
                        kinds,
                        messages,
                        fitting,
                        many ? Optional.of(new Replay(fitting, perSecond, now)) : Optional.empty()));
    }

    private static Wanted wanted(Function<String, Optional<String>> words) {
        return new Wanted(
                words.apply("store").orElse(""),
                words.apply("step").orElse(""),
                words.apply("code").orElse(""),
                words.apply("category").orElse(""),
                words.apply("closed").filter("true"::equals).isPresent());
    }

    private static Optional<String> problem(Wanted wanted) {
        return ParkedWords.problem(some(wanted.code()), some(wanted.category()));
    }

    private static Filter filter(Wanted wanted, Optional<Instant> before, int most) {
        return new Filter(
                Optional.empty(),
                some(wanted.store()),
                some(wanted.step()),
                some(wanted.code()),
                some(wanted.category()),
                !wanted.closed(),
                before,
                most);
    }

    private static Optional<String> some(String word) {
        return Optional.of(word).filter(text -> !text.isEmpty());
    }

    private void codes(PageCall call) {
        Map<String, Long> waiting = new LinkedHashMap<>();
        desk.kinds().forEach(kind -> waiting.merge(kind.code(), kind.messages(), Long::sum));
        call.show("parked-codes", "Error codes", new Codes(catalogue.entries(), waiting));
    }

    private void show(PageCall call, int status, Optional<String> typed, List<String> troubles) {
        ParkedMessages.Message message = desk.find(call.path("id"))
                .orElseThrow(() ->
                        new PageCall.NotHere("No parked message has this id. Closed ones are kept for a while only."));
        boolean people = call.may(Permission.SEE_PERSONAL_DATA);
        boolean open = message.parked().open();
        boolean edits = open && call.may(Permission.EDIT_PARKED);
        List<String> changes = ParkedDesk.changes(message);
        String present = people ? message.document() : MaskedDocument.of(message.document());
        String payload = message.parked().payload();
        String original = people ? payload : MaskedDocument.of(payload);
        call.show(
                status,
                "parked-message",
                "Parked message",
                new Shown(
                        message,
                        catalogue.find(message.parked().code()),
                        DocumentLines.of(original, changes),
                        DocumentLines.of(present, changes),
                        changes.stream()
                                .map(path -> new Change(
                                        path, DocumentLines.at(original, path), DocumentLines.at(present, path)))
                                .toList(),
                        !people,
                        open && call.may(Permission.REPLAY_PARKED),
                        open && call.may(Permission.EDIT_PARKED),
                        edits ? typed.or(() -> Optional.of(DocumentLines.text(present))) : Optional.empty(),
                        troubles));
    }

    private void edit(PageCall call) {
        String typed = call.field("document").orElse("").replace("\r\n", "\n");
        Decision decision = edit(call, typed);
        if (decision instanceof Decision.Refused refused) {
            List<String> troubles =
                    refused.why().stream().map(why -> placed(typed, why)).toList();
            show(call, 422, Optional.of(typed), troubles);
        } else {
            decided(call, decision, "The edit is kept. It is sent when the message is replayed.");
        }
    }

    private Decision edit(PageCall call, String typed) {
        String why = call.field("why").map(String::strip).orElse("");
        Optional<ParkedMessages.Message> message = desk.find(call.path("id"));
        if (call.may(Permission.SEE_PERSONAL_DATA) || message.isEmpty()) {
            return desk.edit(call.path("id"), typed, why, call.actor());
        }
        Unmasked unmasked = Unmasked.of(typed, message.get().document());
        return unmasked.wrong().isEmpty()
                ? desk.edit(call.path("id"), unmasked.document(), why, call.actor())
                : new Decision.Refused(unmasked.wrong());
    }

    /** A violation begins with its JSON pointer; with the line, it is found in what was typed. */
    private static String placed(String typed, String why) {
        int end = why.indexOf(": ");
        int line = why.startsWith("/") && end > 0 ? DocumentLines.line(typed, why.substring(0, end)) : 0;
        return line > 0 ? "Line " + line + ", " + why : why;
    }

    private void replay(PageCall call) {
        decided(call, desk.replay(call.path("id"), call.actor()), "It is sent again within a second or two.");
    }

    private void skip(PageCall call) {
        String reason = call.needed("reason", "The reason");
        decided(call, desk.skip(call.path("id"), reason, call.actor()), "It is skipped and closed for good.");
    }

    private static void decided(PageCall call, Decision decision, String words) {
        String here = HOME + "/" + PageCall.encoded(call.path("id"));
        if (decision instanceof Decision.Taken) {
            call.done(here, words);
        } else if (decision instanceof Decision.Settled settled) {
            call.failed(here, "Nothing was done: the message does not wait any more (" + settled.how() + ").");
        } else if (decision instanceof Decision.Refused refused) {
            call.failed(here, "Nothing was done: " + String.join("; ", refused.why()) + ".");
        } else {
            throw new PageCall.NotHere("No parked message has this id. Closed ones are kept for a while only.");
        }
    }

    private void replayAll(PageCall call) {
        Wanted wanted = wanted(call::field);
        problem(wanted).ifPresent(words -> {
            throw new PageCall.BadForm(words);
        });
        if (!wanted.isNarrow()) {
            throw new PageCall.BadForm("Choose a store, step, code or category first");
        }
        double pace = pace(call.needed("perSecond", "The pace"));
        Instant before = before(call.needed("before", "The time the messages were counted"));
        ParkedDesk.Replayed replayed = desk.replay(filter(wanted, Optional.of(before), ALL), pace, call.actor());
        String left = replayed.leftOut().values().stream()
                .findFirst()
                .map(why -> " " + replayed.leftOut().size() + " were left out, the first because " + why + ".")
                .orElse("");
        call.done(
                HOME + "?" + query(wanted),
                replayed.messages() + " are sent again, the oldest first, " + pace + " a second." + left);
    }

    private static String query(Wanted wanted) {
        return "store=" + PageCall.encoded(wanted.store()) + "&step=" + PageCall.encoded(wanted.step()) + "&code="
                + PageCall.encoded(wanted.code()) + "&category=" + PageCall.encoded(wanted.category());
    }

    private static double pace(String text) {
        try {
            double pace = Double.parseDouble(text);
            if (pace > 0 && pace <= FASTEST) {
                return pace;
            }
        } catch (NumberFormatException e) {
            throw new PageCall.BadForm("The pace must be a number of messages a second");
        }
        throw new PageCall.BadForm("The pace must be above 0 and at most " + (long) FASTEST);
    }

    private static Instant before(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new PageCall.BadForm("The time the messages were counted is not readable");
        }
    }
}
