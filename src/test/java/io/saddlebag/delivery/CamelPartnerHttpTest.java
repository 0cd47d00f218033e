package io.saddlebag.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saddlebag.sandbox.http.Fault;
import io.saddlebag.sandbox.http.SandboxReply;
import io.saddlebag.sandbox.http.SandboxRequest;
import io.saddlebag.sandbox.http.SandboxServer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CamelPartnerHttpTest {

    private final List<SandboxRequest> received = new CopyOnWriteArrayList<>();
    private Vertx vertx;
    private SandboxServer server;
    private CamelContext camel;
    private CamelPartnerHttp http;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        server = SandboxServer.start(
                vertx,
                "echo",
                0,
                r -> {
                    received.add(r);
                    return SandboxReply.text(200, "application/json", "{\"ok\":true}")
                            .with("X-WP-Total", "7");
                },
                () -> new ObjectMapper().createObjectNode());
        camel = new DefaultCamelContext();
        camel.start();
        http = client(server.url());
    }

    @AfterEach
    void stop() {
        http.close();
        camel.stop();
        server.close();
        vertx.close();
    }

    @Test
    void sendsBodyQueryAndCredentialsAndReadsTheAnswer() {
        HttpResult result = http.send(HttpCall.json("create", "POST", "/a/b", "{\"n\":\"ä\"}")
                .with("q", "a b&c=ü")
                .header("X-Channel", "9"));

        assertThat(result).isInstanceOfSatisfying(HttpResult.Answer.class, answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEqualTo("{\"ok\":true}");
            assertThat(answer.header("X-WP-Total")).contains("7");
        });
        SandboxRequest request = received.get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/a/b");
        assertThat(request.text()).isEqualTo("{\"n\":\"ä\"}");
        assertThat(request.query("q", "")).isEqualTo("a b&c=ü");
        assertThat(request.query("signed", "")).isEqualTo("q,a b&c=ü");
        assertThat(request.header("Authorization")).isEqualTo("bearer secret");
        assertThat(request.header("X-Channel")).isEqualTo("9");
        assertThat(request.header("Content-Type")).startsWith("application/json");
    }

    @Test
    void repeatsNothingWhenThePartnerAnswersThatItIsBusy() {
        server.faults().add(Fault.status(503, "1"));

        HttpResult result = http.send(HttpCall.json("create", "POST", "/orders", "{}"));

        assertThat(result).isInstanceOfSatisfying(HttpResult.Answer.class, a -> assertThat(a.status())
                .isEqualTo(503));
        server.faults().clear();
        http.send(HttpCall.get("read", "/orders"));
        assertThat(received).extracting(SandboxRequest::method).containsExactly("GET");
    }

    /** A repeat of the client's own would meet no fault any more, and bring 200 (facts: camel 7). */
    @Test
    void p39TheHttpClientRepeatsNeitherWhatIsThrottledNorWhatBroke() {
        for (int status : new int[] {429, 503}) {
            server.faults().add(Fault.status(status, "1").times(1));
            HttpResult result = http.send(HttpCall.json("create", "POST", "/orders", "{}"));
            assertThat(result).isInstanceOfSatisfying(HttpResult.Answer.class, a -> assertThat(a.status())
                    .isEqualTo(status));
            server.faults().add(Fault.status(status, "1").times(1));
            assertThat(http.send(HttpCall.get("read", "/orders")))
                    .isInstanceOfSatisfying(
                            HttpResult.Answer.class, a -> assertThat(a.status()).isEqualTo(status));
        }
        server.faults().add(Fault.of(Fault.Kind.RESET).times(1));
        assertThat(kind(http.send(HttpCall.get("read", "/orders")))).isEqualTo(HttpResult.Kind.BROKEN);
        assertThat(received).isEmpty();
    }

    @Test
    void tellsATimeOutFromARefusedConnectionAndFromABrokenOne() {
        server.faults().add(Fault.of(Fault.Kind.TIMEOUT_AFTER_COMMIT).times(1));
        HttpResult late = http.send(HttpCall.get("read", "/x").within(Duration.ofMillis(300)));
        server.faults().add(Fault.of(Fault.Kind.RESET_AFTER_COMMIT).times(1));
        HttpResult broken = http.send(HttpCall.get("read", "/x"));
        CamelPartnerHttp nobody = client("http://127.0.0.1:1");
        HttpResult refused = nobody.send(HttpCall.get("read", "/x"));
        nobody.close();

        assertThat(kind(late)).isEqualTo(HttpResult.Kind.TIMED_OUT);
        assertThat(kind(broken)).isEqualTo(HttpResult.Kind.BROKEN);
        assertThat(kind(refused)).isEqualTo(HttpResult.Kind.NOT_CONNECTED);
    }

    private static HttpResult.Kind kind(HttpResult result) {
        return ((HttpResult.NoAnswer) result).kind();
    }

    private CamelPartnerHttp client(String url) {
        return new CamelPartnerHttp(
                camel,
                "echo",
                url,
                4,
                request -> {
                    request.header("Authorization", "bearer secret");
                    request.addQuery(
                            "signed",
                            request.query().stream()
                                    .map(p -> p.name() + "," + p.value())
                                    .findFirst()
                                    .orElse(""));
                },
                new SimpleMeterRegistry());
    }
}
