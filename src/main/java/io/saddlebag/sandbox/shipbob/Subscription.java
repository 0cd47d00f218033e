package io.saddlebag.sandbox.shipbob;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One webhook subscription.
 *
 * @param id its id
 * @param url where events go
 * @param topics which events
 * @param description the caller's words
 * @param secret signs the events
 * @param created when it was made
 */
record Subscription(
        String id, URI url, List<Topic> topics, Optional<String> description, String secret, Instant created) {}
