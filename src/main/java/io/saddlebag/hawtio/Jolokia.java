package io.saddlebag.hawtio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jolokia.core.api.LogHandler;
import org.jolokia.json.JSONStructure;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.config.StaticConfiguration;
import org.jolokia.server.core.http.HttpRequestHandler;
import org.jolokia.server.core.request.BadRequestException;
import org.jolokia.server.core.request.EmptyResponseException;
import org.jolokia.server.core.service.JolokiaServiceManagerFactory;
import org.jolokia.server.core.service.api.JolokiaServiceManager;
import org.jolokia.service.jmx.LocalRequestHandler;
import org.jolokia.service.serializer.JolokiaSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This JVM's beans as JSON, as far as the policy allows. It opens no port and announces itself nowhere. */
final class Jolokia {

    private static final Logger LOG = LoggerFactory.getLogger(Jolokia.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String POLICY = "/hawtio-access/jolokia-access.xml";

    private final HttpRequestHandler handler;

    Jolokia() {
        try (InputStream policy = Jolokia.class.getResourceAsStream(POLICY)) {
            JolokiaServiceManager services = JolokiaServiceManagerFactory.createJolokiaServiceManager(
                    new StaticConfiguration(
                            ConfigKey.AGENT_ID, "saddlebag",
                            ConfigKey.DISCOVERY_ENABLED, "false",
                            ConfigKey.DEBUG, "false",
                            ConfigKey.ALLOW_ERROR_DETAILS, "false",
                            ConfigKey.INCLUDE_STACKTRACE, "false"),
                    new ToLog(),
                    new Restricted(policy));
            services.addService(new JolokiaSerializer());
            services.addService(new LocalRequestHandler(1));
            this.handler = new HttpRequestHandler(services.start());
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + POLICY + " cannot be read", e);
        }
    }

    /** Answers one question, or a list of them by a list. */
    JsonNode answer(byte[] question, Map<String, String[]> parameters) {
        JSONStructure answer;
        try {
            answer = handler.handlePostRequest(
                    "/hawtio/jolokia", new ByteArrayInputStream(question), "UTF-8", parameters);
        } catch (IOException | BadRequestException | EmptyResponseException | RuntimeException e) {
            answer = handler.handleThrowable(e);
        }
        try {
            return JSON.readTree(answer.toJSONString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Jolokia answers no JSON", e);
        }
    }

    /** Its debug words are nobody's; what it calls an error is a question that could not be answered. */
    private record ToLog() implements LogHandler {

        @Override
        public void debug(String message) {
            LOG.trace(message);
        }

        @Override
        public void info(String message) {
            LOG.debug(message);
        }

        @Override
        public void error(String message, Throwable failure) {
            LOG.debug(message, failure);
        }

        @Override
        public boolean isDebug() {
            return false;
        }
    }
}
