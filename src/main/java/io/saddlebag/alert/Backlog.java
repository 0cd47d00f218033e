package io.saddlebag.alert;

import java.time.Instant;

/**
 * A queue with messages.
 *
 * @param messages how many, 0 where the broker does not tell
 * @param oldest when the first of them was sent
 */
public record Backlog(long messages, Instant oldest) {}
