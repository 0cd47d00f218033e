package io.saddlebag.sandbox.woocommerce;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * The shop's queue of webhook deliveries. An event for an object that already has one waiting adds nothing; nothing is
 * ever repeated; an event queued before its webhook was paused or disabled still goes out (facts 25, 26,
 * 08-webhooks/slow-down-paused). Every method needs the store's lock.
 */
final class WebhookQueue implements ShopEvents {

    private record Key(long webhook, long object) {}

    /** @param key absent (object 0) for the second copy of a duplicate, which nothing coalesces with */
    private record Event(Key key, long webhook, long object) {}

    private final NavigableMap<Long, Webhook> webhooks = new TreeMap<>();
    private final Deque<Event> ready = new ArrayDeque<>();
    private final Set<Key> waiting = new HashSet<>();
    private final SiteClock clock;
    private final WebhookSender sender;
    private final BiFunction<Webhook, Long, byte[]> payloads;

    private WebhookFaults faults = WebhookFaults.none();
    private Random chance = new Random(faults.seed());
    private long lastId;
    private int running;
    private int outstanding;
    private long delivered;
    private long failed;
    private long dropped;
    private long coalesced;
    private long pings;

    WebhookQueue(SiteClock clock, WebhookSender sender, BiFunction<Webhook, Long, byte[]> payloads) {
        this.clock = clock;
        this.sender = sender;
        this.payloads = payloads;
    }

    NavigableMap<Long, Webhook> webhooks() {
        return webhooks;
    }

    WebhookFaults faults() {
        return faults;
    }

    void faults(WebhookFaults wanted) {
        faults = wanted;
        chance = new Random(wanted.seed());
        pump();
    }

    WebhookCounts counts() {
        return new WebhookCounts(delivered, failed, dropped, coalesced, pings, outstanding);
    }

    /** Creates a webhook and pings its receiver, whose answer changes nothing (facts 23). */
    Webhook add(String topic, String url, String secret) {
        long id = ++lastId;
        String key =
                secret.isEmpty() ? Long.toHexString(chance.nextLong()) + Long.toHexString(chance.nextLong()) : secret;
        Webhook webhook = new Webhook(id, topic, url, key, clock.now());
        webhooks.put(id, webhook);
        pings++;
        outstanding++;
        sender.ping(webhook, success -> outstanding--);
        return webhook;
    }

    @Override
    public void raise(String topic, long id, long delayMillis) {
        for (Webhook webhook : webhooks.values()) {
            if (webhook.active() && webhook.topic.equals(topic)) {
                enqueue(webhook, id, delayMillis);
            }
        }
    }

    private void enqueue(Webhook webhook, long id, long delayMillis) {
        Key key = new Key(webhook.id, id);
        if (waiting.contains(key)) {
            coalesced++;
            return;
        }
        if (hits(faults.dropShare())) {
            dropped++;
            return;
        }
        waiting.add(key);
        later(new Event(key, webhook.id, id), delayMillis);
        if (hits(faults.duplicateShare())) {
            later(new Event(new Key(webhook.id, 0), webhook.id, id), delayMillis);
        }
    }

    private boolean hits(double share) {
        return share > 0 && chance.nextDouble() < share;
    }

    private void later(Event event, long delayMillis) {
        outstanding++;
        long delay = delayMillis + faults.delayMinMillis();
        if (faults.delayMaxMillis() > faults.delayMinMillis()) {
            delay += chance.nextLong(faults.delayMaxMillis() - faults.delayMinMillis() + 1);
        }
        if (faults.shuffleMillis() > 0) {
            delay += chance.nextLong(faults.shuffleMillis() + 1);
        }
        if (delay <= 0) {
            ready.add(event);
            sender.soon(this::pump);
        } else {
            sender.after(delay, () -> {
                ready.add(event);
                pump();
            });
        }
    }

    private void pump() {
        while (running < faults.concurrency() && !ready.isEmpty()) {
            Event event = ready.poll();
            waiting.remove(event.key());
            Webhook webhook = webhooks.get(event.webhook());
            if (webhook == null) {
                dropped++;
                outstanding--;
                continue;
            }
            running++;
            sender.deliver(webhook, payloads.apply(webhook, event.object()), success -> done(webhook, success));
        }
    }

    private void done(Webhook webhook, boolean success) {
        running--;
        outstanding--;
        if (success) {
            delivered++;
        } else {
            failed++;
        }
        webhook.delivered(success, clock.now());
        pump();
    }
}
