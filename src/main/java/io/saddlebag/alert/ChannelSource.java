package io.saddlebag.alert;

import io.saddlebag.ledger.AlertLedger;
import java.util.List;
import java.util.Set;

/** Rule {@code channel-failing}: alerts that a channel did not take; told by the other channels. */
final class ChannelSource implements AlertSource {

    static final String SUBJECT = "channel ";

    private final AlertLedger alerts;
    private final Set<String> names;

    ChannelSource(AlertLedger alerts, Set<String> names) {
        this.alerts = alerts;
        this.names = Set.copyOf(names);
    }

    @Override
    public Set<Rule> rules() {
        return Set.of(Rule.CHANNEL_FAILING);
    }

    @Override
    public List<Condition> now() {
        return alerts.channels().stream()
                .filter(channel -> channel.failing() > 0)
                .filter(channel -> names.contains(channel.name()))
                .map(channel -> Condition.of(
                        Rule.CHANNEL_FAILING,
                        SUBJECT + channel.name(),
                        channel.waiting(),
                        channel.oldest(),
                        "the channel " + channel.name() + " does not take alerts, " + channel.waiting()
                                + (channel.waiting() == 1 ? " waits" : " wait") + ": " + channel.error(),
                        "alerts test"))
                .toList();
    }
}
