package io.saddlebag.console;

import io.saddlebag.access.Permission;
import io.saddlebag.alert.AlertDesk;
import io.saddlebag.alert.Rule;
import io.saddlebag.ledger.AlertLedger.Alert;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Alerts: what is told now, who looks after it, and what each rule looks for. */
public final class AlertPages implements Part {

    static final String HOME = "/console/alerts";

    private static final int MOST = 200;
    private static final int RESOLVED = 50;

    private final AlertDesk desk;

    AlertPages(AlertDesk desk) {
        this.desk = desk;
    }

    /**
     * All of them.
     *
     * @param firing open ones that nobody has acknowledged, the longest open first
     * @param acknowledged open ones that somebody looks after
     * @param resolved the latest opened first
     * @param notes what was noted of those that are acknowledged, by id
     * @param failing channels that do not take alerts, with what they say
     */
    public record Listed(
            List<Alert> firing,
            List<Alert> acknowledged,
            List<Alert> resolved,
            Map<String, String> notes,
            Map<String, String> failing,
            List<Rule> rules,
            boolean mayHandle) {}

    @Override
    public void mount(Pages pages) {
        pages.get(HOME, Permission.SEE_ALERTS, this::list);
        pages.post(HOME + "/:id/acknowledge", Permission.HANDLE_ALERTS, this::acknowledge);
    }

    private void list(PageCall call) {
        List<Alert> firing = new ArrayList<>();
        List<Alert> acknowledged = new ArrayList<>();
        desk.list(true, MOST).forEach(alert -> (alert.acknowledgedAt().isPresent() ? acknowledged : firing).add(alert));
        List<Alert> resolved = desk.list(false, MOST).stream()
                .filter(alert -> alert.resolvedAt().isPresent())
                .limit(RESOLVED)
                .toList();
        Map<String, String> notes = new LinkedHashMap<>();
        for (List<Alert> seen : List.of(acknowledged, resolved)) {
            seen.stream().filter(alert -> alert.acknowledgedAt().isPresent()).forEach(alert -> desk.note(alert.id())
                    .ifPresent(note -> notes.put(alert.id(), note)));
        }
        call.show(
                "alerts",
                "Alerts",
                new Listed(
                        firing,
                        acknowledged,
                        resolved,
                        notes,
                        desk.failing(),
                        List.of(Rule.values()),
                        call.may(Permission.HANDLE_ALERTS)));
    }

    private void acknowledge(PageCall call) {
        String note = call.needed("note", "The note");
        switch (desk.acknowledge(call.path("id"), call.actor(), note)) {
            case DONE ->
                call.done(
                        HOME,
                        "Acknowledged: nobody is reminded any more. It resolves by itself when the cause is gone.");
            case SETTLED -> call.failed(HOME, "Nothing was done: the alert is resolved, or somebody was quicker.");
            case UNKNOWN ->
                throw new PageCall.NotHere("No alert has this id. Resolved ones are kept for a while only.");
        }
    }
}
