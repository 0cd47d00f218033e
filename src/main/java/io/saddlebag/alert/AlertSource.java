package io.saddlebag.alert;

import java.util.List;
import java.util.Set;

/**
 * Finds the conditions of some rules. A source is asked at every look at the rules, so it answers from memory or an index.
 * It tells what is so now; thresholds, duration, de-duplication and resolving are not its matter.
 *
 * <p>Where it throws, the alerts of its rules stay as they are until it answers again.
 */
public interface AlertSource {

    /** The rules it looks for. */
    Set<Rule> rules();

    /** Every condition that is so now. */
    List<Condition> now();
}
