package io.saddlebag.alert;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The catalogue of rules: what each looks for, its defaults, and what to do. The settings below {@code saddlebag.alert.RULE}
 * change the defaults (README, "Alerts"; a test compares that table with this one).
 */
public enum Rule {
    /** Messages a person must decide about, by code. */
    PARKED(
            Limit.COUNT,
            "1",
            Duration.ZERO,
            Severity.WARNING,
            Duration.ofHours(4),
            true,
            "messages of one code are parked for a person",
            "Follow the remedy, then replay or skip what is parked"),
    /** Steps wait for a partner, or its consumer is paused. */
    PARTNER_PAUSED(
            Limit.COUNT,
            "1",
            Duration.ofMinutes(2),
            Severity.CRITICAL,
            Duration.ofHours(1),
            true,
            "a partner is down, refuses our credentials or is paused, and orders wait for it",
            "Look whether the partner is up and the credentials are good; what waits goes on by itself"),
    /** Orders that are due and not in the ERP. */
    LATE_POSTING(
            Limit.AGE,
            "15m",
            Duration.ZERO,
            Severity.CRITICAL,
            Duration.ofHours(1),
            true,
            "orders of a store are due and not in the ERP after this time",
            "See what the oldest waits for; is the ERP up, and fast enough?"),
    /** Orders in the ERP that no warehouse has acknowledged. */
    LATE_ACKNOWLEDGEMENT(
            Limit.AGE,
            "30m",
            Duration.ZERO,
            Severity.CRITICAL,
            Duration.ofHours(1),
            true,
            "orders are in the ERP and their warehouse has not acknowledged them after this time",
            "See what the oldest waits for; is the warehouse's API up?"),
    /** No webhook in business hours. */
    WEBHOOK_SILENCE(
            Limit.AGE,
            "2h",
            Duration.ZERO,
            Severity.WARNING,
            Duration.ofHours(8),
            true,
            "a store with webhooks has sent none for this long, counted in business hours",
            "Polls bring what changed; look whether the store reaches the public address: 'doctor'"),
    /** The watchdog had to repair a partner's webhooks. */
    WEBHOOK_REPAIRED(
            Limit.COUNT,
            "1",
            Duration.ZERO,
            Severity.WARNING,
            Duration.ofHours(24),
            true,
            "a partner's webhooks were disabled or missing and had to be repaired, in the last 30 minutes",
            "If it comes back: look in the store's log why deliveries to the public address fail"),
    /** A poll has not succeeded. */
    FEED_STALE(
            Limit.AGE,
            "10m",
            Duration.ZERO,
            Severity.CRITICAL,
            Duration.ofHours(1),
            true,
            "a poll has not read everything for this long",
            "Look into the log for what the poll meets; is the partner up?"),
    /** The partner asks for a slower pace again and again. */
    REPEATED_THROTTLING(
            Limit.COUNT,
            "30",
            Duration.ZERO,
            Severity.WARNING,
            Duration.ofHours(4),
            true,
            "a partner has answered 'too many requests' so often in the last 15 minutes",
            "Lower the partner's connections or ask it for a higher quota"),
    /** The oldest message of a queue is old. */
    BACKLOG_AGE(
            Limit.AGE,
            "30m",
            Duration.ofMinutes(1),
            Severity.WARNING,
            Duration.ofHours(2),
            true,
            "the oldest message of a queue has waited this long",
            "See whom the queue waits for; raise its consumers if the partner is merely slow"),
    /** Webhooks with a wrong signature. */
    BAD_SIGNATURE(
            Limit.COUNT,
            "1",
            Duration.ZERO,
            Severity.WARNING,
            Duration.ofHours(4),
            true,
            "webhooks with a missing or wrong signature were refused, in the last 15 minutes",
            "If they are the partner's own, the secrets differ: run 'doctor'; otherwise somebody tries the door"),
    /** Alerts that a channel does not take. */
    CHANNEL_FAILING(
            Limit.COUNT,
            "1",
            Duration.ofMinutes(1),
            Severity.WARNING,
            Duration.ofHours(4),
            true,
            "a channel does not take alerts; they wait and are sent when it does",
            "Correct the channel's settings; 'alerts test' says what it answers"),
    /** Store, ERP and warehouse differ. */
    RECONCILIATION_DIFFERENCES(
            Limit.COUNT,
            "1",
            Duration.ZERO,
            Severity.WARNING,
            Duration.ofHours(24),
            true,
            "the systems differ, as the reconciliation finds",
            "See each difference and repair it"),
    /** A refund is not in the ERP. */
    REFUND_POSTING_FAILED(
            Limit.COUNT,
            "1",
            Duration.ZERO,
            Severity.CRITICAL,
            Duration.ofHours(4),
            false,
            "a refund of the store cannot be posted in the ERP",
            "Post the credit note by hand"),
    /** A store shows another stock than it was told. */
    INVENTORY_DIVERGENCE(
            Limit.COUNT,
            "1",
            Duration.ofMinutes(10),
            Severity.WARNING,
            Duration.ofHours(24),
            true,
            "a store shows another stock than was published, of so many SKUs, and no order explains it",
            "See which: 'drift'; find who writes stock into the store beside this daemon"),
    /** A store shows in another field what the field's owner did not say. */
    STORE_DRIFT(
            Limit.COUNT,
            "1",
            Duration.ofMinutes(10),
            Severity.WARNING,
            Duration.ofHours(24),
            true,
            "a field of so many items was changed in a store that does not own it",
            "See which: 'drift'; make the change where the field's owner is, or give the field to the store in rules/ownership.yaml"),
    /** Price changes wait for a person. */
    PRICES_HELD(
            Limit.COUNT,
            "1",
            Duration.ZERO,
            Severity.WARNING,
            Duration.ofHours(24),
            true,
            "so many price changes of a store are held for approval",
            "See why, then approve or refuse each; the old prices stay meanwhile"),
    /** Items of the ERP that a store does not show as it should. */
    PRODUCTS_TROUBLED(
            Limit.COUNT,
            "1",
            Duration.ofMinutes(30),
            Severity.WARNING,
            Duration.ofHours(24),
            true,
            "so many items of the ERP stand with a trouble before a store",
            "See each with its remedy; it goes on by itself when that is done"),
    /** SKUs without a price that can be told. */
    PRICES_TROUBLED(
            Limit.COUNT,
            "1",
            Duration.ofMinutes(30),
            Severity.WARNING,
            Duration.ofHours(24),
            true,
            "no price can be told for so many SKUs of a store",
            "See each with its remedy; the price the store shows stays meanwhile");

    /** What a rule's threshold limits. */
    public enum Limit {
        /** How many there are. */
        COUNT,
        /** How long it lasts. */
        AGE
    }

    private final Limit limit;
    private final String threshold;
    private final Duration lasting;
    private final Severity severity;
    private final Duration remind;
    private final boolean fed;
    private final String meaning;
    private final String action;

    Rule(
            Limit limit,
            String threshold,
            Duration lasting,
            Severity severity,
            Duration remind,
            boolean fed,
            String meaning,
            String action) {
        this.limit = limit;
        this.threshold = threshold;
        this.lasting = lasting;
        this.severity = severity;
        this.remind = remind;
        this.fed = fed;
        this.meaning = meaning;
        this.action = action;
    }

    /** Its name in settings, messages and metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The rule of a name. */
    public static Optional<Rule> of(String word) {
        return Arrays.stream(values()).filter(rule -> rule.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Rule::word).toList();
    }

    /** What its threshold limits. */
    public Limit limit() {
        return limit;
    }

    /** The usual threshold: a count, or a duration as settings write it. */
    public String threshold() {
        return threshold;
    }

    /** How long the condition must last before somebody is told. */
    public Duration lasting() {
        return lasting;
    }

    /** How urgent it usually is. */
    public Severity severity() {
        return severity;
    }

    /** When somebody is reminded as long as nobody acknowledges it. */
    public Duration remind() {
        return remind;
    }

    /** Whether anything in this version can find the condition; a rule that nothing feeds is off. */
    public boolean isFed() {
        return fed;
    }

    /** What it looks for, for a person. */
    public String meaning() {
        return meaning;
    }

    /** What to do, for a person. */
    public String action() {
        return action;
    }
}
