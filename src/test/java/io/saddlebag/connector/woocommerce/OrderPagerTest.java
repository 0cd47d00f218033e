package io.saddlebag.connector.woocommerce;

import static io.saddlebag.connector.woocommerce.FakeShop.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.connector.woocommerce.OrderPager.Page;
import io.saddlebag.connector.woocommerce.OrderPager.Sweep;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.sandbox.http.SandboxReply;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderPagerTest {

    private final FakeShop shop = new FakeShop();
    private final ShopClient client = new ShopClient(shop);
    private final List<Page> pages = new ArrayList<>();

    @AfterEach
    void stop() {
        client.close();
        shop.close();
    }

    @Test
    void deliversWhatChangedSinceTheCursorAndMovesIt() {
        shop.add("processing", NOON.minusSeconds(3600));
        long changed = shop.add("processing", NOON.minusSeconds(120));
        long trashed = shop.add("trash", NOON.minusSeconds(100));

        Sweep sweep = poll(NOON.minusSeconds(600), Map.of());

        assertThat(versions()).containsOnlyKeys(changed, trashed);
        assertThat(sweep.cursor()).isEqualTo(NOON.minusSeconds(100));
        assertThat(shop.received.get(0).rawQuery())
                .contains("status=trash", "dates_are_gmt=true", "modified_after=2026-11-24T11%3A44%3A59");
        assertThat(shop.lists()).isEqualTo(2);
    }

    @Test
    void keepsTheCursorBehindTheStoresClockWhenAnOrderIsStampedInTheFuture() {
        shop.add("processing", NOON.plusSeconds(86_400));

        client.ahead = Duration.ofHours(3);
        Sweep sweep = poll(NOON.minusSeconds(600), Map.of());

        assertThat(sweep.orders()).isEqualTo(1);
        assertThat(sweep.cursor()).isEqualTo(NOON);
    }

    @Test
    void p10LosesNoOrderWhileOrdersChangeBetweenThePages() {
        Random random = new Random(7);
        for (int i = 0; i < 400; i++) {
            shop.add("processing", NOON.minusSeconds(7200 - i / 3));
        }
        shop.beforeList = () -> {
            shop.now = shop.now.plusSeconds(2);
            for (int i = 0; i < 5; i++) {
                shop.touch(1 + random.nextInt(400), shop.now);
            }
        };

        Sweep first = poll(NOON.minusSeconds(8000), Map.of("page-size", "20"));
        shop.beforeList = () -> {};
        shop.now = shop.now.plusSeconds(120);
        poll(first.cursor(), Map.of("page-size", "20"));

        assertNewestOfAll();
    }

    @Test
    void p10ReadsASecondThatHoldsMoreOrdersThanAPageWhileTheyChange() {
        for (int i = 0; i < 230; i++) {
            shop.add("processing", NOON.minusSeconds(5000));
        }
        for (int i = 0; i < 50; i++) {
            shop.add("processing", NOON.minusSeconds(4000 - i));
        }
        long[] next = {1};
        shop.beforeList = () -> {
            shop.now = shop.now.plusSeconds(1);
            shop.touch(next[0] += 7, shop.now);
        };

        Sweep sweep = poll(NOON.minusSeconds(6000), Map.of("page-size", "20"));

        assertThat(versions()).hasSize(280);
        shop.beforeList = () -> {};
        shop.now = shop.now.plusSeconds(120);
        poll(sweep.cursor(), Map.of("page-size", "20"));
        assertNewestOfAll();
    }

    @Test
    void p10IsNotLedAstrayByAnOrderThatChangesWhileItsPageIsAnswered() {
        for (int i = 0; i < 100; i++) {
            shop.add("processing", NOON.minusSeconds(5000 - i));
        }
        shop.whileListing = ids -> ids.stream().skip(4).findFirst().ifPresent(id -> shop.touch(id, shop.now));

        poll(NOON.minusSeconds(6000), Map.of("page-size", "10"));

        assertThat(versions()).hasSize(100);
    }

    @Test
    void p10ReadsEverythingWhereAProxyStripsTheTotals() {
        shop.sendsTotals = false;
        for (int i = 0; i < 95; i++) {
            shop.add("processing", NOON.minusSeconds(i < 50 ? 5000 : 5000 - i));
        }

        poll(NOON.minusSeconds(6000), Map.of("page-size", "10"));

        assertThat(versions()).hasSize(95);
    }

    @Test
    void p11BringsFiveThousandOrdersBetweenTwoPolls() {
        for (int i = 0; i < 5000; i++) {
            shop.add("processing", NOON.minusSeconds(500 - i / 10));
        }

        Sweep sweep = poll(NOON.minusSeconds(600), Map.of());

        assertThat(versions()).hasSize(5000);
        assertThat(pages).allSatisfy(page -> assertThat(page.orders()).hasSizeLessThanOrEqualTo(100));
        assertThat(sweep.orders()).isEqualTo(5000);
        assertThat(sweep.requests()).isLessThan(80);
    }

    @Test
    void p12CatchesUpAfterTenDaysAndGoesOnWhereABreakLeftIt() {
        Instant cursor = NOON.minus(Duration.ofDays(10));
        for (int i = 0; i < 300; i++) {
            shop.add("processing", cursor.plusSeconds(i * 2800L));
        }
        int[] calls = {0};
        shop.gate = request -> ++calls[0] == 4
                ? Optional.of(FakeShop.error(503, "wp_die", "Briefly unavailable for scheduled maintenance."))
                : Optional.empty();

        Outcome<Sweep> broken = client.store(Map.of("page-size", "50")).pager().changedSince(cursor, pages::add);
        Instant reached = pages.get(pages.size() - 1).cursor();
        Outcome<Sweep> rest = client.store(Map.of("page-size", "50")).pager().changedSince(reached, pages::add);

        assertThat(broken).isInstanceOf(Outcome.RetryLater.class);
        assertThat(reached).isAfter(cursor.plus(Duration.ofDays(2)));
        assertThat(rest.succeeded()).isTrue();
        assertThat(versions()).hasSize(300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Etc/GMT+12", "Pacific/Kiritimati", "Europe/Berlin", "America/New_York"})
    void p9FindsEveryOrderOnceWhateverTheShopsTimeZone(String zone) {
        shop.zone = ZoneId.of(zone);
        List<Long> changed = IntStream.range(0, 30)
                .mapToObj(i -> shop.add("processing", NOON.minusSeconds(10 + i * 8L)))
                .toList();
        shop.add("processing", NOON.minusSeconds(86_000));

        poll(NOON.minusSeconds(60), Map.of());

        assertThat(versions().keySet()).containsExactlyInAnyOrderElementsOf(changed);
        assertThat(pages.stream().mapToInt(p -> p.orders().size()).sum()).isEqualTo(30);
    }

    @Test
    void p9LosesNothingInTheHourThatHappensTwice() {
        shop.zone = ZoneId.of("Europe/Berlin");
        Instant change = Instant.parse("2026-10-25T01:00:00Z");
        shop.now = change.plusSeconds(3600);
        for (int i = -20; i < 20; i++) {
            shop.add("processing", change.plusSeconds(i * 120L));
        }

        poll(change.minusSeconds(3000), Map.of("page-size", "7"));

        assertThat(versions()).hasSize(40);
    }

    @Test
    void p9FindsOutAStoreWestOfGreenwichThatIgnoresDatesAreGmt() {
        shop.zone = ZoneId.of("Etc/GMT+12");
        shop.ignoresGmt = true;
        shop.add("processing", NOON.minusSeconds(300));

        Outcome<Sweep> outcome = client.store(Map.of()).pager().changedSince(NOON.minusSeconds(600), pages::add);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.NotUnderstood.class, odd -> assertThat(odd.reason())
                .contains("dates_are_gmt"));
    }

    @Test
    void p9FindsOutAStoreThatAnswersWithAnotherWindow() {
        shop.zone = ZoneId.of("Pacific/Kiritimati");
        shop.ignoresGmt = true;
        for (int i = 0; i < 40; i++) {
            shop.add("processing", NOON.minusSeconds(7200 + i));
        }

        Outcome<Sweep> outcome = client.store(Map.of()).pager().changedSince(NOON.minusSeconds(60), pages::add);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.NotUnderstood.class, odd -> assertThat(odd.reason())
                .contains("modified_after"));
        assertThat(pages).isEmpty();
    }

    @Test
    void anEmptyPollIsBelievedWhenTheNewestOrderIsOlder() {
        shop.add("processing", NOON.minusSeconds(7200));

        Sweep sweep = poll(NOON.minusSeconds(60), Map.of());

        assertThat(sweep).isEqualTo(new Sweep(NOON.minusSeconds(60), 0, 2, List.of()));
    }

    @Test
    void saysWhenTheStoreCountsOrdersItDoesNotShow() {
        shop.add("processing", NOON.minusSeconds(100));
        shop.gate = request -> request.query("status", "").equals("any")
                ? Optional.of(
                        SandboxReply.json(200, FakeShop.JSON.createArrayNode().add(shop.orders.get(1L)))
                                .with("X-WP-Total", "3")
                                .with("X-WP-TotalPages", "1"))
                : Optional.empty();

        Sweep sweep = poll(NOON.minusSeconds(600), Map.of());

        assertThat(sweep.remarks()).singleElement().asString().contains("2 more orders than it shows");
    }

    @Test
    void listsWhatWasPlacedInAWindowForReconciliation() {
        for (int i = 0; i < 45; i++) {
            shop.add(i % 9 == 0 ? "trash" : "processing", NOON.minusSeconds(1000 - i));
        }
        shop.touch(3, NOON);
        List<OrderPager.Stub> stubs = new ArrayList<>();

        Outcome<Integer> outcome = client.store(Map.of("page-size", "10"))
                .pager()
                .placedBetween(NOON.minusSeconds(995), NOON.minusSeconds(960), stubs::addAll);

        assertThat(outcome).isEqualTo(new Outcome.Done<>(35));
        assertThat(stubs)
                .extracting(OrderPager.Stub::id)
                .doesNotHaveDuplicates()
                .hasSize(35);
        assertThat(stubs).filteredOn(s -> s.status().equals("trash")).hasSize(4);
        assertThat(stubs).allSatisfy(s -> assertThat(s.total()).isEqualTo("9.90"));
        assertThat(shop.received)
                .allSatisfy(r -> assertThat(r.query("_fields", "")).startsWith("id,"));
    }

    private Sweep poll(Instant cursor, Map<String, String> settings) {
        Outcome<Sweep> outcome = client.store(settings).pager().changedSince(cursor, pages::add);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return outcome.orThrow("store.main", "poll");
    }

    private Map<Long, String> versions() {
        Map<Long, String> newest = new HashMap<>();
        pages.stream()
                .flatMap(page -> page.orders().stream())
                .forEach(o -> newest.merge(
                        o.get("id").asLong(),
                        o.get("date_modified_gmt").asText(),
                        (a, b) -> a.compareTo(b) > 0 ? a : b));
        return newest;
    }

    private void assertNewestOfAll() {
        Map<Long, String> wanted = shop.orders.values().stream()
                .collect(Collectors.toMap(o -> o.get("id").asLong(), o -> o.get("date_modified_gmt")
                        .asText()));
        assertThat(versions()).isEqualTo(wanted);
    }
}
