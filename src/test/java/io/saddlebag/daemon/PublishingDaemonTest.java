package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.ledger.Publications.Wish;
import io.saddlebag.publishing.PublishingSteps;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.http.Fault;
import io.saddlebag.testing.Said;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.ServiceStatus;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is wished reaches the store through the daemon's own routes; API and command line tell how far it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishingDaemonTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private Path home;
    private RunningDaemon running;

    @BeforeAll
    void start(@TempDir Path folder) {
        running = RunningDaemon.start(
                folder.resolve("data"),
                SandboxPartners.Plan.instant(),
                Map.of(
                        "saddlebag.store.main.publish", "stock,prices",
                        "saddlebag.poll.items", "* * * * * ?",
                        "saddlebag.poll.publish", "* * * * * ?"));
        home = running.home(folder.resolve("home"), Map.of("saddlebag.store.main.url", "http://127.0.0.1:1"));
        eventually(() -> assertThat(running.ledger().storeItems().count("main")).isGreaterThan(20));
    }

    @AfterEach
    void mend() {
        running.partners().store().faults().clear();
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    void aWishIsInTheStoreASecondLater() {
        wish("HOOF-PICK", 12);

        eventually(() -> assertThat(stock("HOOF-PICK")).contains(12));
    }

    @Test
    void aStoreThatIsDownIsPausedNothingIsParkedAndItGetsTheLatestValue() {
        running.partners().store().faults().add(Fault.of(Fault.Kind.DOWN));
        for (int quantity = 900; quantity > 890; quantity--) {
            wish("GIRTH-120", quantity);
        }
        eventually(
                () -> assertThat(running.daemon().camel().getRouteController().getRouteStatus("items-to-main"))
                        .isEqualTo(ServiceStatus.Suspended));

        running.partners().store().faults().clear();

        eventually(() -> assertThat(stock("GIRTH-120")).contains(891));
        assertThat(running.ledger().parked(Optional.empty(), 10)).isEmpty();
        assertThat(running.ledger().publications().troubles(Optional.empty(), 10))
                .noneMatch(row -> row.sku().equals("GIRTH-120"));
    }

    @Test
    void aResyncIsAskedForAndFollowedAndTroublesAreListed() {
        wish("BRIDLE-01", 77);
        eventually(() -> assertThat(stock("BRIDLE-01")).contains(77));
        running.partners().store().stock("BRIDLE-01", 5);
        wish("NOBODY-KNOWS", 3);

        Said said = Said.by("publish", "resync", "--store", "main", "--home", home.toString());

        assertThat(said.text()).contains("written ");
        assertThat(running.ledger().audit().find("store/main", Optional.empty(), 1))
                .extracting(entry -> entry.entry().what())
                .containsExactly("resync-asked");
        eventually(() -> assertThat(stock("BRIDLE-01")).contains(77));
        eventually(() -> assertThat(troubles())
                .anyMatch(row -> row.path("sku").asText().equals("NOBODY-KNOWS")
                        && row.path("code").asText().equals("not-in-store")
                        && !row.path("remedy").asText().isEmpty()));
        assertThat(Said.by("publish", "troubles", "--home", home.toString()).text())
                .contains("NOBODY-KNOWS", "not-in-store");
        assertThat(Said.by("publish", "status", "--store", "main", "--home", home.toString())
                        .text())
                .contains("main: ", "in trouble");
        assertThat(running.call("POST", "/api/v1/publications/nowhere/resync", "")
                        .statusCode())
                .isEqualTo(404);
    }

    private List<JsonNode> troubles() {
        JsonNode answer = Documents.parse(running.call("GET", "/api/v1/publications?trouble=true&store=main", "")
                .body());
        List<JsonNode> rows = new ArrayList<>();
        answer.path("publications").forEach(rows::add);
        return rows;
    }

    private void wish(String sku, int quantity) {
        running.ledger()
                .publications()
                .wish(List.of(new Wish(
                        "main",
                        sku,
                        Aspect.STOCK,
                        "{\"quantity\":" + quantity + ",\"backorders\":\"no\"}",
                        5,
                        "the test")));
        running.daemon()
                .camel()
                .getRegistry()
                .lookupByNameAndType("publishing.main", PublishingSteps.class)
                .wake();
    }

    private Optional<Integer> stock(String sku) {
        return running.partners().store().stock(sku);
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(LONG).untilAsserted(assertion);
    }
}
