package io.saddlebag.cli;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.PartnerPauses.Pause;
import io.saddlebag.settings.Settings;
import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.Set;

/** Which of an order's partners stand still: its messages wait in their queues then, and its own trace cannot know why. */
final class PausedPartners {

    private final Set<String> partners;

    private PausedPartners(Set<String> partners) {
        this.partners = partners;
    }

    /** The partners of an order that has a way before it. */
    static PausedPartners of(OrderRow row, Settings settings) {
        Set<String> partners = new LinkedHashSet<>();
        if (!row.state().isFinal()) {
            String store = "saddlebag.store." + row.key().store() + ".";
            partners.add("store." + row.key().store());
            row.erp().or(() -> settings.find(store + "erp")).ifPresent(erp -> partners.add("erp." + erp));
            settings.find(store + "warehouse").ifPresent(warehouse -> partners.add("warehouse." + warehouse));
        }
        return new PausedPartners(partners);
    }

    void print(PrintStream out, Ledger ledger) {
        for (Pause pause : ledger.partnerPauses().open()) {
            if (partners.contains(pause.partner())) {
                out.printf(
                        "%n%s is paused since %s UTC%s: %s%n  -> %s%n",
                        pause.partner(),
                        Moment.text(pause.since()),
                        pause.forced() ? " by " + pause.by() : "",
                        pause.reason(),
                        pause.forced()
                                ? "'partners resume " + pause.partner() + "' lets it go on"
                                : "it is asked again by itself; 'partners' tells when");
            }
        }
    }
}
