package io.saddlebag.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.http.Fault;
import io.saddlebag.sandbox.http.Faults;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.sandbox.shipbob.Automation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A partner out of order: its orders wait in sight, everything else goes on, nothing is parked, afterwards all is done. The
 * warehouse ships when a test says so.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    /** Ten times the longest pause between two tries. */
    private static final Duration OUTAGE = Duration.ofSeconds(4);

    private final List<Long> ended = new ArrayList<>();
    private SandboxPartners partners;
    private DaemonInside daemon;

    @BeforeAll
    void start(@TempDir Path data) {
        partners = SandboxPartners.start(SandboxPartners.Plan.instant().warehouse(Automation.off()));
        daemon = DaemonInside.start(data, partners, Map.of());
    }

    @AfterEach
    void allIsWell() {
        Stream.of(
                        partners.store().faults(),
                        partners.odoo().faults(),
                        partners.shipBob().faults())
                .forEach(Faults::clear);
    }

    @AfterAll
    void stop() {
        daemon.close();
        partners.close();
    }

    @Test
    void ordersWaitInSightWhileTheErpIsDownAndTheWarehouseGoesOn() {
        List<Long> before = partners.store().place(3);
        await().atMost(SOON).until(() -> atTheWarehouse(before));
        partners.odoo().faults().add(Fault.of(Fault.Kind.DOWN));
        long down = System.nanoTime();

        List<Long> during = partners.store().place(12);

        await().atMost(SOON).until(() -> daemon.all(during, OrderState.CAPTURED));
        await().atMost(SOON).until(() -> during.stream().anyMatch(id -> daemon.waited(id, "the connection broke")));
        ship(before);
        await().atMost(SOON).until(() -> before.stream().allMatch(id -> "completed"
                .equals(partners.store().order(id).orElseThrow().path("status").asText())));
        assertThat(daemon.daemon().broker().depth("order.to-erp.odoo")).isEqualTo(12);
        assertThat(before).allMatch(id -> daemon.state(id).orElseThrow() == OrderState.SHIPPED);
        await().atMost(SOON).until(() -> System.nanoTime() - down > OUTAGE.toNanos());
        assertThat(daemon.parked()).isEmpty();

        partners.odoo().faults().clear();

        everythingEndsOnce(before, during);
    }

    @Test
    void ordersWaitWhileTheErpRefusesOurCredentials() {
        partners.odoo().faults().add(Fault.of(Fault.Kind.UNAUTHORISED));

        List<Long> placed = partners.store().place(5);

        await().atMost(SOON).until(() -> daemon.all(placed, OrderState.CAPTURED));
        await().atMost(SOON).until(() -> daemon.ledger().partnerPauses().open().stream()
                .anyMatch(pause -> pause.category().equals("authentication")
                        && pause.reason().contains("key")));
        assertThat(daemon.parked()).isEmpty();
        partners.odoo().faults().clear();
        everythingEndsOnce(List.of(), placed);
    }

    @Test
    void theWarehouseIsLeftInPeaceForAsLongAsItAsks() {
        partners.shipBob()
                .faults()
                .add(Fault.status(429, "2").on("POST /.*order").times(1));

        long id = partners.store().place(1).get(0);

        await().atMost(SOON).until(() -> daemon.waited(id, "429"));
        await().atMost(SOON).until(() -> atTheWarehouse(List.of(id)));
        Ledger.Event wait = step(id, "wait");
        Ledger.Event released = step(id, "release");
        assertThat(Duration.between(wait.at(), released.at()))
                .as("from the refusal to the next try")
                .isGreaterThanOrEqualTo(Duration.ofMillis(1_900));
        assertThat(wait.attempts()).as("the refusal, and the pause it brought").isLessThanOrEqualTo(2);
        everythingEndsOnce(List.of(), List.of(id));
    }

    @Test
    void ordersAreShownAfterTheStoresMaintenance() {
        Fault maintenance = Fault.status(503, "600");
        partners.store().faults().add(maintenance.on("^(PUT|POST)")); // orders are never shown before it begins
        List<Long> placed = partners.store().place(4);
        await().atMost(SOON)
                .until(() -> placed.stream().allMatch(id -> daemon.state(id).isPresent()));
        partners.store().faults().add(maintenance);

        await().atMost(SOON).until(() -> placed.stream().anyMatch(id -> daemon.waited(id, "503")));
        await().atMost(SOON).until(() -> atTheWarehouse(placed));
        assertThat(daemon.parked()).isEmpty();
        partners.store().faults().clear();

        everythingEndsOnce(List.of(), placed);
    }

    @Test
    void anAnswerThatIsNoJsonIsAskedForAgain() {
        partners.odoo().faults().add(Fault.of(Fault.Kind.MALFORMED).times(15));

        List<Long> placed = partners.store().place(5);

        everythingEndsOnce(List.of(), placed);
        assertThat(daemon.ledger().partnerPauses().history(Optional.empty(), 10))
                .anyMatch(pause -> pause.category().equals("malformed"));
    }

    private Ledger.Event step(long id, String name) {
        return await().atMost(SOON)
                .until(
                        () -> daemon.trace(id).stream()
                                .filter(event -> name.equals(event.step()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private boolean atTheWarehouse(List<Long> placed) {
        return placed.stream()
                .noneMatch(id -> partners.shipBob().orders(reference(id)).isEmpty());
    }

    private void ship(List<Long> placed) {
        placed.forEach(id -> partners.shipBob().ship(reference(id)));
    }

    private static String reference(long id) {
        return "main_order_" + id;
    }

    /** These, and those of the tests before: each once at every partner. */
    private void everythingEndsOnce(List<Long> shipped, List<Long> others) {
        await().atMost(SOON).until(() -> atTheWarehouse(others));
        ship(others);
        await().atMost(SOON).until(() -> daemon.all(both(shipped, others), OrderState.COMPLETED));
        ended.addAll(both(shipped, others));
        assertThat(daemon.parked()).isEmpty();
        assertThat(partners.odoo().orders())
                .extracting(SandboxOdoo.SoldOrder::clientOrderRef)
                .containsExactlyInAnyOrderElementsOf(
                        ended.stream().map(String::valueOf).toList());
        assertThat(partners.shipBob().orders()).hasSize(ended.size());
        assertThat(partners.odoo().invoices()).hasSize(ended.size());
    }

    private static List<Long> both(List<Long> one, List<Long> other) {
        return Stream.of(one, other).flatMap(List::stream).collect(Collectors.toList());
    }
}
