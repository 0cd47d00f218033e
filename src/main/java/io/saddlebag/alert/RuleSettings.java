package io.saddlebag.alert;

import java.time.Duration;
import java.util.Set;

/**
 * One rule as it is set.
 *
 * @param count least number, for rules that limit a count
 * @param age longest time, for rules that limit an age
 * @param lasting how long the condition must last before it is told
 * @param channels names of the channels it is told to
 * @param remind pause between two reminders, zero for none
 */
public record RuleSettings(
        Rule rule,
        boolean enabled,
        int count,
        Duration age,
        Duration lasting,
        Severity severity,
        Set<String> channels,
        Duration remind) {
    /** Copies the channels. */
    public RuleSettings {
        channels = Set.copyOf(channels);
    }
}
