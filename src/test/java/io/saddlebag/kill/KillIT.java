package io.saddlebag.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.http.Fault;
import io.saddlebag.sandbox.shipbob.Automation;
import io.saddlebag.sandbox.woocommerce.WebhookFaults;
import io.saddlebag.simulation.DaemonProcess;
import io.saddlebag.simulation.Judgement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The core promise: whenever the daemon is killed and whatever the partners lose, every order ends once everywhere.
 * Longer: {@code -Dkill.orders=3000 -Dkill.times=40}, another storm: {@code -Dkill.seed=2}.
 */
class KillIT {

    private static final int ORDERS = Integer.getInteger("kill.orders", 200);
    private static final int TIMES = Integer.getInteger("kill.times", 4);
    private static final long SEED = Long.getLong("kill.seed", 20_26);
    private static final int ODOO = Integer.getInteger("kill.odoo", 19);

    @TempDir
    private Path home;

    @Test
    void p38EveryOrderEndsOnceEverywhereThroughKillsAndLostAnswers() {
        Random chance = new Random(SEED);
        SandboxPartners.Plan plan = SandboxPartners.Plan.instant()
                .odoo(ODOO)
                .warehouse(Automation.shipping(Duration.ofMillis(600)).splitting(0.3));
        ScheduledExecutorService shoppers = Executors.newSingleThreadScheduledExecutor();
        try (SandboxPartners partners = SandboxPartners.start(plan);
                DaemonProcess daemon = DaemonProcess.at(home, partners, Map.of())) {
            trouble(partners);
            long started = System.nanoTime();
            List<Long> placed = shop(shoppers, partners, chance.nextLong());

            for (int kill = 0; kill < TIMES; kill++) {
                daemon.start();
                if (kill % 4 == 3) {
                    daemon.runFor(500 + chance.nextInt(4_000)); // may hit the start
                } else {
                    daemon.awaitUp();
                    daemon.runFor(chance.nextInt(4_000));
                }
                daemon.kill();
            }
            daemon.startAndWait();

            try (Ledger ledger = daemon.ledger()) {
                Judgement judgement = Judgement.of(partners, ledger);
                Duration limit = Duration.ofSeconds(180 + ORDERS / 2);
                boolean ended = awaited(limit, () -> placed.size() == ORDERS && ended(ledger) && daemon.queued() == 0);
                partners.odoo().faults().clear();
                partners.shipBob().faults().clear();
                partners.store().faults().clear();
                List<String> deviations = judgement.deviations(placed);
                System.out.printf(
                        "kill: %d orders, %d kills, seed %d, Odoo %d, %.1f s: %s, %d deviations%n",
                        ORDERS,
                        TIMES,
                        SEED,
                        ODOO,
                        (System.nanoTime() - started) / 1e9,
                        ended ? "all ended" : "still in queues " + daemon.waiting(),
                        deviations.size());
                assertThat(deviations).isEmpty();
                assertThat(ended).as("every queue came to rest").isTrue();
                assertThat(daemon.outputOfAllLives()).doesNotContain("defect", "AMQ222", "Exception in thread");
            }
        } finally {
            shoppers.shutdownNow();
        }
    }

    /** Answers are lost after the work is done, calls take a while, webhooks are lost, doubled and late. */
    private static void trouble(SandboxPartners partners) {
        var erp = partners.odoo().faults();
        erp.add(Fault.latency(10, 40));
        erp.add(Fault.of(Fault.Kind.RESET_AFTER_COMMIT).on("POST /json").share(0.03));
        erp.add(Fault.of(Fault.Kind.TIMEOUT_AFTER_COMMIT).on("POST /json").share(0.003));
        erp.add(Fault.of(Fault.Kind.MALFORMED).on("POST /json").share(0.005));
        var warehouse = partners.shipBob().faults();
        warehouse.add(Fault.latency(10, 40));
        warehouse.add(Fault.of(Fault.Kind.RESET_AFTER_COMMIT).share(0.05));
        var store = partners.store().faults();
        store.add(Fault.latency(5, 30));
        store.add(Fault.of(Fault.Kind.RESET_AFTER_COMMIT).share(0.02));
        partners.store()
                .webhookFaults(WebhookFaults.none()
                        .dropping(0.2)
                        .duplicating(0.2)
                        .shuffling(500)
                        .concurrently(4));
        partners.shipBob().webhookFaults(new io.saddlebag.sandbox.shipbob.WebhookFaults(0.2, 0.2, 500, 0.05, 3_000));
    }

    /** Shoppers buy all the while. */
    private static List<Long> shop(ScheduledExecutorService shoppers, SandboxPartners partners, long seed) {
        List<Long> placed = new CopyOnWriteArrayList<>();
        Random chance = new Random(seed);
        int lot = Math.max(1, ORDERS / (TIMES * 10));
        shoppers.scheduleWithFixedDelay(
                () -> {
                    int count = Math.min(ORDERS - placed.size(), 1 + chance.nextInt(2 * lot));
                    if (count > 0) {
                        placed.addAll(partners.store().place(count));
                    }
                },
                0,
                500,
                TimeUnit.MILLISECONDS);
        return placed;
    }

    private static boolean ended(Ledger ledger) {
        Map<String, Long> counts = ledger.counts();
        return counts.get(OrderState.COMPLETED.name()) + counts.get("PARKED") >= ORDERS;
    }

    private static boolean awaited(Duration limit, java.util.concurrent.Callable<Boolean> condition) {
        try {
            await().atMost(limit).pollInterval(Duration.ofMillis(250)).until(condition);
            return true;
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            return false; // the judgement says in words what is missing
        }
    }
}
