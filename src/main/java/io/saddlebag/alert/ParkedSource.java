package io.saddlebag.alert;

import io.saddlebag.ledger.AlertFacts;
import io.saddlebag.ledger.AlertFacts.ParkedKind;
import io.saddlebag.order.OrderKey;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;

/** Rule {@code parked}: one condition for each code. The remedy is that of the oldest message, in our own words. */
final class ParkedSource implements AlertSource {

    private final AlertFacts facts;

    ParkedSource(AlertFacts facts) {
        this.facts = facts;
    }

    @Override
    public Set<Rule> rules() {
        return Set.of(Rule.PARKED);
    }

    @Override
    public List<Condition> now() {
        return facts.parked().stream().map(ParkedSource::condition).toList();
    }

    private static Condition condition(ParkedKind kind) {
        String many = kind.messages() == 1 ? "1 message is" : kind.messages() + " messages are";
        return Condition.of(
                        Rule.PARKED,
                        kind.category() + " " + kind.code(),
                        kind.messages(),
                        kind.since(),
                        many + " parked with the code " + kind.code() + " (" + kind.category() + ")",
                        "parked --code " + kind.code())
                .about(kind.orders().stream().map(OrderKey::toString).toList(), kind.held())
                .doing(kind.messages() == 1 ? kind.remedy() : forAll(kind));
    }

    /** The oldest message's remedy names that one only. */
    private static String forAll(ParkedKind kind) {
        return kind.remedy()
                .replaceAll("'replay [^' ]+'", "'replay --code " + Matcher.quoteReplacement(kind.code()) + "'")
                .replaceAll("'parked skip [^' ]+ --reason", "'parked skip ID --reason");
    }
}
