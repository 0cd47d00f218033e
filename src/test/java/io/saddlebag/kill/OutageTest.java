package io.saddlebag.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.http.Fault;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.sandbox.shipbob.Automation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partner out of order: its orders wait in sight, everything else goes on, nothing is parked, afterwards all is done. */
class OutageTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration OUTAGE = Duration.ofSeconds(10);

    @TempDir
    private Path data;

    private SandboxPartners partners;
    private DaemonInside daemon;

    @BeforeEach
    void start() {
        partners = SandboxPartners.start(
                SandboxPartners.Plan.instant().warehouse(Automation.shipping(Duration.ofSeconds(3))));
        daemon = DaemonInside.start(data, partners, Map.of());
    }

    @AfterEach
    void stop() {
        daemon.close();
        partners.close();
    }

    @Test
    void ordersWaitInSightWhileTheErpIsDownAndTheWarehouseGoesOn() {
        List<Long> before = partners.store().place(3);
        await().atMost(SOON).until(() -> partners.shipBob().orders().size() == 3);
        partners.odoo().faults().add(Fault.of(Fault.Kind.DOWN));
        long down = System.nanoTime();

        List<Long> during = partners.store().place(12);

        await().atMost(SOON).until(() -> daemon.all(during, OrderState.CAPTURED));
        await().atMost(SOON).until(() -> during.stream().anyMatch(id -> daemon.waited(id, "the connection broke")));
        await().atMost(SOON).until(() -> before.stream().allMatch(id -> "completed"
                .equals(partners.store().order(id).orElseThrow().path("status").asText())));
        assertThat(daemon.daemon().broker().depth("order.to-erp.odoo")).isEqualTo(12);
        assertThat(before).allMatch(id -> daemon.state(id).orElseThrow() == OrderState.SHIPPED);
        await().atMost(SOON).until(() -> System.nanoTime() - down > OUTAGE.toNanos());
        assertThat(daemon.parked()).isEmpty();

        partners.odoo().faults().clear();

        everythingEndsOnce(both(before, during));
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
        everythingEndsOnce(placed);
    }

    @Test
    void theWarehouseIsLeftInPeaceForAsLongAsItAsks() {
        partners.shipBob()
                .faults()
                .add(Fault.status(429, "4").on("POST /.*order").times(1));

        long id = partners.store().place(1).get(0);

        await().atMost(SOON).until(() -> daemon.waited(id, "429"));
        await().atMost(SOON).until(() -> !partners.shipBob().orders().isEmpty());
        Ledger.Event wait = step(id, "wait");
        Ledger.Event released = step(id, "release");
        assertThat(Duration.between(wait.at(), released.at()))
                .as("from the refusal to the next try")
                .isGreaterThanOrEqualTo(Duration.ofMillis(3_900));
        assertThat(wait.attempts()).as("the refusal, and the pause it brought").isLessThanOrEqualTo(2);
        everythingEndsOnce(List.of(id));
    }

    @Test
    void ordersWaitWhileTheWarehouseThrottles() {
        partners.shipBob().requestsPerMinute(1);

        List<Long> placed = partners.store().place(4);

        await().atMost(SOON).until(() -> placed.stream().anyMatch(id -> daemon.waited(id, "429")));
        assertThat(daemon.parked()).isEmpty();
        assertThat(partners.odoo().orders()).isNotEmpty();
    }

    @Test
    void ordersAreShownAfterTheStoresMaintenance() {
        List<Long> placed = partners.store().place(4);
        await().atMost(SOON)
                .until(() -> placed.stream().allMatch(id -> daemon.state(id).isPresent()));
        partners.store().faults().add(Fault.status(503, "600"));

        await().atMost(SOON).until(() -> placed.stream().anyMatch(id -> daemon.waited(id, "503")));
        await().atMost(SOON).until(() -> partners.shipBob().orders().size() == 4);
        assertThat(daemon.parked()).isEmpty();
        partners.store().faults().clear();

        everythingEndsOnce(placed);
    }

    @Test
    void anAnswerThatIsNoJsonIsAskedForAgain() {
        partners.odoo().faults().add(Fault.of(Fault.Kind.MALFORMED).times(15));

        List<Long> placed = partners.store().place(5);

        everythingEndsOnce(placed);
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

    private void everythingEndsOnce(List<Long> placed) {
        await().atMost(SOON).until(() -> daemon.all(placed, OrderState.COMPLETED));
        assertThat(daemon.parked()).isEmpty();
        assertThat(partners.odoo().orders())
                .extracting(SandboxOdoo.SoldOrder::clientOrderRef)
                .containsExactlyInAnyOrderElementsOf(
                        placed.stream().map(String::valueOf).toList());
        assertThat(partners.shipBob().orders()).hasSize(placed.size());
        assertThat(partners.odoo().invoices()).hasSize(placed.size());
    }

    private static List<Long> both(List<Long> one, List<Long> other) {
        return Stream.of(one, other).flatMap(List::stream).collect(Collectors.toList());
    }
}
