package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.order.OrderState;
import io.saddlebag.testing.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A parked order found, understood, edited, replayed and skipped by the command line alone. */
class ParkedCommandTest extends FieldProblems {

    @TempDir
    private Path home;

    @BeforeEach
    void aHomeThatNamesTheRunningDaemon() {
        running.home(home, Map.of());
    }

    @Test
    void p40AnOrderIsFoundUnderstoodEditedAndReplayed() throws IOException {
        long id = parkedOrder("TYPED-1");

        Said list = say("parked", "--order", "quiet:" + id);
        String message = list.lines().get(0).split(" ")[0];
        assertThat(list.lines().get(0)).contains("quiet:" + id, "unknown-sku", "'TYPED-1'");
        assertThat(list.lines().get(1)).isEqualTo("1 waiting");

        Said shown = say("parked", "show", message);
        assertThat(shown.text())
                .contains(
                        "order     quiet:" + id,
                        "business, unknown-sku",
                        "'replay " + message + "'",
                        "waits since",
                        "parked 1 time");
        assertThat(shown.text()).as("no personal data unasked").doesNotContain("@");

        ObjectNode document = (ObjectNode)
                Documents.parse(say("parked", "show", message, "--document").text());
        ((ObjectNode) document.path("lines").get(0)).put("sku", "BULK-030");
        Path file = home.resolve("better.json");
        Files.writeString(file, Documents.text(document));
        assertThat(say("parked", "edit", message, "--file", file.toString(), "--by", "ann")
                        .last())
                .isEqualTo("changed; 'replay " + message + "' sends it");
        assertThat(say("parked", "show", message).text())
                .contains("edited    by ann at ", "not tried since", "ann          /lines/0/sku");
        assertThat(say("parked", "show", message, "--original").text())
                .as("indented")
                .contains("\n  \"contract\" : \"order.v1\"");
        assertThat(say("replay", message, "--by", "ann").last()).startsWith(message + " is tried again");

        eventually(() -> assertThat(state(QuietStore.NAME, id)).isEqualTo(OrderState.COMPLETED));
        assertThat(say("parked", "--order", "quiet:" + id).last()).isEqualTo("nothing waits for a person");
        assertThat(say("parked", "--order", "quiet:" + id, "--closed").lines().get(0))
                .startsWith(message)
                .contains("replayed; was:");
        assertThat(say("parked", "show", message).text()).contains("edited", "replayed", "ann");
        assertThat(say("replay", message).last()).contains("does not wait any more: replayed");
    }

    @Test
    void aFileThatIsNotOfTheContractIsRefusedInWords() throws IOException {
        String message = shortId(parkedOrder("TYPED-2"));
        Path file = home.resolve("worse.json");
        Files.writeString(file, "{\"contract\":\"order.v1\"}");

        Said said = say("parked", "edit", message, "--file", file.toString());

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.text()).contains("the daemon refuses", "is missing");
        assertThat(say("parked", "edit", message, "--file", home.resolve("none").toString())
                        .text())
                .contains("there is no file");
    }

    @Test
    void aSkippedOrderSaysWhoAndWhyInItsTrace() throws IOException {
        long id = parkedOrder("TYPED-3");

        String message = shortId(id);

        assertThat(say("parked", "skip", message.substring(0, 3), "--reason", "a test order")
                        .text())
                .contains("too little of an id", "4 characters");
        assertThat(say("parked", "skip", message, "--reason", "a test order", "--by", "ann")
                        .last())
                .isEqualTo("skipped: " + message + " of order quiet:" + id + " at order.to-erp.odoo is closed for good;"
                        + " 'status quiet:" + id + "' says where the order is now");

        assertThat(state(QuietStore.NAME, id)).isEqualTo(OrderState.IGNORED);
        assertThat(say("status", "quiet:" + id).text()).contains("skipped by ann: a test order");
    }

    @Test
    void filtersReplayAllThatFitAndNothingElse() throws IOException {
        long one = parkedOrder("TYPED-4");
        long other = parkedOrder("TYPED-5");
        stock(running.partners(), "TYPED-4");
        stock(running.partners(), "TYPED-5");

        assertThat(say("replay").text()).contains("name messages by their ids");
        assertThat(say("replay", "--order", "quiet:" + one, "--per-second", "5").last())
                .isEqualTo("1 message is tried again, 5.0 a second");

        eventually(() -> assertThat(state(QuietStore.NAME, one)).isEqualTo(OrderState.COMPLETED));
        assertThat(state(QuietStore.NAME, other)).isEqualTo(OrderState.CAPTURED);
    }

    @Test
    void wordsThatNothingCanBeParkedUnderAreWrongCalls() {
        for (String command : List.of("parked", "replay")) {
            assertThat(say(command, "--code", "unknown-sk").code()).isEqualTo(2);
            assertThat(say(command, "--code", "unknown-sk").text()).contains("did you mean unknown-sku?");
            assertThat(say(command, "--category", "nonsense").code()).isEqualTo(2);
            assertThat(say(command, "--category", "nonsense").text())
                    .contains("no category is called 'nonsense'. Known are: transient");
        }
        assertThat(say("replay").code()).isEqualTo(2);
        assertThat(say("replay", "--all", "--per-second", "0").code()).isEqualTo(2);
        assertThat(say("replay", "--all", "--per-second", "0").text()).contains("--per-second must be");
    }

    @Test
    void whatCannotBeReplayedIsNamedAndWhatIsBeingReplayedIsCounted() throws IOException {
        long told = quiet.place(order -> {});
        eventually(() -> assertThat(state(QuietStore.NAME, told)).isEqualTo(OrderState.COMPLETED));
        quiet.edit(told, order -> order.put("status", "on-hold"));
        eventually(() -> assertThat(parkedCodes(QuietStore.NAME, told)).containsExactly("held-after-posting"));
        String message = shortId(told);

        Said said = say("replay", "--order", "quiet:" + told);

        assertThat(said.lines())
                .contains("1 left out:", "  " + message + "  there is nothing to try again: do what its remedy says");
        parkedOrder("PACED-1");
        parkedOrder("PACED-1");
        say("replay", "--code", "unknown-sku", "--per-second", "0.01");
        assertThat(say("parked").text()).containsPattern("\\d+ (is|are) being replayed");
    }

    @Test
    void anUnknownIdSaysHowToFindTheRightOne() {
        assertThat(say("parked", "show", "ffffffffff").text())
                .contains("no parked message has the id", "'parked' lists");
        assertThat(say("replay", "no-id-at-all").text()).contains("no parked message has the id");
    }

    private long parkedOrder(String sku) {
        long id =
                quiet.place(order -> ((ObjectNode) order.withArray("line_items").get(0)).put("sku", sku));
        eventually(() -> assertThat(parkedCodes(QuietStore.NAME, id)).containsExactly("unknown-sku"));
        return id;
    }

    private String shortId(long id) {
        return running.ledger().parked(key(QuietStore.NAME, id), 1).get(0).id().substring(0, 10);
    }

    private Said say(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", home.toString()));
        return Said.by(all.toArray(String[]::new));
    }
}
