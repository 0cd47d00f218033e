package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.personal.Pseudonyms;
import io.saddlebag.testing.Said;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A customer who asks to be forgotten, over a running daemon whose store goes on telling of him. */
class EraseTest {

    @TempDir
    private static Path folder;

    private static RunningDaemon running;
    private static Path home;

    @BeforeAll
    static void start() {
        running = RunningDaemon.start(folder.resolve("data"));
        home = running.home(folder.resolve("home"), Map.of());
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void aForgottenCustomerIsNowhereInTheDataFolderAndStaysForgottenWhenTheStoreTellsOfHim() throws IOException {
        String email = "zoe.forgotten@example.com";
        List<String> personal = List.of(email, "Zebedine", "Forgottensson", "Vergissweg");
        long order = placed("processing", email);
        completed(order);
        assertThat(resting(personal)).as("there is something to erase").isNotEmpty();
        long open = placed("pending", email);
        eventually(() -> assertThat(running.order(open)).isPresent());

        Said early = say("erase", email);
        assertThat(early.code()).isEqualTo(1);
        assertThat(early.text())
                .contains("nothing was erased; not ended yet: main:" + open, "Have these end first")
                .doesNotContain(email);
        assertThat(say("erase", email, "--dry-run").code()).isEqualTo(1);
        cancelled(open);
        Said dry = say("erase", email, "--dry-run");
        assertThat(dry.text()).contains("would be erased: the orders main:" + order, "books have to be kept");
        assertThat(running.order(order).map(OrderRow::email)).contains(email);

        Said said = say("erase", email, "--by", "ann");

        assertThat(said.code()).as(said.text()).isZero();
        assertThat(said.text())
                .contains(
                        "erased: the orders ",
                        "main:" + order,
                        "main:" + open,
                        "he is erased-",
                        "kept:",
                        "not reached:")
                .contains("the store, the ERP, the warehouse", "data/broker")
                .doesNotContain(email);
        assertThat(resting(personal))
                .as("beside the buffer's files, which the command names")
                .isEmpty();
        OrderRow row = running.order(order).orElseThrow();
        assertThat(row.email()).matches(Pseudonyms::is);
        assertThat(row.erpNumber()).isPresent();
        assertThat(row.invoiceNumber()).isPresent();
        assertThat(say("audit", "verify").code()).isZero();
        assertThat(say("audit", "--subject", "customer/").text())
                .contains("ann  erased  customer/erased-")
                .doesNotContain(email);
        assertThat(say("erase", email).text()).contains("erased: no order; erased before: ");

        running.partners()
                .store()
                .edit(
                        order,
                        Documents.parse(
                                "{\"shipping\":{\"address_1\":\"Vergissweg 4\"},\"customer_note\":\"Zebedine\"}"));
        running.partners().store().refund(order);

        eventually(() ->
                assertThat(parked(order)).extracting(Ledger.Parked::code).containsExactly("refunded-after-posting"));
        assertThat(parked(order))
                .allSatisfy(message ->
                        assertThat(message.payload()).contains("\"line_items\"").doesNotContain(personal));
        eventually(() -> assertThat(running.idle()).isTrue());
        assertThat(resting(personal)).isEmpty();
        assertThat(running.order(order).map(OrderRow::email)).contains(row.email());

        assertThat(say("erase", email).text()).contains("waiting for a person");
        skipAll(order);
        Instant nextSecond = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1); // stores tell whole seconds
        eventually(() -> assertThat(Instant.now()).isAfterOrEqualTo(nextSecond));
        long later = placed("processing", email);
        completed(later);
        assertThat(running.order(later).map(OrderRow::email))
                .as("a customer again")
                .contains(email);
    }

    @Test
    void theApiRefusesWhileAnOrderIsOnItsWayAndTellsWhatItDid() {
        String email = "api.forgotten@example.com";
        long order = placed("pending", email);
        eventually(() -> assertThat(running.order(order)).isPresent());

        HttpResponse<String> early = erase("{\"customer\":\"" + email + "\",\"by\":\"ann\"}");
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(early.body()).contains("too-early", "main:" + order).doesNotContain(email);
        assertThat(erase("{\"customer\":\"ann\"}").statusCode()).isEqualTo(400);
        assertThat(erase("{\"customer\":\"" + email + "\",\"dryRun\":true}").body())
                .contains("\"tooEarly\":true")
                .doesNotContain(email);

        cancelled(order);
        HttpResponse<String> done = erase("{\"customer\":\"" + email + "\",\"by\":\"ann\"}");

        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        JsonNode answer = Documents.parse(done.body());
        assertThat(answer.path("orders").get(0).asText()).isEqualTo("main:" + order);
        assertThat(answer.path("pseudonym").asText()).matches(Pseudonyms::is);
        assertThat(answer.path("kept")).isNotEmpty();
        assertThat(answer.path("left")).isNotEmpty();
        assertThat(done.body()).doesNotContain(email);
    }

    private static HttpResponse<String> erase(String body) {
        return running.call("POST", "/api/v1/erasures", body);
    }

    private static long placed(String status, String email) {
        ObjectNode basket = Basket.of(status, "TEE-M", 1);
        for (String kind : List.of("billing", "shipping")) {
            ((ObjectNode) basket.path(kind))
                    .put("first_name", "Zebedine")
                    .put("last_name", "Forgottensson")
                    .put("address_1", "Vergissweg 3")
                    .put("email", email);
        }
        basket.put("customer_note", "for Zebedine");
        return running.partners().store().place(basket);
    }

    private static void cancelled(long id) {
        running.partners().store().cancel(id);
        eventually(() ->
                assertThat(running.order(id).map(row -> row.state().isFinal())).contains(true));
        eventually(() -> assertThat(running.idle()).isTrue());
    }

    private static void completed(long id) {
        eventually(() -> assertThat(running.order(id).map(OrderRow::state)).contains(OrderState.COMPLETED));
        eventually(() -> assertThat(running.idle()).isTrue());
    }

    private static List<Ledger.Parked> parked(long id) {
        return running.ledger().parked(Optional.of(new OrderKey("main", String.valueOf(id))), 10);
    }

    private static void skipAll(long id) {
        for (Ledger.Parked message : parked(id)) {
            Said said = say("parked", "skip", message.id(), "--reason", "a test", "--by", "ann");
            assertThat(said.code()).as(said.text()).isZero();
        }
    }

    /** Files beside the buffer's that hold any of the words, in any of the ways text is written. */
    private static List<String> resting(List<String> words) throws IOException {
        Path data = running.data();
        List<String> found = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(data)) {
            for (Path file : walk.filter(Files::isRegularFile)
                    .filter(one -> !one.startsWith(data.resolve("broker")))
                    .toList()) {
                byte[] bytes = Files.readAllBytes(file);
                for (String word : words) {
                    if (new String(bytes, StandardCharsets.ISO_8859_1).contains(word)
                            || new String(bytes, StandardCharsets.UTF_16LE).contains(word)
                            || new String(bytes, StandardCharsets.UTF_16BE).contains(word)) {
                        found.add(data.relativize(file) + ": " + word);
                    }
                }
            }
        }
        return found;
    }

    private static Said say(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--home");
        all.add(home.toString());
        return Said.by(all.toArray(String[]::new));
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(assertion);
    }
}
