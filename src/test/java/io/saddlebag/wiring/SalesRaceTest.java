package io.saddlebag.wiring;

import static io.saddlebag.wiring.PublishingLab.stock;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.saddlebag.sandbox.http.Fault;
import io.saddlebag.sandbox.woocommerce.SeedProduct;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shoppers buy while absolute stock is written over and over: no piece that was sold comes back. */
class SalesRaceTest {

    private static final int START = 10_000;
    private static final int ITEMS = 30;

    @TempDir
    Path folder;

    @Test
    void p31NoSaleBetweenReadingAndWritingIsWipedOutForGood() throws Exception {
        try (PublishingLab lab = new PublishingLab(
                folder,
                Clock.systemUTC(),
                o -> o.products(IntStream.range(0, ITEMS)
                        .mapToObj(i -> SeedProduct.simple("SKU-" + i, "Item " + i, "10.00", START))
                        .toList()),
                Map.of())) {
            lab.publications.wish(IntStream.range(0, ITEMS)
                    .mapToObj(i -> stock("SKU-" + i, START))
                    .toList());
            lab.shop.faults().add(Fault.latency(5, 20).on("/batch"));
            lab.shop.faults().add(Fault.latency(0, 10).on("GET .*/orders"));
            lab.shop.faults().add(Fault.latency(40, 60).on("POST .*/orders"));
            List<String> ids = IntStream.range(0, ITEMS)
                    .mapToObj(i -> lab.item("SKU-" + i).path("id").asText())
                    .toList();
            AtomicBoolean open = new AtomicBoolean(true);
            CountDownLatch bought = new CountDownLatch(60);
            ExecutorService shoppers = Executors.newFixedThreadPool(2);
            List<Future<Long>> sold = IntStream.range(0, 2)
                    .mapToObj(shopper -> shoppers.submit(() -> buy(lab, ids, shopper, open, bought)))
                    .toList();

            boolean more;
            do {
                lab.publications.again("main");
                more = lab.publish();
            } while (bought.getCount() > 0);
            open.set(false);
            while (more) {
                more = lab.publish();
            }
            long pieces = 0;
            for (Future<Long> one : sold) {
                pieces += one.get();
            }
            shoppers.shutdown();

            // Nothing is written once a run says that it is done: what its last look missed would still be there.
            assertThat(pieces).isGreaterThanOrEqualTo(60);
            assertThat(IntStream.range(0, ITEMS)
                            .mapToLong(i -> lab.shop.stock("SKU-" + i).orElseThrow())
                            .sum())
                    .isEqualTo((long) ITEMS * START - pieces);
        }
    }

    @Test
    void p31ASaleDuringTheWriteIsWrittenAgainAtOnceAndNotOnlyTheNextTime() throws Exception {
        try (PublishingLab lab = new PublishingLab(
                folder,
                Clock.systemUTC(),
                o -> o.products(List.of(SeedProduct.simple("SKU-0", "Item", "10.00", START))),
                Map.of())) {
            String id = lab.item("SKU-0").path("id").asText();
            lab.publications.wish(List.of(stock("SKU-0", START)));
            // The write is on its way while the order is placed, so the order's own reduction is wiped out by it.
            lab.shop
                    .faults()
                    .add(Fault.latency(1500, 0).on("POST .*/products/batch").times(1));
            ExecutorService shopper = Executors.newSingleThreadExecutor();
            Future<?> order = shopper.submit(() -> {
                await().until(() -> !lab.batches().isEmpty());
                lab.rest(
                        "POST",
                        "/orders",
                        "{\"status\":\"processing\",\"line_items\":[{\"product_id\":" + id + ",\"quantity\":4}]}");
                return lab.shop.stock("SKU-0");
            });

            lab.publish();

            order.get();
            shopper.shutdown();
            assertThat(lab.batches()).hasSize(2);
            assertThat(lab.shop.stock("SKU-0")).contains(START - 4);
        }
    }

    private static long buy(
            PublishingLab lab, List<String> ids, int shopper, AtomicBoolean open, CountDownLatch bought) {
        long pieces = 0;
        for (int i = shopper; open.get(); i += 7) {
            int quantity = 1 + i % 3;
            lab.rest(
                    "POST",
                    "/orders",
                    "{\"status\":\"processing\",\"line_items\":[{\"product_id\":" + ids.get(i % ids.size())
                            + ",\"quantity\":" + quantity + "}]}");
            pieces += quantity;
            bought.countDown();
        }
        return pieces;
    }
}
