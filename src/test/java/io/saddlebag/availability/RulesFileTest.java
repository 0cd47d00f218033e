package io.saddlebag.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.saddlebag.availability.Rules.Portion;
import io.saddlebag.availability.Rules.Said;
import io.saddlebag.availability.RulesFile.Known;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person writes, and what he is told. */
class RulesFileTest {

    private static final Known SANDBOX = new Known(Set.of("erp.odoo", "warehouse.shipbob"), Set.of("main"));

    @Test
    void theSampleFitsTheSandbox() {
        Rules rules = RulesFile.read(Path.of("mappings/rules/availability.yaml"), SANDBOX);

        assertThat(rules.nodes()).extracting(Rules.Node::name).containsExactly("shop", "shipbob");
        assertThat(rules.channels()).singleElement().satisfies(main -> assertThat(main.nodes())
                .containsExactly("shop", "shipbob"));
    }

    @Test
    void whatTheSampleOffersInCommentsIsRight() throws Exception {
        String text = Files.readString(Path.of("mappings/rules/availability.yaml"))
                .replaceAll("(?m)^( *)# (saddler:|  drop-ship|  quantity|  sku: S)", "$1$2")
                .replaceAll("(?m)^ {4}# (\\S+: .*)$", "    $1")
                .replaceAll("(?m)^# (exceptions:|kits:|  - \\S+: |    \\S+: |  RIDER-SET)", "$1");

        Rules rules = RulesFile.parse("a.yaml", text, SANDBOX);

        assertThat(rules.nodes()).hasSize(3);
        assertThat(rules.channels().get(0).ringFence().value()).isEqualTo(2);
        assertThat(rules.exceptions()).hasSize(3);
        assertThat(rules.kits()).containsOnlyKeys("RIDER-SET");
    }

    @Test
    void threeLinesAreEnough() {
        Rules rules = parse("nodes:\n  shop: erp.odoo\nchannels: {main: }\n");

        assertThat(rules.threshold()).isEqualTo(new Said<>(0L, "default"));
        assertThat(rules.nodes()).singleElement().satisfies(node -> {
            assertThat(node.source()).contains("erp.odoo");
            assertThat(node.safetyStock().value()).isEqualTo(new Portion(0, 0));
            assertThat(node.inTransit().value()).isEmpty();
            assertThat(node.staleAfter().value()).isEqualTo(Duration.ofHours(2));
            assertThat(node.where()).isEqualTo("rules.yaml:2");
        });
        assertThat(rules.channels()).singleElement().satisfies(channel -> {
            assertThat(channel.nodes()).containsExactly("shop");
            assertThat(channel.share().value()).isEqualTo(10_000);
            assertThat(channel.backorders().value()).isEqualTo(Backorders.NO);
            assertThat(channel.stale().value()).isEqualTo(10_000);
        });
    }

    @Test
    void everySettingIsReadWithItsLine() {
        Rules rules = parse(
                """
                defaults:
                  safety-stock: 2.5 %
                  in-transit: 7d
                nodes:
                  shop:
                    source: erp.odoo
                    location: [WH, WH3]
                    safety-stock: 4
                    in-transit: no
                    stale-after: 30m
                  bob: warehouse.shipbob
                channels:
                  main:
                    nodes: [shop]
                    ring-fence: 3
                    cap: 50
                    backorders: notify
                    stale: 25 %
                exceptions:
                  - sku: [A, B-*]
                    channel: main
                    cap: 9
                kits:
                  SET: {A: 2, C: 1}
                """);

        assertThat(rules.nodes().get(0).locations()).containsExactly("WH", "WH3");
        assertThat(rules.nodes().get(0).safetyStock()).isEqualTo(new Said<>(new Portion(4, 0), "rules.yaml:8"));
        assertThat(rules.nodes().get(0).inTransit().value()).isEmpty();
        assertThat(rules.nodes().get(1).safetyStock()).isEqualTo(new Said<>(new Portion(0, 250), "rules.yaml:2"));
        assertThat(rules.nodes().get(1).inTransit().value()).contains(Duration.ofDays(7));
        assertThat(rules.channels().get(0).cap()).contains(new Said<>(50L, "rules.yaml:16"));
        assertThat(rules.channels().get(0).stale().value()).isEqualTo(2_500);
        assertThat(rules.exceptions().get(0).cap()).contains(new Said<>(9L, "rules.yaml:22"));
        assertThat(rules.exceptions().get(0).backorders()).isEqualTo(Optional.empty());
        assertThat(rules.kits().get("SET").pieces()).isEqualTo(Map.of("A", 2L, "C", 1L));
    }

    @Test
    void tellsEveryMistakeWithItsLineTogether() {
        RulesProblem problem = catchThrowableOfType(
                RulesProblem.class,
                () -> RulesFile.parse(
                        "rules/a.yaml",
                        """
                        defaults:
                          safty-stock: 5
                          threshold: -1
                          in-transit: soon
                          backorders: maybe
                        nodes:
                          shop: erp.odo
                          bob: {source: warehouse.shipbob, safety-stock: 101 %}
                          twin: warehouse.shipbob
                          none: {location: WH}
                          odd: supplier.x
                          sup: {drop-ship: allways, quantity: 3}
                          sap: {quantity: 3, source: erp.odoo}
                          both: {drop-ship: fixed, quantity: 3, source: erp.odoo}
                        channels:
                          mian: {nodes: [shop, bobb], share: 60 %}
                        exceptions:
                          - {sku: A}
                          - {cap: 3}
                          - {sku: A, channel: main, safety-stock: 3}
                          - {sku: A, node: shop, threshold: 3}
                          - {sku: A, node: shop, cap: 3}
                        kits:
                          SET: {A: 0, PAIR: 1}
                          PAIR: {}
                        """,
                        SANDBOX));

        assertThat(problem.problems())
                .contains(
                        "rules/a.yaml:2: 'safty-stock' is unknown in 'defaults'; known here: backorders, in-transit,"
                                + " safety-stock, stale, stale-after, threshold; did you mean 'safety-stock'?",
                        "rules/a.yaml:3: 'threshold' must be whole pieces, 0 or more, such as 5, not '-1'",
                        "rules/a.yaml:4: 'in-transit' must be a time such as 30m, 2h or 7d, not 'soon'",
                        "rules/a.yaml:5: 'backorders' can be no, notify, yes, not 'maybe'",
                        "rules/a.yaml:7: 'shop' names the source 'erp.odo', which there is not; there are erp.odoo,"
                                + " warehouse.shipbob; did you mean 'erp.odoo'?",
                        "rules/a.yaml:9: 'twin' is all of warehouse.shipbob, and so is 'bob': its stock would count"
                                + " twice; give each 'location' names of its own",
                        "rules/a.yaml:10: 'source' names no source: say who reports its stock, erp.NAME or"
                                + " warehouse.NAME",
                        "rules/a.yaml:11: 'odd' is 'supplier.x'; a source is erp.NAME or warehouse.NAME, as configured",
                        "rules/a.yaml:12: 'drop-ship' can be fixed, always, not 'allways'; did you mean 'always'?",
                        "rules/a.yaml:14: 'drop-ship' and 'source' exclude each other: a supplier's stock is read or"
                                + " given; drop one",
                        "rules/a.yaml:16: 'mian' names the store 'mian', which there is not; there are main; did you"
                                + " mean 'main'?",
                        "rules/a.yaml:18: the exception changes nothing; give it safety-stock, threshold, ring-fence,"
                                + " cap or backorders",
                        "rules/a.yaml:19: the exception fits every SKU; give it 'sku' or 'category', or use 'defaults'",
                        "rules/a.yaml:20: 'safety-stock' belongs to nodes, not to a 'channel'; make it an exception of"
                                + " its own",
                        "rules/a.yaml:21: 'threshold' is the same for all channels and nodes; make it an exception of"
                                + " its own without them",
                        "rules/a.yaml:22: 'node' says nothing to ring-fence, cap and backorders, which belong to"
                                + " channels; make two exceptions",
                        "rules/a.yaml:24: 'A' must be how many are in one kit, such as 2, not '0'",
                        "rules/a.yaml:24: 'PAIR' is a kit itself: availability comes from what lies in a shelf; name"
                                + " its pieces",
                        "rules/a.yaml:25: 'PAIR' has no pieces: say what is in the kit, e.g. {MUG-BLUE: 1, OATS-10:"
                                + " 2}");
        assertThat(problem.problems())
                .anyMatch(text -> text.startsWith("rules/a.yaml:8: 'safety-stock' must be pieces such as 5"))
                .anyMatch(text -> text.startsWith("rules/a.yaml:13: 'quantity' needs the other of 'drop-ship'"))
                .anyMatch(text -> text.startsWith("rules/a.yaml:16: 'nodes' names the node 'bobb'")
                        && text.endsWith("did you mean 'bob'?"))
                .anyMatch(text -> text.startsWith("rules/a.yaml:20: 'channel' names the channel 'main'")
                        && text.endsWith("did you mean 'mian'?"));
        assertThat(problem).hasMessage(String.join("\n", problem.problems()));
    }

    @Test
    void channelsOfOneNodeShareAWholeAtMost() {
        String nodes = "nodes: {a: {source: erp.odoo, location: A}, b: {source: erp.odoo, location: B}}\n";

        assertThat(parse(nodes + "channels: {x: {nodes: [a]}, y: {nodes: [b]}}\n")
                        .channels())
                .hasSize(2);
        assertThat(parse(nodes + "channels: {x: {share: 66.67 %}, y: {share: 33.33 %}}\n")
                        .channels())
                .hasSize(2);
        assertThatThrownBy(() -> parse(nodes + "channels:\n  x: {share: 60 %}\n  y: {nodes: [b], share: 41 %}\n"))
                .hasMessage("rules.yaml:3: 'x' and the others that sell from node 'b' (x, y) have shares of 101 %"
                        + " together: more would be sold than there is; lower them to 100 % at most");
        assertThatThrownBy(() -> parse(nodes + "channels:\n  x: {share: 60 %}\n  y: {nodes: [b]}\n"))
                .hasMessage("rules.yaml:4: 'y' has no 'share', but x, y all sell from node 'b': each would sell all of"
                        + " it; say what part each may, e.g. share: 50 %");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|rules.yaml: is empty",
                "nodes: [|is no YAML",
                "nodes: {shop: erp.odoo}|rules.yaml:1: 'channels' names nothing, so nothing can be sold",
                "channels: {main: }|rules.yaml:1: 'nodes' names nothing, so nothing can be sold",
                "{nodes: shop, channels: {main: }}|'nodes' is 'shop'; it must hold lines 'key: value'",
                "{nodes: {a: erp.x, a: erp.y}, channels: {main: }}|'a' stands here a second time",
                "{nodes: {a: erp.x}, channels: {main: all}}|'main' is 'all'; a channel is a block",
                "{nodes: {a: erp.x}, channels: [main]}|'channels' must hold lines 'key: value'",
                "{nodes: {a: erp.x}, channels: {main: }, exceptions: A}|'exceptions' must be a list of blocks",
            })
    void tellsWhatIsNoRules(String text, String told) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(RulesProblem.class).hasMessageContaining(told);
    }

    @Test
    void tellsThatThereIsNoFile() {
        assertThatThrownBy(() -> RulesFile.read(Path.of("no/such.yaml"), SANDBOX))
                .isInstanceOf(RulesProblem.class)
                .hasMessageContaining("no/such.yaml cannot be read");
    }

    private static Rules parse(String text) {
        return RulesFile.parse("rules.yaml", text, Known.anything());
    }
}
