package io.saddlebag.alert;

import static io.saddlebag.alert.AlertLab.T0;
import static io.saddlebag.alert.AlertLab.paused;
import static io.saddlebag.alert.AlertLab.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.ledger.Actor;
import io.saddlebag.ledger.AlertLedger.Alert;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When an alert opens, is told again, and is resolved. */
class AlertCheckTest {

    private static final Duration LOOK = Duration.ofSeconds(15);

    private AlertLab lab;

    @BeforeEach
    void open(@TempDir Path folder) {
        lab = new AlertLab(folder);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void p37AConditionIsToldOnceHoweverOftenItIsSeenAndResolvedByItselfWhenItIsGone() {
        lab.conditions.add(paused(1));

        lab.look(settings());
        assertThat(lab.told()).containsExactly("opened");
        for (int i = 0; i < 5; i++) {
            lab.lookAfter(LOOK, settings());
        }

        assertThat(lab.told()).isEmpty();
        assertThat(lab.only().times()).isEqualTo(6);
        assertThat(lab.only().firstSeen()).isEqualTo(T0);
        assertThat(lab.only().lastSeen()).isEqualTo(lab.clock.instant());

        lab.conditions.clear();
        lab.lookAfter(LOOK, settings());
        assertThat(lab.told()).as("it may come back within the settling time").isEmpty();
        lab.lookAfter(Duration.ofSeconds(60), settings());

        assertThat(lab.told()).containsExactly("resolved");
        assertThat(lab.ledger.alerts().unresolved()).isEmpty();
        assertThat(lab.ledger.alerts().all(10)).singleElement().satisfies(alert -> assertThat(alert.resolvedBecause())
                .isEqualTo("the condition is gone"));
        lab.lookAfter(LOOK, settings());
        assertThat(lab.told()).isEmpty();
    }

    @Test
    void aConditionMustLastAsLongAsTheRuleSays() {
        AlertSettings lasting = settings("partner-paused.for=2m");
        lab.conditions.add(paused(1));

        lab.look(lasting);
        lab.lookAfter(Duration.ofSeconds(119), lasting);
        assertThat(lab.told()).isEmpty();
        lab.conditions.clear();
        lab.lookAfter(LOOK, lasting);
        assertThat(lab.ledger.alerts().unresolved())
                .as("nobody was told, so nothing is kept")
                .isEmpty();

        lab.conditions.add(paused(1));
        lab.look(lasting);
        lab.lookAfter(Duration.ofSeconds(120), lasting);
        assertThat(lab.told()).containsExactly("opened");
    }

    @Test
    void whatComesAndGoesWithinTheSettlingTimeIsOneAlert() {
        lab.conditions.add(paused(1));
        lab.look(settings());

        for (int i = 0; i < 10; i++) {
            lab.conditions.clear();
            lab.lookAfter(LOOK, settings());
            lab.conditions.add(paused(1));
            lab.lookAfter(LOOK, settings());
        }

        assertThat(lab.told()).containsExactly("opened");
        assertThat(lab.only().goneAt()).isEmpty();
    }

    @Test
    void anOpenCountIsGoneOnlyBelowFourFifthsOfItsThreshold() {
        AlertSettings ten = settings("partner-paused.threshold=10", "settle=0s");
        lab.conditions.add(paused(9));
        lab.look(ten);
        assertThat(lab.told()).isEmpty();

        seen(paused(10), ten);
        assertThat(lab.told()).containsExactly("opened");
        seen(paused(8), ten);
        assertThat(lab.told()).isEmpty();
        seen(paused(7), ten);
        assertThat(lab.told()).containsExactly("resolved");
    }

    @Test
    void remindsUntilSomebodyAcknowledgesAndStillTellsThatItIsResolved() {
        AlertSettings hourly = settings("partner-paused.remind=1h");
        lab.conditions.add(paused(1));
        lab.look(hourly);
        lab.told();

        lab.lookAfter(Duration.ofMinutes(59), hourly);
        assertThat(lab.told()).isEmpty();
        lab.lookAfter(Duration.ofMinutes(1), hourly);
        assertThat(lab.told()).containsExactly("reminded");

        AlertDesk desk = new AlertDesk(lab.ledger, null, lab.clock);
        assertThat(desk.acknowledge(lab.only().id(), new Actor("ann\r\nX: y", "::1"), "I look at it"))
                .isEqualTo(AlertDesk.Acknowledged.DONE);
        lab.lookAfter(Duration.ofHours(5), hourly);
        assertThat(lab.told()).isEmpty();
        assertThat(lab.only().acknowledgedBy()).isEqualTo("ann X: y");
        assertThat(desk.note(lab.only().id())).hasValue("I look at it");

        lab.conditions.clear();
        lab.lookAfter(LOOK, hourly);
        lab.lookAfter(Duration.ofMinutes(1), hourly);
        assertThat(lab.told()).containsExactly("resolved");
        assertThat(desk.acknowledge(lab.ledger.alerts().all(1).get(0).id(), new Actor("ben", ""), ""))
                .isEqualTo(AlertDesk.Acknowledged.SETTLED);
        assertThat(desk.acknowledge("nothing", new Actor("ben", ""), "")).isEqualTo(AlertDesk.Acknowledged.UNKNOWN);
    }

    @Test
    void aRestartNeitherForgetsNorTellsTwice() {
        AlertSettings hourly = settings("partner-paused.remind=1h");
        lab.conditions.add(paused(1));
        lab.look(hourly);
        String id = lab.only().id();

        lab.restart();
        lab.lookAfter(LOOK, hourly);

        assertThat(lab.only().id()).isEqualTo(id);
        assertThat(lab.told()).containsExactly("opened");
        lab.restart();
        lab.lookAfter(Duration.ofHours(1), hourly);
        assertThat(lab.told()).containsExactly("reminded");
    }

    @Test
    void twoDaemonsThatLookAtTheSameTimeTellOnce() {
        lab.conditions.add(paused(1));
        AlertCheck late = new AlertCheck(
                lab.ledger.alerts(),
                settings(),
                List.of(new AlertSource() {
                    @Override
                    public Set<Rule> rules() {
                        return Set.of(Rule.PARTNER_PAUSED);
                    }

                    @Override
                    public List<Condition> now() {
                        lab.look(settings()); // the other one, between our reading and our writing
                        return lab.conditions;
                    }
                }),
                lab.clock);

        late.look();

        assertThat(lab.told()).containsExactly("opened");
        assertThat(lab.only().version()).isEqualTo(1);
    }

    @Test
    void alertsOfASourceThatIsOutOfOrderStayAsTheyAre() {
        lab.conditions.add(paused(1));
        lab.look(settings());
        lab.told();

        lab.sourceFails = true;
        for (int i = 0; i < 10; i++) {
            lab.lookAfter(Duration.ofMinutes(1), settings());
        }

        assertThat(lab.told()).isEmpty();
        assertThat(lab.only().isOpen()).isTrue();
    }

    @Test
    void aRuleThatIsSwitchedOffResolvesItsAlerts() {
        lab.conditions.add(paused(1));
        lab.look(settings());

        lab.lookAfter(LOOK, settings("partner-paused.enabled=false"));

        assertThat(lab.told()).containsExactly("opened", "resolved");
        assertThat(lab.ledger.alerts().all(1))
                .extracting(Alert::resolvedBecause)
                .containsExactly("the rule is switched off");
    }

    @Test
    void eachSubjectIsAnAlertOfItsOwnWithItsNewestNumbers() {
        lab.conditions.add(paused(1));
        lab.conditions.add(Condition.of(Rule.PARTNER_PAUSED, "shipbob", 2, T0, "shipbob is paused", ""));
        lab.look(settings());

        lab.conditions.set(0, paused(7));
        lab.lookAfter(LOOK, settings());

        assertThat(lab.ledger.alerts().open(10))
                .extracting(Alert::subject)
                .containsExactlyInAnyOrder("odoo", "shipbob");
        assertThat(lab.ledger.alerts().open(10))
                .filteredOn(alert -> alert.subject().equals("odoo"))
                .extracting(Alert::size)
                .containsExactly(7L);
    }

    @Test
    void whatIsWrongWithAChannelIsNotToldToIt() {
        AlertSettings two = settings("webhook.other.url=http://127.0.0.1:9/y", "channel-failing.for=0s");
        lab.conditions.add(Condition.of(Rule.CHANNEL_FAILING, "channel other", 1, T0, "other fails", ""));

        lab.look(two);

        assertThat(lab.ledger.alerts().due()).containsExactly("ops");
    }

    @Test
    void aRuleIsToldOnlyToItsChannels() {
        lab.conditions.add(paused(1));

        lab.look(settings("webhook.other.url=http://127.0.0.1:9/y", "partner-paused.channels=other"));

        assertThat(lab.ledger.alerts().due()).containsExactly("other");
    }

    private void seen(Condition condition, AlertSettings settings) {
        lab.conditions.clear();
        lab.conditions.add(condition);
        lab.lookAfter(LOOK, settings);
    }
}
