package io.saddlebag.alert;

import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.PartnerState;
import io.saddlebag.delivery.PartnerStates;
import java.util.List;
import java.util.Set;

/** Rule {@code partner-paused}, from the pauses themselves: whatever waits, no call goes out to the partner. */
public final class PausedPartnersSource implements AlertSource {

    private final PartnerStates partners;

    /** Tells the pauses of this daemon, and those a person ordered. */
    public PausedPartnersSource(PartnerStates partners) {
        this.partners = partners;
    }

    @Override
    public Set<Rule> rules() {
        return Set.of(Rule.PARTNER_PAUSED);
    }

    @Override
    public List<Condition> now() {
        return partners.all().stream()
                .filter(PartnerState::stands)
                .map(PausedPartnersSource::condition)
                .toList();
    }

    private static Condition condition(PartnerState state) {
        boolean forced = state.condition() == PartnerState.Condition.FORCED;
        String why = forced
                ? "a person paused it"
                : state.category().map(Category::words).orElse("it does not work");
        Condition condition = Condition.of(
                Rule.PARTNER_PAUSED,
                // As failures name it, so that what its steps tell is the same alert.
                state.kind().equals("store") ? state.partner() : state.name(),
                1,
                state.since(),
                "no call goes out to " + state.partner() + ": " + why,
                "partners show " + state.partner());
        return forced ? condition.doing("'partners resume " + state.partner() + "' lets it go on") : condition;
    }
}
