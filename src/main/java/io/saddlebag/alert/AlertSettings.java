package io.saddlebag.alert;

import io.saddlebag.settings.Section;
import io.saddlebag.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything below {@code saddlebag.alert}.
 *
 * @param settle how long a condition must be gone before its alert is resolved
 * @param keep how long resolved alerts are kept
 * @param sendAgain how long a message may be under way before it is sent again; longer than one takes
 */
public record AlertSettings(
        Map<Rule, RuleSettings> rules,
        BusinessHours hours,
        Duration settle,
        Duration keep,
        Duration sendAgain,
        Optional<MailSettings> mail,
        List<WebhookSettings> webhooks) {

    /** Name of the mail channel. */
    public static final String MAIL = "mail";

    /** Longer than a channel waits for its receiver. */
    private static final Duration ONE_SENDING = Duration.ofSeconds(15);

    private static final String PREFIX = "saddlebag.alert";
    private static final Set<String> OTHERS = Set.of(MAIL, "webhook", "business-hours");

    /** Copies the collections. */
    public AlertSettings {
        rules = Map.copyOf(rules);
        webhooks = List.copyOf(webhooks);
    }

    /** Reads them; what is wrong is in {@link Settings#problems()}. */
    public static AlertSettings from(Settings settings) {
        Section alert = settings.section(PREFIX);
        Optional<MailSettings> mail =
                alert.find("mail.host").map(host -> MailSettings.from(settings.section(PREFIX + ".mail")));
        List<WebhookSettings> webhooks = new ArrayList<>();
        for (String name : settings.names(PREFIX + ".webhook")) {
            webhooks.add(WebhookSettings.from(settings.section(PREFIX + ".webhook." + name)));
        }
        Set<String> channels = new LinkedHashSet<>();
        mail.ifPresent(any -> channels.add(MAIL));
        webhooks.forEach(webhook -> channels.add(webhook.name()));
        for (String name : settings.names(PREFIX)) {
            if (Rule.of(name).isEmpty() && !OTHERS.contains(name)) {
                alert.problem(name, "is no rule; the rules are " + String.join(", ", Rule.words()));
            }
        }
        Map<Rule, RuleSettings> rules = new EnumMap<>(Rule.class);
        for (Rule rule : Rule.values()) {
            rules.put(rule, rule(rule, settings.section(PREFIX + "." + rule.word()), channels));
        }
        Duration sendAgain = alert.duration("send-again", Duration.ofMinutes(1));
        if (sendAgain.compareTo(ONE_SENDING) < 0) {
            alert.problem(
                    "send-again", "must be at least " + ONE_SENDING.toSeconds() + "s: one message may take so long");
        }
        return new AlertSettings(
                rules,
                BusinessHours.from(settings.section(PREFIX + ".business-hours")),
                alert.duration("settle", Duration.ofMinutes(1)),
                alert.duration("keep", Duration.ofDays(90)),
                sendAgain,
                mail,
                webhooks);
    }

    private static RuleSettings rule(Rule rule, Section s, Set<String> channels) {
        boolean counts = rule.limit() == Rule.Limit.COUNT;
        int count = counts ? s.number("threshold", Integer.parseInt(rule.threshold())) : 1;
        if (count < 1) {
            s.problem("threshold", "must be at least 1");
        }
        Duration age = counts ? Duration.ZERO : s.duration("threshold", Duration.parse(iso(rule.threshold())));
        Set<String> told = new TreeSet<>(s.list("channels", List.copyOf(channels)));
        told.stream()
                .filter(name -> !channels.contains(name))
                .forEach(name -> s.problem(
                        "channels", "names '" + name + "', which is no configured channel; there are " + channels));
        told.retainAll(channels);
        boolean enabled = s.flag("enabled", rule.isFed());
        if (enabled && !rule.isFed()) {
            s.problem("enabled", "cannot be true: nothing in this version finds what the rule looks for");
        }
        return new RuleSettings(
                rule,
                enabled && rule.isFed(),
                Math.max(count, 1),
                age,
                s.duration("for", rule.lasting()),
                Severity.of(s.oneOf("severity", rule.severity().word(), Severity.words())),
                told,
                s.duration("remind", rule.remind()));
    }

    /** {@code 15m} as ISO 8601. */
    private static String iso(String text) {
        return "PT" + text.toUpperCase(Locale.ROOT);
    }

    /** Names of all channels. */
    public List<String> channels() {
        List<String> names = new ArrayList<>();
        mail.ifPresent(any -> names.add(MAIL));
        webhooks.forEach(webhook -> names.add(webhook.name()));
        return names;
    }
}
