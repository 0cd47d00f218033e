package io.saddlebag.ledger;

import static io.saddlebag.ledger.LedgerFixtures.T0;
import static io.saddlebag.ledger.LedgerFixtures.aCapture;
import static io.saddlebag.ledger.LedgerFixtures.aParked;
import static io.saddlebag.ledger.LedgerFixtures.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.saddlebag.ledger.ParkedMessages.Edit;
import io.saddlebag.ledger.ParkedMessages.Filter;
import io.saddlebag.ledger.ParkedMessages.Kind;
import io.saddlebag.ledger.ParkedMessages.Message;
import io.saddlebag.ledger.ParkedMessages.Remark;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every database must keep to: a person's decisions about parked messages. */
abstract class ParkedContract extends LedgerContract {

    @Test
    void keepsWhatAMessageNeedsToBeSentAgain() {
        ledger.park(aParked("a", Optional.of(ORDER), "post-order", 1));

        Message found = ledger.parkedMessages().find("a").orElseThrow();

        assertThat(found.parked().headers()).isEqualTo(Map.of("OrderKey", ORDER.toString()));
        assertThat(found.document()).isEqualTo("{}");
        assertThat(found.closedAt()).isEmpty();
        assertThat(found.history()).extracting(Remark::action).containsExactly("parked");
        assertThat(ledger.parkedMessages().find("b")).isEmpty();
    }

    @Test
    void listsByEachFilterOldestFirst() {
        ledger.park(aParked("a1", Optional.of(key(1)), "order.to-erp.odoo", 3));
        ledger.park(aParked("a2", Optional.of(key(2)), "order.to-erp.other", 2));
        ledger.park(aParked("b1", Optional.of(new OrderKey("shop2", "1")), "order.posted", 1));
        ledger.park(aParked("c1", Optional.empty(), "feed", 0));

        assertThat(ids(filter("", "", "", "", true))).containsExactly("c1", "b1", "a2", "a1");
        assertThat(ids(filter("shop:1", "", "", "", true))).containsExactly("a1");
        assertThat(ids(filter("", "shop", "", "", true))).containsExactly("a2", "a1");
        assertThat(ids(filter("", "", "order.to-erp", "", true))).containsExactly("a2", "a1");
        assertThat(ids(filter("", "", "", "no-item", true))).hasSize(4);
        assertThat(ids(filter("", "", "", "other", true))).isEmpty();
        assertThat(ids(filter("", "", "", "", false))).isEmpty();
        assertThat(ledger.parkedMessages().startingWith("a")).containsExactly("a1", "a2");
    }

    @Test
    void countsWhatWaitsByCodeAndWhatFitsAFilter() {
        ledger.park(aParked("a1", Optional.of(key(1)), "order.to-erp.odoo", 3));
        ledger.park(aParked("a2", Optional.of(key(2)), "order.to-erp.other", 2));
        ledger.park(aParked("b1", Optional.of(new OrderKey("shop2", "1")), "order.posted", 1));

        ledger.parkedMessages().skip("b1", "done by hand", "ann", Optional.empty());

        assertThat(ledger.parkedMessages().kinds()).containsExactly(new Kind("business", "no-item", 2));
        assertThat(ledger.parkedMessages().count(filter("", "", "order.to-erp", "", true)))
                .isEqualTo(2);
        assertThat(ledger.parkedMessages().count(filter("", "shop2", "", "", true)))
                .isZero();
        assertThat(ledger.parkedMessages().count(filter("", "shop2", "", "", false)))
                .isEqualTo(1);
        assertThat(ledger.parkedMessages().count(Filter.waiting(1)))
                .as("up to the limit")
                .isEqualTo(1);
    }

    @Test
    void listsClosedOnesTheLatestFirst() {
        ledger.park(aParked("a", Optional.of(key(1)), "order.to-erp.odoo", 1));
        ledger.park(aParked("b", Optional.of(key(2)), "order.to-erp.odoo", 2));
        ledger.park(aParked("c", Optional.of(key(3)), "order.posted", 3));
        ledger.parkedMessages().skip("b", "done by hand", "ann", Optional.empty());
        clock.forward(Duration.ofMinutes(1));
        ledger.parkedMessages().replay("a", T0, "ann");

        assertThat(ledger.parkedMessages().closed(filter("", "", "", "", false)))
                .extracting(Ledger.Parked::id)
                .containsExactly("a", "b");
        assertThat(ledger.parkedMessages().closed(filter("shop:2", "", "", "", false)))
                .extracting(Ledger.Parked::id)
                .containsExactly("b");
    }

    @Test
    void aReplayedMessageIsDueUntilItIsSentAndOpensAgainUnderItsIdWhenItFails() {
        ledger.record(aCapture(ORDER));
        ledger.park(aParked("a", Optional.of(ORDER), "post-order", 1));

        assertThat(ledger.parkedMessages().replay("a", T0.plusSeconds(60), "ann"))
                .isTrue();

        assertThat(ledger.parkedMessages().replay("a", T0, "ben"))
                .as("a second time")
                .isFalse();
        assertThat(ledger.order(ORDER).orElseThrow().parked()).isZero();
        assertThat(ledger.counts()).contains(entry("PARKED", 0L), entry("CAPTURED", 1L));
        assertThat(ledger.parkedMessages().due(T0.plusSeconds(59), 10)).isEmpty();
        Message due = ledger.parkedMessages().due(T0.plusSeconds(60), 10).get(0);
        ledger.parkedMessages().sent(due);
        ledger.parkedMessages().sent(due);
        assertThat(ledger.parkedMessages().due(T0.plusSeconds(60), 10)).isEmpty();

        ledger.park(aParked("a", Optional.of(ORDER), "post-order", 70));

        Message again = ledger.parkedMessages().find("a").orElseThrow();
        assertThat(again.parked().open()).isTrue();
        assertThat(again.parked().attempts()).isEqualTo(2);
        assertThat(again.closedAt()).isEmpty();
        assertThat(again.history())
                .extracting(Remark::action, Remark::actor)
                .containsExactly(
                        tuple("parked", "saddlebag"),
                        tuple("replayed", "ann"),
                        tuple("sent", "saddlebag"),
                        tuple("parked", "saddlebag"));
        assertThat(ledger.counts()).contains(entry("PARKED", 1L));
    }

    @Test
    void anEditedDocumentIsSentAndTheOriginalStays() {
        ledger.park(aParked("a", Optional.of(ORDER), "post-order", 1));

        assertThat(ledger.parkedMessages().edit("a", edit("{\"better\":1}"), "ann"))
                .isTrue();
        ledger.parkedMessages().replay("a", T0, "ann");
        ledger.park(aParked("a", Optional.of(ORDER), "post-order", 2));

        Message found = ledger.parkedMessages().find("a").orElseThrow();
        assertThat(found.document()).isEqualTo("{\"better\":1}");
        assertThat(found.parked().payload()).isEqualTo("{}");
    }

    @Test
    void skippedMessagesAreClosedForGoodAndForgottenLater() {
        ledger.record(aCapture(ORDER));
        ledger.park(aParked("a", Optional.of(ORDER), "post-order", 1));
        ledger.park(aParked("b", Optional.of(ORDER), "ship", 1));

        assertThat(ledger.parkedMessages().skip("a", "sent by hand", "ann", Optional.empty()))
                .isTrue();

        assertThat(ledger.parkedMessages().skip("a", "again", "ann", Optional.empty()))
                .isFalse();
        assertThat(ledger.parkedMessages().edit("a", edit("{}"), "ann")).isFalse();
        assertThat(ledger.parkedMessages().skip("unknown", "x", "ann", Optional.empty()))
                .isFalse();
        Message closed = ledger.parkedMessages().find("a").orElseThrow();
        assertThat(closed.parked().closedBecause()).contains("skipped: sent by hand");
        assertThat(ledger.order(ORDER).orElseThrow().parked()).isEqualTo(1);
        assertThat(ledger.parkedMessages().forget(closed.closedAt().orElseThrow(), 10))
                .isZero();
        clock.forward(Duration.ofDays(1));
        assertThat(ledger.parkedMessages().forget(clock.instant(), 10)).isEqualTo(1);
        assertThat(ledger.parkedMessages().find("a")).isEmpty();
        assertThat(ledger.parkedMessages().find("b")).isPresent();
    }

    @Test
    void whatIsWrittenAlongsideASkipIsWrittenWithItOrNotAtAll() {
        ledger.record(aCapture(ORDER));
        ledger.park(aParked("a", Optional.of(ORDER), "post-order", 1));
        Optional<Step> ignored = Optional.of(Step.of(ORDER).moveTo(OrderState.IGNORED));

        assertThat(ledger.parkedMessages().skip("a", "a test", "ann", ignored)).isTrue();

        assertThat(ledger.order(ORDER).orElseThrow().state()).isEqualTo(OrderState.IGNORED);
        assertThat(ledger.counts()).contains(entry("PARKED", 0L), entry("CAPTURED", 0L), entry("IGNORED", 1L));
        ledger.record(Step.of(ORDER).moveTo(OrderState.CAPTURED));
        assertThat(ledger.parkedMessages().skip("a", "again", "ann", ignored)).isFalse();
        assertThat(ledger.order(ORDER).orElseThrow().state()).isEqualTo(OrderState.CAPTURED);
    }

    @Test
    void anEditThatIsSupersededIsToldInItsHistoryAndInTheTrace() {
        ledger.record(aCapture(ORDER));
        ledger.park(aParked("a", Optional.of(ORDER), "post-order", 1));
        ledger.park(aParked("b", Optional.of(ORDER), "post-order", 1));
        ledger.parkedMessages().edit("a", edit("{\"better\":1}"), "ann");
        ledger.parkedMessages().edit("b", edit("{\"better\":2}"), "ben");
        ledger.parkedMessages().replay("b", T0, "ben");
        assertThat(ledger.parkedMessages().edited(ORDER, "order.to-erp")).hasSize(2);
        assertThat(ledger.parkedMessages().replaying()).isEqualTo(1);

        ledger.record(Step.of(ORDER).closes("post-order"));
        ledger.parkedMessages().supersede("b", "a newer one");
        ledger.parkedMessages().supersede("b", "a newer one");

        assertThat(ledger.parkedMessages().edited(ORDER, "order.to-erp")).isEmpty();
        assertThat(ledger.parkedMessages().replaying()).isZero();
        assertThat(ledger.order(ORDER).orElseThrow().parked()).isZero();
        assertThat(ledger.parkedMessages().find("a").orElseThrow().history())
                .last()
                .satisfies(remark -> assertThat(remark.detail())
                        .isEqualTo("the edit of ann was discarded: the order got past this step"));
        assertThat(ledger.parkedMessages().find("b").orElseThrow().history())
                .extracting(Remark::action)
                .containsExactly("parked", "edited", "replayed", "closed");
        assertThat(ledger.trace(ORDER))
                .filteredOn(event -> event.step().equals("edit"))
                .extracting(Ledger.Event::detail)
                .containsExactlyInAnyOrder(
                        "the edit of ann was discarded: the order got past this step",
                        "the edit of ben was discarded: a newer one");
    }

    @Test
    void anEditIsTakenBackAndARetryByItselfSaysSo() {
        ledger.park(aParked("a", Optional.of(ORDER), "post-order", 1));
        ledger.parkedMessages().edit("a", edit("{\"better\":1}"), "ann");
        assertThat(ledger.parkedMessages().find("a").orElseThrow().isEditTried())
                .isFalse();

        ledger.parkedMessages().edit("a", new Edit(Optional.empty(), "wait", "as the original again"), "ann");
        ledger.park(aParked("a", Optional.of(ORDER), "post-order", 2));

        Message found = ledger.parkedMessages().find("a").orElseThrow();
        assertThat(found.edited()).isEmpty();
        assertThat(found.lastEdit()).isEmpty();
        assertThat(found.history()).last().satisfies(remark -> assertThat(remark.detail())
                .startsWith("tried again by itself, "));
    }

    private static Edit edit(String document) {
        return new Edit(Optional.of(document), "replay it", "/better");
    }

    private List<String> ids(Filter filter) {
        return ledger.parkedMessages().list(filter).stream()
                .map(Ledger.Parked::id)
                .toList();
    }

    private static Filter filter(String order, String store, String step, String code, boolean open) {
        return new Filter(
                Optional.of(order).filter(o -> !o.isEmpty()).map(OrderKey::parse),
                Optional.of(store).filter(s -> !s.isEmpty()),
                Optional.of(step).filter(s -> !s.isEmpty()),
                Optional.of(code).filter(c -> !c.isEmpty()),
                Optional.empty(),
                open,
                Optional.empty(),
                10);
    }
}
