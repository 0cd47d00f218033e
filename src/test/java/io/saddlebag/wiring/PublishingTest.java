package io.saddlebag.wiring;

import static io.saddlebag.wiring.PublishingLab.content;
import static io.saddlebag.wiring.PublishingLab.price;
import static io.saddlebag.wiring.PublishingLab.stock;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.ledger.Drifts;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.ledger.Publications.PublicationRow;
import io.saddlebag.ledger.Publications.State;
import io.saddlebag.ledger.Publications.Wish;
import io.saddlebag.sandbox.http.Fault;
import io.saddlebag.sandbox.woocommerce.SeedProduct;
import io.saddlebag.testing.MovableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wished reaches a store over HTTP, whatever the store answers. */
class PublishingTest {

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-24T12:00:00Z"));
    private PublishingLab lab;

    @BeforeEach
    void open() {
        open(Map.of());
    }

    private void open(Map<String, String> settings) {
        if (lab != null) {
            lab.close();
        }
        lab = new PublishingLab(
                folder,
                clock,
                o -> o.products(Stream.concat(
                                IntStream.range(0, 260)
                                        .mapToObj(i -> SeedProduct.simple("SKU-" + i, "Item " + i, "10.00", 100)),
                                Stream.of(
                                        SeedProduct.sized("TEE", "T-Shirt", "19.00", 50, "S", "M", "L"),
                                        SeedProduct.sized("BOOT", "Boots", "99.00", 50, "40", "41")))
                        .toList()),
                settings);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void twoHundredAndFiftyItemsAreThreeCallsAndOnlyWhatChangedIsSentAfterwards() {
        lab.publications.wish(
                IntStream.range(0, 250).mapToObj(i -> stock("SKU-" + i, i)).toList());

        assertThat(lab.publish()).isFalse();

        assertThat(lab.batches()).extracting(JsonNode::size).containsExactly(100, 100, 50);
        assertThat(lab.shop.stock("SKU-17")).contains(17);
        assertThat(lab.shop.stock("SKU-249")).contains(249);
        lab.forget();
        lab.publications.wish(IntStream.range(0, 250)
                .mapToObj(i -> stock("SKU-" + i, i == 17 ? 16 : i))
                .toList());
        lab.publish();
        assertThat(lab.batches()).extracting(JsonNode::size).containsExactly(1);
        assertThat(lab.shop.stock("SKU-17")).contains(16);
    }

    @Test
    void variationsGoUnderTheirParentsInOneCallEach() {
        lab.wish(stock("TEE-S", 1), stock("BOOT-40", 4), stock("TEE-L", 3), stock("SKU-1", 9));

        lab.publish();

        assertThat(lab.batchPaths())
                .hasSize(3)
                .filteredOn(path -> path.contains("/variations/"))
                .hasSize(2);
        assertThat(List.of("TEE-S", "TEE-L", "BOOT-40", "SKU-1"))
                .extracting(lab.shop::stock)
                .containsExactly(Optional.of(1), Optional.of(3), Optional.of(4), Optional.of(9));
    }

    @Test
    void stockAndPriceOfAnItemAreOneUpdate() {
        lab.wish(
                stock("SKU-1", 9),
                price(
                        "SKU-1",
                        "{\"regular\":\"12.50\",\"sale\":\"11\",\"saleFrom\":\"2026-11-25T00:00:00Z\",\"saleTo\":\"\"}"));

        lab.publish();

        assertThat(lab.batches()).hasSize(1).first().extracting(JsonNode::size).isEqualTo(1);
        JsonNode item = lab.item("SKU-1");
        assertThat(item.path("regular_price").asText()).isEqualTo("12.50");
        assertThat(item.path("sale_price").asText()).isEqualTo("11");
        assertThat(item.path("date_on_sale_from_gmt").asText()).isEqualTo("2026-11-25T00:00:00");
        assertThat(item.path("stock_quantity").asInt()).isEqualTo(9);
    }

    @Test
    void theMostUrgentGoFirstWhateverTheirAge() {
        lab.publications.wish(
                IntStream.range(0, 150).mapToObj(i -> stock("SKU-" + i, 120)).toList());
        clock.forward(Duration.ofSeconds(1));
        lab.wish(stock("SKU-200", 0, 0), stock("SKU-201", 40, 1));

        lab.publish();

        JsonNode first = lab.batches().get(0);
        assertThat(first.path(0).path("id").asText())
                .isEqualTo(lab.item("SKU-200").path("id").asText());
        assertThat(first.path(1).path("id").asText())
                .isEqualTo(lab.item("SKU-201").path("id").asText());
    }

    @Test
    void p34EachItemsOwnAnswerIsReadAlsoInTheMiddleOfABatch() {
        String gone = lab.item("SKU-2").path("id").asText();
        lab.rest("DELETE", "/products/" + gone + "?force=true", "");
        lab.wish(stock("SKU-1", 1), stock("SKU-2", 2), stock("SKU-3", 3));

        lab.publish();

        assertThat(lab.troubles()).containsExactly(entry("SKU-2", "not-in-store"));
        assertThat(lab.row("SKU-1", Aspect.STOCK).map(PublicationRow::state)).contains(State.SHOWN);
        assertThat(lab.row("SKU-3", Aspect.STOCK).map(PublicationRow::state)).contains(State.SHOWN);
        assertThat(lab.shop.stock("SKU-3")).contains(3);
    }

    @Test
    void p35ASkuThatLiesInTheTrashIsNamedAndTriedAgainByItself() {
        String trashed = lab.item("SKU-5").path("id").asText();
        lab.rest("DELETE", "/products/" + trashed, "");
        lab.wish(new Wish("main", "SKU-6", Aspect.CONTENT, "{\"sku\":\"SKU-5\"}", 5, "the test"));

        lab.publish();
        assertThat(lab.troubles()).containsExactly(entry("SKU-6", "sku-in-trash"));
        lab.rest("DELETE", "/products/" + trashed + "?force=true", "");
        clock.forward(Duration.ofSeconds(31));
        lab.publish();

        assertThat(lab.troubles()).isEmpty();
        assertThat(lab.item("SKU-5").path("name").asText()).isEqualTo("Item 6");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The SKU (SKU-5) you are trying to insert is already under processing",
                "SKU is already being processed"
            })
    void p35AnItemInProgressIsNamedWhileTheOthersOfItsCallAreShown(String words) {
        inProgress(
                200,
                "{\"update\":[" + lab.item("SKU-4") + ",{\"id\":"
                        + lab.item("SKU-5").path("id").asText() + ",\"error\":" + error(words) + "}]}");
        lab.wish(stock("SKU-4", 100, 1), stock("SKU-5", 5, 2));

        lab.publish();

        assertThat(lab.troubles()).containsExactly(entry("SKU-5", "sku-in-progress"));
        PublicationRow row = lab.row("SKU-5", Aspect.STOCK).orElseThrow();
        assertThat(row.state()).isEqualTo(State.LATER);
        assertThat(row.words()).contains(words);
        assertThat(row.remedy()).contains("trash");
        lab.shop.faults().clear();
        clock.forward(Duration.ofSeconds(31));
        lab.publish();
        assertThat(lab.troubles()).isEmpty();
        assertThat(lab.shop.stock("SKU-5")).contains(5);
    }

    @Test
    void p35AnItemThatStaysInProgressIsTriedABoundedNumberOfTimesThenWaitsForAChange() {
        String id = lab.item("SKU-5").path("id").asText();
        inProgress(200, "{\"update\":[{\"id\":" + id + ",\"error\":" + error("it is already under processing") + "}]}");
        lab.wish(stock("SKU-5", 5));
        for (int i = 0; i < 20; i++) {
            lab.publish();
            clock.forward(Duration.ofHours(2));
        }

        assertThat(lab.batches()).hasSize(11);
        assertThat(lab.row("SKU-5", Aspect.STOCK).map(PublicationRow::state)).contains(State.REFUSED);
        assertThat(lab.troubles()).containsExactly(entry("SKU-5", "sku-in-progress"));

        lab.shop.faults().clear();
        lab.rest("PUT", "/products/" + id, "{\"regular_price\":\"11\"}");
        lab.catalogue.changes(clock.instant().minusSeconds(60).toString());
        lab.publish();
        assertThat(lab.troubles()).isEmpty();
        assertThat(lab.shop.stock("SKU-5")).contains(5);
    }

    @Test
    void p35ACallThatIsRefusedAsInProgressIsNoStandstillOfTheStore() {
        inProgress(400, error("The SKU (SKU-5) you are trying to insert is already under processing"));
        lab.wish(stock("SKU-5", 5), stock("TEE-M", 6));

        assertThat(lab.publish()).isFalse();

        assertThat(lab.troubles()).containsExactly(entry("SKU-5", "sku-in-progress"));
        assertThat(lab.shop.stock("TEE-M")).contains(6);
    }

    /** The store's answer to every write of products that are no variations. */
    private void inProgress(int status, String body) {
        lab.shop.faults().add(new Fault(Fault.Kind.STATUS, "POST .*/products/batch", 0, 1, status, "", body, 0, 0));
    }

    private static String error(String message) {
        return "{\"code\":\"woocommerce_rest_product_not_created\",\"message\":\"" + message
                + "\",\"data\":{\"status\":400}}";
    }

    @Test
    void p19AVariationThatShowsItsParentsSkuIsNotTakenForIt() {
        JsonNode parent = lab.rest(
                "POST", "/products", "{\"name\":\"Cap\",\"type\":\"variable\",\"sku\":\"CAP\",\"manage_stock\":false}");
        JsonNode variation = lab.rest(
                "POST",
                "/products/" + parent.path("id").asText() + "/variations",
                "{\"regular_price\":\"5\",\"manage_stock\":true,\"stock_quantity\":8}");
        assertThat(variation.path("sku").asText()).isEqualTo("CAP");
        lab.catalogue.everything();
        lab.wish(stock("CAP", 3));

        lab.publish();

        assertThat(lab.troubles()).containsExactly(entry("CAP", "keeps-no-stock"));
        assertThat(lab.batches()).isEmpty();
        assertThat(lab.ledger.storeItems().nameless("main", 10)).hasSize(1);
    }

    @Test
    void aSkuThatTheStoreHasTwiceOrNotAtAllIsNeverGuessed() {
        lab.wish(stock("NOWHERE", 3));

        lab.publish();

        assertThat(lab.troubles()).containsExactly(entry("NOWHERE", "not-in-store"));
        lab.rest("POST", "/products", "{\"name\":\"n\",\"sku\":\"nowhere\",\"manage_stock\":true}");
        lab.catalogue.changes(clock.instant().toString());
        lab.publish();
        assertThat(lab.troubles()).isEmpty();
        assertThat(lab.shop.stock("NOWHERE")).contains(3);
    }

    @Test
    void anItemWithoutStockKeepingIsReportedUntilSomebodySwitchesItOn() {
        String id = lab.item("SKU-7").path("id").asText();
        lab.rest("PUT", "/products/" + id, "{\"manage_stock\":false}");
        lab.catalogue.everything();
        lab.wish(stock("SKU-7", 3));

        lab.publish();
        assertThat(lab.troubles()).containsExactly(entry("SKU-7", "unmanaged"));
        assertThat(lab.batches()).isEmpty();

        clock.forward(Duration.ofMinutes(1));
        lab.rest("PUT", "/products/" + id, "{\"manage_stock\":true}");
        lab.catalogue.changes(clock.instant().toString());
        lab.publish();
        assertThat(lab.troubles()).isEmpty();
        assertThat(lab.shop.stock("SKU-7")).contains(3);
    }

    @Test
    void stockKeepingIsSwitchedOnWhereTheSettingsSaySo() {
        close();
        lab = null;
        folder.resolve("ledger.db").toFile().delete();
        open(Map.of("publish.unmanaged", "manage"));
        lab.rest("PUT", "/products/" + lab.item("SKU-7").path("id").asText(), "{\"manage_stock\":false}");
        lab.catalogue.everything();
        lab.wish(stock("SKU-7", 3));

        lab.publish();

        assertThat(lab.troubles()).isEmpty();
        assertThat(lab.item("SKU-7").path("manage_stock").asBoolean()).isTrue();
        assertThat(lab.shop.stock("SKU-7")).contains(3);
    }

    @Test
    void stockThatTheParentKeepsIsWrittenThereOnceTheLeastOfItsVariations() {
        JsonNode parent = lab.rest(
                "POST",
                "/products",
                "{\"name\":\"Cap\",\"type\":\"variable\",\"sku\":\"CAP\",\"manage_stock\":true,\"stock_quantity\":9}");
        for (String size : List.of("S", "L")) {
            lab.rest(
                    "POST",
                    "/products/" + parent.path("id").asText() + "/variations",
                    "{\"sku\":\"CAP-" + size + "\",\"regular_price\":\"5\"}");
        }
        lab.catalogue.everything();
        lab.wish(stock("CAP-S", 7), stock("CAP-L", 5));

        lab.publish();

        assertThat(lab.batches()).hasSize(1).first().extracting(JsonNode::size).isEqualTo(1);
        assertThat(lab.shop.stock("CAP")).contains(5);
        assertThat(lab.row("CAP-S", Aspect.STOCK).map(PublicationRow::state)).contains(State.SHOWN);
        assertThat(lab.troubles()).isEmpty();
    }

    @Test
    void whatTheStoreWouldMisreadIsNotSent() {
        lab.wish(
                new Wish("main", "SKU-1", Aspect.STOCK, "{\"quantity\":2.5}", 5, "a rule"),
                price("SKU-2", "{\"regular\":\"3,50\"}"),
                price("SKU-3", "{\"regular\":4.2}"),
                price("SKU-4", "{\"regular\":\"4.20\",\"sale\":\"5.00\"}"),
                new Wish("main", "SKU-5", Aspect.CONTENT, "{\"status\":\"bogus\"}", 5, "a rule"),
                new Wish("main", "SKU-6", Aspect.STOCK, "{\"quantity\":-1}", 5, "a rule"));

        lab.publish();

        assertThat(lab.batches()).isEmpty();
        assertThat(lab.troubles().values()).hasSize(6).containsOnly("invalid-value");
    }

    @Test
    void aStoreThatWasDownGetsTheLatestValueOnce() {
        lab.shop.faults().add(Fault.of(Fault.Kind.DOWN));
        for (int quantity = 50; quantity > 40; quantity--) {
            lab.wish(stock("SKU-1", quantity));
            assertThatThrownBy(lab::publish).isInstanceOf(DeliveryFailure.Waiting.class);
        }
        lab.shop.faults().clear();
        lab.forget();

        lab.publish();

        assertThat(lab.batches()).hasSize(1);
        assertThat(lab.shop.stock("SKU-1")).contains(41);
        assertThat(lab.troubles()).isEmpty();
    }

    @Test
    void aPriceThatWasDecidedBeforeTheItemWasKnownIsNotWrittenUnjudged() {
        String wished = "{\"regular\":\"1.00\",\"sale\":\"\",\"saleFrom\":\"\",\"saleTo\":\"\"}";
        lab.wish(price("NEW-1", wished), price("NEW-2", wished), stock("NEW-1", 4));
        lab.rest("POST", "/products", "{\"name\":\"A\",\"sku\":\"NEW-1\",\"regular_price\":\"10.00\"}");
        lab.rest("POST", "/products", "{\"name\":\"B\",\"sku\":\"NEW-2\",\"regular_price\":\"1.0\"}");

        lab.catalogue.everything();
        lab.publish();

        assertThat(lab.item("NEW-1").path("regular_price").asText()).isEqualTo("10.00");
        assertThat(lab.row("NEW-1", Aspect.PRICE)).as("it is decided anew").isEmpty();
        assertThat(lab.row("NEW-1", Aspect.STOCK)).isPresent();
        assertThat(lab.row("NEW-2", Aspect.PRICE)).isPresent();
    }

    @Test
    void contentThatTheStoreRefusesHoldsUpNeitherStockNorPrice() {
        String id = lab.item("SKU-1").path("id").asText();
        String body = "{\"update\":[{\"id\":" + id + ",\"error\":{\"code\":\"woocommerce_product_image_upload_error\","
                + "\"message\":\"Error getting remote image.\",\"data\":{\"status\":400}}}]}";
        lab.shop.faults().add(new Fault(Fault.Kind.STATUS, "/batch", 1, 1, 200, "", body, 0, 0));
        lab.wish(
                stock("SKU-1", 3),
                price("SKU-1", "{\"regular\":\"12.50\",\"sale\":\"\",\"saleFrom\":\"\",\"saleTo\":\"\"}"),
                content("SKU-1", "{\"name\":\"Another name\"}"));

        lab.publish();

        assertThat(lab.shop.stock("SKU-1")).contains(3);
        assertThat(lab.item("SKU-1").path("regular_price").asText()).isEqualTo("12.50");
        assertThat(lab.row("SKU-1", Aspect.STOCK).map(PublicationRow::state)).contains(State.SHOWN);
        assertThat(lab.row("SKU-1", Aspect.PRICE).map(PublicationRow::state)).contains(State.SHOWN);
        PublicationRow refused = lab.row("SKU-1", Aspect.CONTENT).orElseThrow();
        assertThat(refused.state()).isEqualTo(State.LATER);
        assertThat(refused.words()).contains("Error getting remote image");
    }

    @Test
    void picturesAndCategoriesThatSomebodyPutBesideTheErpsStay() {
        String id = lab.item("SKU-1").path("id").asText();
        long sale = category("Sale");
        long mugs = category("Mugs");
        long cups = category("Cups");
        lab.rest("PUT", "/products/" + id, "{\"categories\":[{\"id\":" + sale + "}]}");

        lab.wish(content("SKU-1", "{\"categories\":[{\"id\":" + mugs + "}]}"));
        lab.publish();
        assertThat(ids("SKU-1")).containsExactlyInAnyOrder(mugs, sale);
        lab.wish(content("SKU-1", "{\"categories\":[{\"id\":" + cups + "}]}"));
        lab.publish();

        assertThat(ids("SKU-1"))
                .as("what we brought goes, what was there stays")
                .containsExactlyInAnyOrder(cups, sale);
        clock.forward(Duration.ofMinutes(10));
        lab.catalogue.everything();
        assertThat(lab.ledger.drifts().open()).isEmpty();
    }

    private long category(String name) {
        return lab.rest("POST", "/products/categories", "{\"name\":\"" + name + "\"}")
                .path("id")
                .asLong();
    }

    private List<Long> ids(String sku) {
        List<Long> ids = new ArrayList<>();
        lab.item(sku).path("categories").forEach(one -> ids.add(one.path("id").asLong()));
        return ids;
    }

    @Test
    void whatTheStoreDidNotTakeBeforeIsWrittenOnceItDoes() {
        lab.close();
        lab = null;
        open(Map.of("publish", "stock"));
        lab.wish(price("SKU-1", "{\"regular\":\"12.50\",\"sale\":\"\",\"saleFrom\":\"\",\"saleTo\":\"\"}"));
        lab.publish();
        assertThat(lab.troubles()).containsExactly(entry("SKU-1", "not-published"));

        open(Map.of("publish", "stock,prices"));
        lab.publish();

        assertThat(lab.troubles()).isEmpty();
        assertThat(lab.item("SKU-1").path("regular_price").asText()).isEqualTo("12.50");
    }

    @Test
    void aCallThatFailsIsMadeSmallerAndGrowsAgain() {
        lab.shop.faults().add(Fault.status(500, "").on("/batch").times(2));
        lab.publications.wish(
                IntStream.range(0, 250).mapToObj(i -> stock("SKU-" + i, i)).toList());

        assertThatThrownBy(lab::publish).isInstanceOf(DeliveryFailure.Waiting.class);
        assertThatThrownBy(lab::publish).isInstanceOf(DeliveryFailure.Waiting.class);
        lab.publish();

        assertThat(lab.batches()).extracting(JsonNode::size).containsExactly(100, 50, 25, 50, 100, 75);
        assertThat(lab.troubles()).isEmpty();
    }

    @Test
    void anItemAtWhichTheStoreFailsHoldsUpNoOther() {
        String tee = lab.item("TEE").path("id").asText();
        lab.shop.faults().add(Fault.status(500, "").on("/products/" + tee + "/variations/batch"));
        lab.wish(stock("TEE-S", 1, 0), stock("TEE-L", 2, 0), stock("SKU-1", 41));

        for (String left : List.of("both", "the first", "the second")) {
            assertThatThrownBy(lab::publish).as(left).isInstanceOf(DeliveryFailure.Waiting.class);
        }
        lab.publish();

        assertThat(lab.shop.stock("SKU-1")).contains(41);
        assertThat(lab.troubles())
                .containsOnly(entry("TEE-S", "store-fails-at-item"), entry("TEE-L", "store-fails-at-item"));
        lab.shop.faults().clear();
        clock.forward(Duration.ofSeconds(31));
        lab.publish();
        assertThat(lab.troubles()).isEmpty();
        assertThat(lab.shop.stock("TEE-L")).contains(2);
    }

    @Test
    void anAnswerToManyThatCannotBeReadIsAskedForInParts() {
        lab.shop.faults().add(Fault.of(Fault.Kind.MALFORMED).on("/batch").times(1));
        lab.wish(stock("SKU-1", 41), stock("SKU-2", 42), stock("SKU-3", 43));

        lab.publish();

        assertThat(lab.troubles()).isEmpty();
        assertThat(lab.batches()).extracting(JsonNode::size).containsExactly(3, 1, 2);
    }

    @Test
    void aLostAnswerIsRepeatedAndHarmless() {
        lab.shop
                .faults()
                .add(Fault.of(Fault.Kind.RESET_AFTER_COMMIT).on("/batch").times(1));
        lab.wish(stock("SKU-1", 41));

        assertThatThrownBy(lab::publish).isInstanceOf(DeliveryFailure.Waiting.class);
        assertThat(lab.shop.stock("SKU-1")).contains(41);
        assertThat(lab.row("SKU-1", Aspect.STOCK).map(PublicationRow::state)).contains(State.DUE);
        lab.publish();

        assertThat(lab.row("SKU-1", Aspect.STOCK).map(PublicationRow::state)).contains(State.SHOWN);
        assertThat(lab.shop.stock("SKU-1")).contains(41);
    }

    @Test
    void anAnswerThatCannotBeReadIsNamedAndTriedAgain() {
        lab.shop.faults().add(Fault.of(Fault.Kind.MALFORMED).on("/batch").times(1));
        lab.wish(stock("SKU-1", 41));

        lab.publish();
        assertThat(lab.troubles()).containsExactly(entry("SKU-1", "answer-unreadable"));
        clock.forward(Duration.ofSeconds(31));
        lab.publish();

        assertThat(lab.troubles()).isEmpty();
        assertThat(lab.row("SKU-1", Aspect.STOCK).map(PublicationRow::state)).contains(State.SHOWN);
    }

    @Test
    void aStoreThatAsksForASlowerPaceIsWaitedFor() {
        lab.shop.faults().add(Fault.status(429, "7").on("/batch").times(1));
        lab.wish(stock("SKU-1", 41));

        assertThatThrownBy(lab::publish).isInstanceOfSatisfying(DeliveryFailure.Waiting.class, waiting -> {
            assertThat(waiting.category()).isEqualTo(Category.THROTTLED);
            assertThat(waiting.after()).contains(Duration.ofSeconds(7));
        });

        assertThat(lab.row("SKU-1", Aspect.STOCK).map(PublicationRow::state)).contains(State.DUE);
    }

    @Test
    void p31WhatTheWishDoesNotKnowOfYetIsTakenOffAndWrittenAgainOnceItDoes() {
        String id = lab.item("SKU-1").path("id").asText();
        String order = lab.rest(
                        "POST",
                        "/orders",
                        "{\"status\":\"processing\",\"line_items\":[{\"product_id\":" + id + ",\"quantity\":3}]}")
                .path("id")
                .asText();
        assertThat(lab.shop.stock("SKU-1")).contains(97);
        lab.wish(stock("SKU-1", 100));

        lab.publish();
        assertThat(lab.shop.stock("SKU-1")).contains(97);

        lab.known.add(order);
        lab.wish(stock("SKU-1", 90));
        lab.publish();
        assertThat(lab.shop.stock("SKU-1")).contains(90);
        assertThat(lab.row("SKU-1", Aspect.STOCK).map(PublicationRow::state)).contains(State.SHOWN);
    }

    @Test
    void p31WhatWasSoldWhileNoDaemonRanIsTakenOffByTheOneThatStarts() {
        lab.wish(stock("SKU-1", 50));
        lab.publish();
        clock.forward(Duration.ofMinutes(1));
        buy("SKU-1", 4);
        clock.forward(Duration.ofHours(5));
        lab.wish(stock("SKU-1", 60));

        lab.restarted().run(() -> true);

        assertThat(lab.shop.stock("SKU-1")).contains(56);
    }

    @Test
    void p31AnOrderThatStaysUnknownIsTakenOffUntilItIsKnownOrHoldsNoStockOrADayIsOver() {
        String parked = buy("SKU-1", 4);
        String cancelled = buy("SKU-2", 3);
        String late = buy("SKU-3", 2);
        clock.forward(Duration.ofMinutes(1));
        lab.wish(stock("SKU-1", 50), stock("SKU-2", 50), stock("SKU-3", 50));
        lab.publish();
        clock.forward(Duration.ofHours(5));
        lab.rest("PUT", "/orders/" + cancelled, "{\"status\":\"cancelled\"}");
        lab.known.add(late);
        lab.wish(stock("SKU-1", 60), stock("SKU-2", 60), stock("SKU-3", 60));

        lab.publish();

        assertThat(lab.shop.stock("SKU-1")).as("order " + parked).contains(56);
        assertThat(lab.shop.stock("SKU-2")).contains(60);
        assertThat(lab.shop.stock("SKU-3")).contains(60);
        clock.forward(Duration.ofHours(20));
        lab.publish();
        assertThat(lab.shop.stock("SKU-1")).contains(60);
    }

    private String buy(String sku, int quantity) {
        return lab.rest(
                        "POST",
                        "/orders",
                        "{\"status\":\"processing\",\"line_items\":[{\"product_id\":"
                                + lab.item(sku).path("id").asText() + ",\"quantity\":" + quantity + "}]}")
                .path("id")
                .asText();
    }

    @Test
    void p31AStoreThatFailsRightAfterTheWriteIsLookedAtAgainBeforeItsStockIsBelieved() {
        lab.shop
                .faults()
                .add(Fault.of(Fault.Kind.RESET_AFTER_COMMIT).on("/batch").times(1));
        lab.wish(stock("SKU-1", 41), stock("TEE-S", 7));
        assertThatThrownBy(lab::publish).isInstanceOf(DeliveryFailure.Waiting.class);

        lab.publish();

        assertThat(lab.shop.stock("SKU-1")).contains(41);
        assertThat(lab.publications.progress("main").due()).isZero();
    }

    @Test
    void aSampleIsReadAgainAndWhatDeviatesIsWrittenAgain() {
        lab.wish(stock("SKU-1", 41));
        lab.publish();
        clock.forward(Duration.ofSeconds(5));
        lab.shop.stock("SKU-1", 77);
        clock.forward(Duration.ofSeconds(6));

        lab.publish();
        assertThat(lab.troubles()).containsExactly(entry("SKU-1", "not-as-written"));
        clock.forward(Duration.ofSeconds(2));
        lab.publish();

        assertThat(lab.troubles()).isEmpty();
        assertThat(lab.shop.stock("SKU-1")).contains(41);
        assertThat(lab.meters
                        .counter("saddlebag.publish.read-back", "store", "main", "result", "deviates")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aSaleSinceThenIsNoDeviation() {
        lab.wish(stock("SKU-1", 41));
        lab.publish();
        clock.forward(Duration.ofSeconds(5));
        lab.rest(
                "POST",
                "/orders",
                "{\"status\":\"processing\",\"line_items\":[{\"product_id\":"
                        + lab.item("SKU-1").path("id").asText() + ",\"quantity\":2}]}");
        clock.forward(Duration.ofSeconds(6));

        lab.publish();

        assertThat(lab.troubles()).isEmpty();
        assertThat(lab.shop.stock("SKU-1")).contains(39);
    }

    @Test
    void somebodyElsesEditIsADriftIsCorrectedAndIsOverWhenTheStoreShowsItAgain() {
        lab.wish(stock("SKU-1", 41), stock("SKU-2", 42));
        lab.publish();
        clock.forward(Duration.ofMinutes(3));
        Instant cursor = clock.instant();
        lab.shop.stock("SKU-1", 77);
        clock.forward(Duration.ofMinutes(3));

        lab.catalogue.changes(cursor.toString());

        assertThat(lab.ledger.drifts().list(Drifts.Filter.open(10)))
                .singleElement()
                .satisfies(drift -> {
                    assertThat(drift.subject()).isEqualTo("SKU-1");
                    assertThat(drift.field()).isEqualTo("stock");
                    assertThat(drift.found()).contains("77");
                    assertThat(drift.policy()).isEqualTo("correct");
                });
        lab.publish();
        assertThat(lab.shop.stock("SKU-1")).as("the ERP owns it").contains(41);
        lab.catalogue.everything();
        assertThat(lab.ledger.drifts().list(Drifts.Filter.open(10))).isEmpty();
    }

    @Test
    void theCatalogueForgetsWhatTheStoreNoLongerHas() {
        long before = lab.ledger.storeItems().count("main");
        lab.rest("DELETE", "/products/" + lab.item("SKU-9").path("id").asText() + "?force=true", "");
        clock.forward(Duration.ofSeconds(1));

        lab.catalogue.everything();

        assertThat(before).isEqualTo(260 + 4 + 3);
        assertThat(lab.ledger.storeItems().count("main")).isEqualTo(before - 1);
        assertThat(lab.ledger.storeItems().bySku("main", List.of("tee-m"))).hasSize(1);
    }

    @Test
    void anIncrementalReadBringsTheProductsThatChangedAndTheirVariations() {
        clock.forward(Duration.ofHours(1));
        String cursor = lab.catalogue.changes(clock.instant().toString());
        lab.forget();
        clock.forward(Duration.ofMinutes(1));
        lab.rest("PUT", "/products/" + lab.item("TEE").path("id").asText(), "{\"name\":\"Tee\"}");

        lab.catalogue.changes(cursor);

        assertThat(lab.ledger.storeItems().bySku("main", List.of("TEE-S")))
                .singleElement()
                .satisfies(item -> assertThat(item.seenAt()).isEqualTo(clock.instant()));
        assertThat(lab.ledger.storeItems().bySku("main", List.of("SKU-1")))
                .singleElement()
                .satisfies(item -> assertThat(item.seenAt()).isBefore(clock.instant()));
    }

    @Test
    void aProductWhoseVariationsCannotBeReadHoldsUpNoOther() {
        clock.forward(Duration.ofHours(1));
        String cursor = lab.catalogue.changes(clock.instant().toString());
        clock.forward(Duration.ofMinutes(1));
        String tee = lab.item("TEE").path("id").asText();
        lab.rest("PUT", "/products/" + tee, "{\"name\":\"Tee\"}");
        lab.rest("PUT", "/products/" + lab.item("SKU-1").path("id").asText(), "{\"name\":\"One\"}");
        lab.shop.faults().add(Fault.status(500, "").on("GET .*/products/" + tee + "/variations"));

        String next = lab.catalogue.changes(cursor);
        lab.catalogue.everything();

        assertThat(Instant.parse(next)).isAfter(Instant.parse(cursor));
        assertThat(seenAt("SKU-1")).isEqualTo(clock.instant());
        assertThat(seenAt("TEE-S")).as("not forgotten, not read").isBefore(clock.instant());
        lab.shop.faults().clear();
        lab.catalogue.changes(next);
        assertThat(seenAt("TEE-S")).isEqualTo(clock.instant());
    }

    private Instant seenAt(String sku) {
        return lab.ledger.storeItems().bySku("main", List.of(sku)).get(0).seenAt();
    }

    @Test
    void afterARepeatedStepNothingIsWrittenTwiceForGood() {
        lab.wish(stock("SKU-1", 41));
        lab.publish();
        lab.publications.again("main");

        lab.publish();

        assertThat(lab.batches()).hasSize(2);
        assertThat(lab.shop.stock("SKU-1")).contains(41);
        assertThat(lab.publications.progress("main").resyncShown()).isEqualTo(1);
    }
}
