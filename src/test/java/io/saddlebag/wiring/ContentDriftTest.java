package io.saddlebag.wiring;

import static io.saddlebag.wiring.PublishingLab.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.ledger.Drifts;
import io.saddlebag.ledger.Drifts.Drift;
import io.saddlebag.ownership.Field;
import io.saddlebag.ownership.ForeignChange;
import io.saddlebag.ownership.Owner;
import io.saddlebag.ownership.Ownership;
import io.saddlebag.ownership.Rule;
import io.saddlebag.sandbox.woocommerce.SeedProduct;
import io.saddlebag.testing.MovableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody in the store makes of contents that the ERP owns, and what becomes of it by the table of owners. */
class ContentDriftTest {

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-24T12:00:00Z"));
    private PublishingLab lab;

    @BeforeEach
    void open() {
        Rule corrected = new Rule(Owner.ERP, ForeignChange.CORRECT);
        Rule ignored = new Rule(Owner.ERP, ForeignChange.IGNORE);
        lab = new PublishingLab(
                folder,
                clock,
                o -> o.products(Stream.of(
                                SeedProduct.simple("MUG", "Mug", "10.00", 100),
                                SeedProduct.simple("CUP", "Cup", "10.00", 100),
                                SeedProduct.sized("TEE", "T-Shirt", "19.00", 50, "S", "M", "L"))
                        .toList()),
                Map.of(),
                new Ownership(Map.of(Field.WEIGHT, corrected, Field.DESCRIPTION, ignored), Map.of()));
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void anEditIsIgnoredReportedOrCorrectedFieldByField() {
        String wanted = "{\"status\":\"publish\",\"weight\":\"2.5\",\"description\":\"Holds 0.4 l.\"}";
        lab.wish(content("MUG", wanted), content("CUP", wanted));
        lab.publish();
        Instant cursor = somebodyEdits(
                "MUG",
                fields().put("status", "draft")
                        .put("weight", "9")
                        .put("description", "Better words")
                        .put("short_description", "nobody owns this"));

        lab.catalogue.changes(cursor.toString());

        assertThat(drifts())
                .extracting(Drift::subject, Drift::field, Drift::expected, Drift::found, Drift::policy)
                .containsExactlyInAnyOrder(
                        tuple("MUG", "visibility", "publish", "draft", "report"),
                        tuple("MUG", "weight", "2.5", "9", "correct"));

        lab.publish();

        assertThat(lab.item("MUG").path("weight").asText()).isEqualTo("2.5");
        lab.catalogue.everything();
        assertThat(drifts()).isEmpty();
    }

    @Test
    void aReportedEditStaysAndIsOverWhenThePersonTakesItBack() {
        lab.wish(content("CUP", "{\"status\":\"publish\"}"));
        lab.publish();
        lab.catalogue.changes(
                somebodyEdits("CUP", fields().put("status", "private")).toString());
        assertThat(drifts()).extracting(Drift::field).containsExactly("visibility");
        lab.publish();
        assertThat(lab.item("CUP").path("status").asText()).isEqualTo("private");

        lab.catalogue.changes(
                somebodyEdits("CUP", fields().put("status", "publish")).toString());

        assertThat(drifts()).isEmpty();
    }

    @Test
    void whatMeansTheSameIsNoDriftAndSoIsASale() {
        lab.wish(content("CUP", "{\"weight\":\"2.50\",\"name\":\"Cup & saucer\",\"description\":\"One.\\nTwo.\"}"));
        lab.publish();

        lab.catalogue.changes(somebodyEdits(
                        "CUP",
                        fields().put("weight", "2.5")
                                .put("name", "Cup &amp; saucer")
                                .put("description", "<p>One.<br />\nTwo.</p>\n"))
                .toString());

        assertThat(drifts()).isEmpty();
    }

    @Test
    void anEditOfAVariationIsNoticedToo() {
        lab.wish(content("TEE-S", "{\"status\":\"publish\",\"global_unique_id\":\"4006381333931\"}"));
        lab.publish();
        assertThat(lab.troubles()).isEmpty();
        somebodyEdits("TEE-S", fields().put("global_unique_id", "9780306406157"));

        lab.catalogue.everything();

        assertThat(drifts())
                .extracting(Drift::subject, Drift::field, Drift::found)
                .containsExactly(tuple("TEE-S", "barcode", "9780306406157"));
    }

    /** Some minutes after what was written, and some before what comes; the moment of the edit. */
    private Instant somebodyEdits(String sku, ObjectNode fields) {
        clock.forward(Duration.ofMinutes(3));
        Instant moment = clock.instant();
        lab.shop.changeProduct(sku, fields);
        clock.forward(Duration.ofMinutes(3));
        return moment;
    }

    private List<Drift> drifts() {
        return lab.ledger.drifts().list(Drifts.Filter.open(10));
    }

    private static ObjectNode fields() {
        return JsonNodeFactory.instance.objectNode();
    }
}
