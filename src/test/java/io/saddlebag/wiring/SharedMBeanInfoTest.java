package io.saddlebag.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

final class SharedMBeanInfoTest {

    private static final String DOMAIN = "org.apache.camel:context=shared-info,";

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @Test
    void describesEveryBeanAsCamelDoes() throws Exception {
        Map<String, MBeanInfo> camels = infosOf(context(false));

        Map<String, MBeanInfo> shared = infosOf(context(true));
        shared.remove(DOMAIN + "type=services,name=SharedMBeanInfo"); // itself

        assertThat(camels).hasSizeGreaterThan(30);
        assertThat(shared).containsOnlyKeys(camels.keySet());
        assertThat(camels.keySet())
                .allSatisfy(name ->
                        assertThat(shared.get(name).equals(camels.get(name))).isTrue());
    }

    @Test
    void answersForEachBeanOnItsOwn() throws Exception {
        try (CamelContext camel = context(true)) {
            camel.start();

            camel.createProducerTemplate().sendBody("seda:waiting-a", "one");

            assertThat(attribute("type=routes,name=\"a\"", "Description")).isEqualTo("The first");
            assertThat(attribute("type=routes,name=\"b\"", "Description")).isEqualTo("The second");
            // What the component shows, and what Camel shows of every endpoint.
            assertThat(attribute("type=endpoints,name=\"seda://waiting-a\"", "CurrentQueueSize"))
                    .isEqualTo(1);
            assertThat(attribute("type=endpoints,name=\"seda://waiting-b\"", "CurrentQueueSize"))
                    .isEqualTo(0);
            assertThat(attribute("type=endpoints,name=\"seda://waiting-b\"", "EndpointUri"))
                    .isEqualTo("seda://waiting-b");
        }
    }

    private Object attribute(String name, String attribute) throws Exception {
        return server.getAttribute(new ObjectName(DOMAIN + name), attribute);
    }

    private Map<String, MBeanInfo> infosOf(CamelContext context) throws Exception {
        try (context) {
            context.start();
            return infos();
        }
    }

    /** By name, without the identity some names contain. */
    private Map<String, MBeanInfo> infos() throws Exception {
        Map<String, MBeanInfo> infos = new TreeMap<>();
        for (ObjectName name : server.queryNames(new ObjectName(DOMAIN + "*"), null)) {
            infos.put(name.toString().replaceAll("0x[0-9a-f]+", "0x"), server.getMBeanInfo(name));
        }
        return infos;
    }

    private static CamelContext context(boolean shared) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.getCamelContextExtension().setName("shared-info");
        if (shared) {
            camel.getCamelContextExtension().setManagementMBeanAssembler(new SharedMBeanInfo(camel));
        }
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a")
                        .routeId("a")
                        .description("The first")
                        .to("seda:waiting-a")
                        .id("to-a");
                from("direct:b")
                        .routeId("b")
                        .description("The second")
                        .to("seda:waiting-b")
                        .id("to-b");
            }
        });
        return camel;
    }
}
