package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.settings.Settings;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** No secret leaves the settings: not into the log at any level, not over the operations port, not over JMX. */
class SecretsTest {

    private static final String WRONG_TOKEN = "a-token-shipbob-does-not-know-4711";

    @TempDir
    private Path data;

    private final Queue<String> log = new ConcurrentLinkedQueue<>();

    private final AppenderBase<ILoggingEvent> recorder = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            log.add(event.getFormattedMessage()
                    + (event.getThrowableProxy() == null
                            ? ""
                            : ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
    };

    @Test
    void showsNoSecretAnywhereWhileItRunsAndWhileAPartnerRefusesIt() throws JMException {
        Logger ours = (Logger) LoggerFactory.getLogger("io.saddlebag");
        Logger camel = (Logger) LoggerFactory.getLogger("org.apache.camel");
        record(ours, Level.TRACE);
        record(camel, Level.INFO);
        Map<String, String> wrong = Map.of("saddlebag.warehouse.shipbob.token", WRONG_TOKEN);
        List<String> secrets;
        StringBuilder shown = new StringBuilder();
        try (RunningDaemon running = RunningDaemon.start(data, SandboxPartners.Plan.instant(), wrong)) {
            secrets = secrets(running);
            List<Long> placed = running.partners().store().place(2);
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(running.trace(placed.get(0)))
                    .anyMatch(event -> event.outcome().equals("waiting")));
            String token = "Bearer " + running.daemon().token();
            for (String path : List.of(
                    "/observe/health",
                    "/observe/metrics",
                    "/observe/info",
                    "/api/v1/orders",
                    "/api/v1/orders/main/" + placed.get(0),
                    "/api/v1/feeds",
                    "/api/v1/notices")) {
                shown.append(running.operations(path, "Authorization", token).body());
            }
            shown.append(beans());
        } finally {
            stop(ours);
            stop(camel);
        }

        assertThat(secrets).hasSizeGreaterThan(6).doesNotContain("");
        assertThat(log).hasSizeGreaterThan(5);
        assertThat(shown).hasSizeGreaterThan(10_000);
        String everything = shown + String.join("\n", log);
        assertThat(secrets).allSatisfy(secret -> assertThat(everything.contains(secret))
                .as("the secret ending in %s is shown", secret.substring(secret.length() - 4))
                .isFalse());
    }

    private static List<String> secrets(RunningDaemon running) {
        List<String> secrets = new ArrayList<>(running.partners().settings("http://x").entrySet().stream()
                .filter(setting -> Settings.isSecret(setting.getKey()))
                .map(Map.Entry::getValue)
                .toList());
        secrets.add(WRONG_TOKEN);
        secrets.add(running.daemon().token());
        return secrets;
    }

    /** Every readable attribute of Camel's and the broker's beans. */
    private static String beans() throws JMException {
        StringBuilder text = new StringBuilder();
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : server.queryNames(null, null)) {
            if (!name.getDomain().startsWith("org.apache")) {
                continue;
            }
            text.append(name).append('\n');
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                try {
                    text.append(attribute.getName())
                            .append('=')
                            .append(server.getAttribute(name, attribute.getName()))
                            .append('\n');
                } catch (JMException | RuntimeMBeanException notReadableNow) {
                    text.append(notReadableNow.getMessage()).append('\n');
                }
            }
        }
        return text.toString();
    }

    private void record(Logger logger, Level level) {
        recorder.setContext(logger.getLoggerContext());
        recorder.start();
        logger.setLevel(level);
        logger.addAppender(recorder);
    }

    private void stop(Logger logger) {
        logger.detachAppender(recorder);
        logger.setLevel(null);
    }
}
