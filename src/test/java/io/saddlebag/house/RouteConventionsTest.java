package io.saddlebag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Route files keep rules 1 to 8 and 10 of the house; every breach is told at once, with its file. */
class RouteConventionsTest {

    private static final String POLICY =
            """
            - routeConfiguration:
                id: delivery
                description: Waits or parks
                onException:
                  - onException:
                      exception: [java.lang.Exception]
                      steps:
                        - bean: {id: park-message, ref: parking, method: park}
            """;
    private static final String ROUTE =
            """
            - route:
                id: capture-orders
                group: orders
                routeConfigurationId: delivery
                description: Captures orders
                from:
                  uri: "activemq:{{saddlebag.queue.store-event}}"
                  steps:
                    - bean: {id: read-event, ref: capture, method: "read(${exchange}, 'main')"}
                    - choice:
                        id: route-order
                        when:
                          - simple: "${variable.decision} == 'post'"
                            steps:
                              - log: {id: tell-order, message: "captured ${header.OrderKey}"}
                              - toD:
                                  id: send-order
                                  uri: "activemq:{{saddlebag.queue.order-to-erp}}.${variable.erp}"
                                  pattern: InOnly
                    - split: {id: split-parts, simple: "${body}", stopOnException: true}
            """;
    private static final String TEMPLATE =
            """
            - routeTemplate:
                id: orders-to-odoo
                description: Posts orders to one Odoo
                parameters:
                  - name: erp
                    description: Name of the ERP
                route:
                  group: orders
                  routeConfigurationId: delivery
                  description: Posts orders
                  from:
                    uri: "activemq:{{saddlebag.queue.order-to-erp}}.{{erp}}"
                    steps:
                      - bean: {id: post-order, ref: "erp.{{erp}}", method: post}
            """;
    private static final String INSTANCE =
            """
            - templatedRoute:
                routeTemplateRef: orders-to-odoo
                routeId: orders-to-odoo
                prefixId: orders-to-odoo-
                parameters:
                  - name: erp
                    value: odoo
            """;

    @Test
    void everyRouteFileKeepsTheRulesOfTheHouse() {
        List<RouteFile> files = RouteFile.all();

        List<String> breaches = breaches(files);

        assertThat(files).hasSizeGreaterThan(10);
        assertThat(breaches)
                .withFailMessage(() -> "route files break rules of the house:\n" + String.join("\n", breaches))
                .isEmpty();
    }

    @Test
    void nothingIsWrongWithASmallGoodDaemon() {
        assertThat(breaches(daemon(POLICY, ROUTE, TEMPLATE, INSTANCE))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            id: capture-orders        | id: capture-order              | named like its flow
            id: capture-orders        | id: orders-captured            | <verb>-<things>
            group: orders             | note: orders                   | no group
            Id: delivery              | Id: delivry                    | not 'delivry'
            description: Captures     | note: Captures                 | no description
            Captures orders           | Captures orders. And more      | one sentence
            Captures orders           | Captures: orders               | is no YAML
            id: read-event,           | name: read-event,              | id verb-object
            id: read-event,           | id: read,                      | id verb-object
            id: read-event,           | id: send-order,                | is also in
            ref: capture              | beanType: java.lang.String     | by ref
            (${exchange}, 'main')     | (${body.store})                | exchange, variables and names only
            - bean: {id: read-event,  | - setBody: {id: read-event,    | none of the steps
            - bean: {id: read-event,  | - doTry: {id: read-event,      | none of the steps
            simple: "${variable       | groovy: "${variable            | no groovy
            == 'post'                 | == ${body.status}              | compares one computed variable
            ${header.OrderKey}        | ${body}                        | logs more
            ${variable.erp}"          | ${header.erp}"                 | then at most the partner's name
            order-to-erp}}            | order-to-erp}}?ttl=1           | options stand under parameters
            {{saddlebag.queue.order-to-erp}} | order.to-erp            | a queue is named by
            {{saddlebag.queue.order-to-erp}} | {{saddlebag.queue.gone}} | neither a setting
            {{saddlebag.queue.order-to-erp}} | {{saddlebag.ledger.password}} | no secret
            activemq:{{saddlebag.queue.order-to-erp}} | https://erp/    | to partners through beans
            pattern: InOnly           | pattern: InOut                 | InOnly
            , stopOnException: true   | ''                             | the failure of a part is forgotten
            activemq:{{saddlebag.queue.store-event}} | platform-http:/x | first removes the headers
            from:                     | 'onException: []\n    from:'   | holds onException
            """)
    void findsWhatIsWrongWithARoute(String good, String bad, String told) {
        String broken = ROUTE.replace(good, bad.replace("\\n", "\n"));

        List<String> breaches = breaches(daemon(POLICY, broken, TEMPLATE, INSTANCE));

        assertThat(broken).isNotEqualTo(ROUTE);
        assertThat(breaches).anySatisfy(breach -> assertThat(breach)
                .startsWith("routes/orders/capture-orders.camel.yaml:")
                .contains(told));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            description: Name of      | note: Name of                  | a name and a description
            - name: erp               | - name: odoo                   | neither a setting
            - name: erp               | - name: odoo                   | never used
            group: orders             | 'nodePrefixId: "{{erp}}-"'     | no nodePrefixId
            route:                    | 'route:\n      id: mine'       | no id of its own
            - routeTemplate:          | - route:                       | does not belong into this folder
            """)
    void findsWhatIsWrongWithATemplate(String good, String bad, String told) {
        String broken = TEMPLATE.replace(good, bad.replace("\\n", "\n"));

        List<String> breaches = breaches(daemon(POLICY, ROUTE, broken, INSTANCE));

        assertThat(broken).isNotEqualTo(TEMPLATE);
        assertThat(breaches).anySatisfy(breach -> assertThat(breach).contains(told));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            Ref: orders-to-odoo | Ref: orders-to-sap | no template 'orders-to-sap'
            - name: erp         | - name: store      | gives no 'erp'
            - name: erp         | - name: store      | takes no parameter 'store'
            routeId:            | routeTemplate:     | without routeId
            prefixId:           | note:              | prefixId is its routeId
            """)
    void findsWhatIsWrongWithAnInstance(String good, String bad, String told) {
        String broken = INSTANCE.replace(good, bad);

        List<String> breaches = breaches(daemon(POLICY, ROUTE, TEMPLATE, broken));

        assertThat(broken).isNotEqualTo(INSTANCE);
        assertThat(breaches).anySatisfy(breach -> assertThat(breach).contains(told));
    }

    @Test
    void findsAStepIdThatIsInTwoFilesAndAFileNameWithADot() {
        RouteFile twin = RouteFile.of(
                "routes/orders/capture.all-orders.camel.yaml", ROUTE.replace("capture-orders", "take-orders"));

        List<String> breaches = breaches(List.of(
                RouteFile.of("routes/policies/delivery.camel.yaml", POLICY),
                RouteFile.of("routes/orders/capture-orders.camel.yaml", ROUTE),
                twin));

        assertThat(breaches).anySatisfy(breach -> assertThat(breach).contains("the step id send-order is also in"));
        assertThat(breaches).anySatisfy(breach -> assertThat(breach).contains("only dots are .camel.yaml"));
    }

    private static List<RouteFile> daemon(String policy, String route, String template, String instance) {
        return List.of(
                RouteFile.of("routes/policies/delivery.camel.yaml", policy),
                RouteFile.of("routes/orders/capture-orders.camel.yaml", route),
                RouteFile.of("routes/connectors/odoo/orders-to-odoo.camel.yaml", template),
                RouteFile.of("routes/partners/erp-odoo.camel.yaml", instance));
    }

    private static List<String> breaches(List<RouteFile> files) {
        List<String> breaches = new ArrayList<>();
        Stream.of(FileRules.all(), DescriptionRules.all(), StepRules.all(), TextRules.all())
                .flatMap(List::stream)
                .forEach(rule -> rule.check(files, breaches::add));
        return breaches.stream().distinct().sorted().toList();
    }
}
