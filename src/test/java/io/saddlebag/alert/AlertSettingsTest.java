package io.saddlebag.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertSettingsTest {

    private static final String BERLIN =
            "business-hours.days=mon-fri;business-hours.hours=08:00-18:00;business-hours.zone=Europe/Berlin";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            parkd.threshold=1                 | is no rule
            parked.treshold=1                 | did you mean saddlebag.alert.parked.threshold?
            parked.threshold=0                | at least 1
            send-again=14s                    | at least 15s
            late-posting.threshold=5          | must be a duration
            parked.severity=loud              | must be one of critical, warning, info
            parked.channels=pager             | 'pager', which is no configured channel
            refund-posting-failed.enabled=true | nothing in this version finds
            business-hours.days=monday        | must be days
            business-hours.hours=8-20         | must be two times
            business-hours.hours=25:00-26:00  | must be times of a day
            business-hours.zone=Mars          | must be a time zone
            mail.host=mail                    | mail.from is missing
            mail.host=mail                    | mail.to is missing
            mail.host=mail;mail.from=a@b.c;mail.to=x@y.z, boss | must be plain addresses
            mail.host=mail;mail.from=a@b.c, Bcc: x@y.z;mail.to=x@y.z | must be one plain address
            mail.host=mail;mail.from=a@b.c;mail.to=x@y.z;mail.user=u | belong together
            webhook.ops.url=ftp://x           | must be http
            webhook.ops.url=http://u:p@x      | without user
            webhook.ops.secret=short          | 16 characters
            webhook.mail.url=http://x         | needs another name
            """)
    void tellsEveryMistakeByItsKey(String given, String told) {
        Settings settings = load(given);

        AlertSettings.from(settings);

        assertThat(settings.problems().list())
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("saddlebag.alert.").contains(told));
    }

    @Test
    void worksWithoutAnySettingAndRulesThatNothingFeedsAreOff() {
        Settings settings = load("");

        AlertSettings read = AlertSettings.from(settings);

        assertThat(settings.problems().list()).isEmpty();
        assertThat(read.channels()).isEmpty();
        assertThat(read.rules()).hasSize(Rule.values().length);
        assertThat(read.rules().values())
                .filteredOn(rule -> !rule.enabled())
                .extracting(RuleSettings::rule)
                .containsExactly(Rule.REFUND_POSTING_FAILED);
    }

    @Test
    void theEnvironmentSpellsRulesAndReceivers() {
        Settings settings = Settings.load(
                Path.of("target"),
                Map.of(
                        "SADDLEBAG_ALERT_LATE_POSTING_THRESHOLD", "7m",
                        "SADDLEBAG_ALERT_WEBHOOK_NIGHT_SHIFT_URL", "https://hooks.example.com/services/T0/B0/x",
                        "SADDLEBAG_ALERT_MAIL_HOST", "mail.example.com",
                        "SADDLEBAG_ALERT_MAIL_FROM", "a@example.com",
                        "SADDLEBAG_ALERT_MAIL_TO", "b@example.com"),
                Map.of());

        AlertSettings read = AlertSettings.from(settings);

        assertThat(settings.problems().list()).isEmpty();
        assertThat(read.rules().get(Rule.LATE_POSTING).age()).isEqualTo(Duration.ofMinutes(7));
        assertThat(read.channels()).containsExactly("mail", "night-shift");
        assertThat(read.mail().orElseThrow().port()).isEqualTo(587);
        assertThat(settings.forRoutes().keySet())
                .as("the address is the receiver's secret")
                .doesNotContain("saddlebag.alert.webhook.night-shift.url");
        assertThat(read.webhooks().toString()).doesNotContain("services");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T06:59:59Z, false", // Monday, 07:59 in Berlin
        "2026-11-23T07:00:00Z, true",
        "2026-11-23T16:59:59Z, true",
        "2026-11-23T17:00:00Z, false",
        "2026-11-21T10:00:00Z, false", // Saturday
        "2026-07-06T06:00:00Z, true" // summer time
    })
    void knowsBusinessHoursInTheirZone(Instant moment, boolean business) {
        assertThat(AlertSettings.from(load(BERLIN)).hours().includes(moment)).isEqualTo(business);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T16:30:00Z, 2026-11-23T07:15:00Z, PT45M", // over a weekend: the last 30 and the first 15 minutes
        "2026-11-23T20:00:00Z, 2026-11-24T05:00:00Z, PT0S", // a night
        "2026-11-23T09:00:00Z, 2026-11-23T10:30:00Z, PT1H30M",
        "2026-10-23T06:00:00Z, 2026-10-26T07:00:00Z, PT10H", // Friday in summer time, the clocks change on Sunday
        "2026-11-23T10:00:00Z, 2026-11-23T09:00:00Z, PT0S"
    })
    void countsOnlyBusinessHoursOfASilence(Instant from, Instant to, Duration business) {
        assertThat(AlertSettings.from(load(BERLIN)).hours().between(from, to)).isEqualTo(business);
    }

    @Test
    void hoursMayRunPastMidnightAndRoundTheClock() {
        BusinessHours night = AlertSettings.from(load("business-hours.days=fri;business-hours.hours=22:00-02:00"))
                .hours();
        BusinessHours always =
                AlertSettings.from(load("business-hours.hours=00:00-24:00")).hours();

        assertThat(List.of("2026-11-20T23:00:00Z", "2026-11-21T01:00:00Z"))
                .allSatisfy(at -> assertThat(night.includes(Instant.parse(at))).isTrue());
        assertThat(night.includes(Instant.parse("2026-11-20T01:00:00Z"))).isFalse();
        assertThat(always.between(Instant.parse("2026-11-20T00:00:00Z"), Instant.parse("2026-11-27T00:00:00Z")))
                .isEqualTo(Duration.ofDays(7));
    }

    private static Settings load(String lines) {
        Map<String, String> values = new java.util.TreeMap<>();
        for (String line : lines.split(";")) {
            if (line.contains("=")) {
                values.put("saddlebag.alert." + line.split("=", 2)[0].strip(), line.split("=", 2)[1].strip());
            }
        }
        return Settings.load(Path.of("target"), Map.of(), values);
    }
}
