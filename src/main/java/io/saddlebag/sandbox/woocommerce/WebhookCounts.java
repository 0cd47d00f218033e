package io.saddlebag.sandbox.woocommerce;

/**
 * What became of the webhooks so far.
 *
 * @param delivered answered with 200 to 302
 * @param failed answered otherwise or not at all; never sent again
 * @param dropped lost on the tester's wish, or because the webhook was deleted
 * @param coalesced events that found one for the same object still waiting
 * @param pings pings sent at creation
 * @param outstanding waiting or under way; 0 means idle
 */
public record WebhookCounts(long delivered, long failed, long dropped, long coalesced, long pings, int outstanding) {}
