package io.saddlebag.pace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saddlebag.connector.odoo.Odoo;
import io.saddlebag.connector.odoo.OdooSettings;
import io.saddlebag.connector.shipbob.ShipBob;
import io.saddlebag.connector.shipbob.ShipBobSettings;
import io.saddlebag.connector.woocommerce.StoreSettings;
import io.saddlebag.connector.woocommerce.WooCredentials;
import io.saddlebag.connector.woocommerce.WooStore;
import io.saddlebag.delivery.CamelPartnerHttp;
import io.saddlebag.delivery.Credentials;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.delivery.PartnerHttp;
import io.saddlebag.sandbox.http.Fault;
import io.saddlebag.sandbox.http.SandboxReply;
import io.saddlebag.sandbox.http.SandboxRequest;
import io.saddlebag.sandbox.http.SandboxServer;
import io.saddlebag.settings.MapSection;
import io.saddlebag.settings.Problems;
import io.saddlebag.settings.Section;
import io.saddlebag.testing.MovableClock;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** P13, P35, P39: what each signal of each partner means, over real HTTP, as the routes' error policy gets to know it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignalsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final List<String> PARTNERS = List.of("woocommerce", "odoo json-rpc", "odoo json-2", "shipbob");

    /**
     * signal, status, headers, body, then what it means at WooCommerce, Odoo by JSON-RPC, Odoo by JSON-2, ShipBob: a category
     * with the wish of the partner, or with the code it would be parked under; {@code -} where the partner does not say so.
     */
    private static final String TABLE =
            """
            asks for seconds                | 429 | Retry-After=7 | {} | throttled 7 | throttled 7 | throttled 7 | throttled 7
            asks until a time               | 429 | Retry-After=Tue, 24 Nov 2026 12:00:30 GMT | {} | throttled 30 | throttled 30 | throttled 30 | throttled 30
            asks until a time that is past  | 429 | Retry-After=Tue, 24 Nov 2026 11:00:00 GMT | {} | throttled 0 | throttled 0 | throttled 0 | throttled 0
            asks in its own header          | 429 | x-retry-after=9 | {} | - | - | - | throttled 9
            asks in words                   | 429 | | {"statusCode":429,"message":"Rate limit is exceeded. Try again in 12 seconds."} | - | - | - | throttled 12
            asks without a time             | 429 | | slow down | throttled | throttled | throttled | throttled
            is down and names a time        | 503 | Retry-After=600 | <html>maintenance</html> | transient 600 | transient 600 | transient 600 | transient 600
            a quota as 400                  | 400 | | {"message":"The daily quota is exceeded"} | throttled | throttled | throttled | throttled
            a quota as 400, NetSuite's      | 400 | | {"code":"SSS_REQUEST_LIMIT_EXCEEDED"} | throttled | throttled | throttled | throttled
            a quota as 403                  | 403 | Retry-After=3 | API rate limit exceeded for this address | throttled 3 | throttled 3 | throttled 3 | throttled 3
            a quota as 503                  | 503 | | <html>Too many requests</html> | throttled | throttled | throttled | throttled
            a quota as configured           | 418 | | I am full | throttled | throttled | throttled | throttled
            the host is at its limit        | 508 | | <html>Resource limit</html> | throttled | transient | transient | transient
            a key that is revoked           | 401 | | {"code":"woocommerce_rest_authentication_error","message":"Consumer key is invalid."} | authentication | authentication | authentication | authentication
            a header that was stripped      | 401 | | {"code":"woocommerce_rest_cannot_view","message":"Sorry, you cannot list resources."} | authentication | - | - | -
            a login that does not fit       | 200 | | {"jsonrpc":"2.0","id":1,"result":false} | - | authentication | - | -
            a key that is expired           | 401 | | {"name":"werkzeug.exceptions.Unauthorized","message":"Invalid apikey"} | - | - | authentication | -
            rights that are missing, store  | 403 | | {"code":"woocommerce_rest_cannot_view","message":"Sorry, you cannot list resources."} | authentication | - | - | -
            rights that are missing         | 403 | | {"name":"odoo.exceptions.AccessError","message":"no"} | - | authentication | authentication | authentication
            a password of the web server    | 401 | | <html>401</html> | authentication | authentication | authentication | authentication
            the plugin is off               | 404 | | {"code":"rest_no_route","message":"No route was found","data":{"status":404}} | transient | - | - | -
            REST is not there               | 404 | | <html>Not found</html> | transient | contract contract | contract contract | business not-found
            a business rule as 500          | 500 | | {"code":"woocommerce_rest_invalid_order_refund","message":"Invalid amount","data":{"status":500}} | business refund-refused | - | - | -
            a business rule as 500, Odoo's  | 500 | | {"name":"odoo.exceptions.UserError","message":"It is locked"} | - | - | business odoo-refused | -
            a business rule inside of 200   | 200 | | {"jsonrpc":"2.0","id":1,"error":{"message":"Odoo Server Error","data":{"name":"odoo.exceptions.UserError","message":"It is locked"}}} | - | business odoo-refused | - | -
            rights missing inside of 200    | 200 | | {"jsonrpc":"2.0","id":1,"error":{"message":"Odoo Server Error","data":{"name":"odoo.exceptions.AccessError","message":"no"}}} | - | authentication | - | -
            an error inside of 200          | 200 | | {"code":"rest_invalid_param","message":"Invalid parameter","data":{"status":400}} | business invalid-parameter | - | - | -
            an error inside of 200, gateway | 200 | | {"statusCode":422,"message":"no such product"} | - | - | - | business unprocessable
            a quota inside of 200           | 200 | | {"statusCode":429,"message":"Rate limit is exceeded"} | - | - | - | throttled
            a SKU in progress               | 400 | | {"code":"woocommerce_rest_product_not_created","message":"The SKU (A-1) you are trying to insert is already under processing","data":{"status":400}} | in-progress sku-in-progress | - | - | -
            a defect inside                 | 500 | | <html>Internal Server Error</html> | transient | transient | transient | transient
            a gateway without its server    | 502 | | <html>Bad gateway</html> | transient | transient | transient | transient
            a PHP notice before the JSON    | 200 | | <b>Warning</b>: x in y.php on line 1<br/>[] | malformed | malformed | malformed | malformed
            JSON that is cut off            | 200 | | [{"id":1, | malformed | malformed | malformed | malformed
            nothing at all                  | 200 | | | malformed | malformed | malformed | malformed
            a page of the hoster            | 200 | | <html>Parked domain</html> | malformed | malformed | malformed | malformed
            no answer in time               | time-out | | | transient | transient | transient | transient
            a reset                         | reset | | | transient | transient | transient | transient
            nobody listens                  | refused | | | transient | transient | transient | transient
            no TLS                          | tls | | | transient | transient | transient | transient
            """;

    private final Vertx vertx = Vertx.vertx();
    private final MovableClock clock = new MovableClock(NOW);
    private final CamelContext camel = new DefaultCamelContext();
    private final List<CamelPartnerHttp> clients = new ArrayList<>();
    private SandboxServer server;
    private volatile SandboxReply next;

    @BeforeAll
    void start() {
        camel.start();
        server = SandboxServer.start(vertx, "signals", 0, this::answer, () -> new ObjectMapper().createObjectNode());
    }

    /** Odoo's version is asked before anything else, and needs no key. */
    private SandboxReply answer(SandboxRequest request) {
        return request.text().contains("\"version\"")
                ? SandboxReply.text(
                        200,
                        "application/json",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"server_version\":\"19.0\",\"server_version_info\":[19,0,0,\"final\",0,\"\"]}}")
                : next;
    }

    @AfterEach
    void mend() {
        server.faults().clear();
        clients.forEach(CamelPartnerHttp::close);
        clients.clear();
    }

    @AfterAll
    void stop() {
        camel.stop();
        server.close();
        vertx.close();
    }

    record Signal(String words, String partner, String status, String headers, String body, String meaning) {
        @Override
        public String toString() {
            return partner + ": " + words + " is " + meaning;
        }
    }

    static Stream<Signal> signals() {
        return TABLE.lines().flatMap(line -> {
            String[] cell = (line + " ").split("\\|");
            List<Signal> signals = new ArrayList<>();
            for (int i = 0; i < PARTNERS.size(); i++) {
                String meaning = cell[4 + i].strip();
                if (!meaning.equals("-")) {
                    signals.add(new Signal(
                            cell[0].strip(),
                            PARTNERS.get(i),
                            cell[1].strip(),
                            cell[2].strip(),
                            cell[3].strip(),
                            meaning));
                }
            }
            return signals.stream();
        });
    }

    @ParameterizedTest
    @MethodSource("signals")
    void p13p35p39EachSignalOfEachPartnerHasItsCategory(Signal signal) {
        String url = "tls".equals(signal.status())
                ? server.url().replace("http:", "https:")
                : "refused".equals(signal.status()) ? "http://127.0.0.1:1" : server.url();
        prepare(signal);

        String limit = "time-out".equals(signal.status()) ? "300ms" : "30s";
        String meaning = meaning(alive(signal.partner(), url, limit));

        assertThat(meaning).isEqualTo(signal.meaning());
    }

    private void prepare(Signal signal) {
        if ("time-out".equals(signal.status())) {
            server.faults().add(Fault.of(Fault.Kind.TIMEOUT_AFTER_COMMIT).on("^(GET|POST /json/2|POST /jsonrpc)"));
        } else if ("reset".equals(signal.status())) {
            server.faults().add(Fault.of(Fault.Kind.RESET));
        } else if (signal.status().matches("[0-9]+")) {
            SandboxReply reply = SandboxReply.text(
                    Integer.parseInt(signal.status()),
                    signal.body().startsWith("<") ? "text/html" : "application/json",
                    signal.body());
            if (!signal.headers().isEmpty()) {
                String[] header = signal.headers().split("=", 2);
                reply = reply.with(header[0], header[1]);
            }
            next = reply;
        }
    }

    private Outcome<Boolean> alive(String partner, String url, String limit) {
        Map<String, String> keys = new HashMap<>();
        keys.put("url", url);
        keys.put("throttle-signals", "418:full");
        switch (partner) {
            case "woocommerce" -> {
                keys.putAll(Map.of("consumer-key", "ck", "consumer-secret", "cs", "timeout", limit));
                keys.put("permalinks", "pretty");
                Section section = section("store.main", keys);
                StoreSettings settings = StoreSettings.from(section);
                return new WooStore(http(section, url, WooCredentials.of(settings, clock)), settings, clock).alive();
            }
            case "shipbob" -> {
                keys.putAll(Map.of("token", "t", "channel-id", "1"));
                Section section = section("warehouse.shipbob", keys);
                ShipBobSettings settings = ShipBobSettings.from(section);
                PartnerHttp http = http(section, url, settings.credentials());
                return new ShipBob(
                                call -> http.send(
                                        call.within(limit.endsWith("ms") ? Duration.ofMillis(300) : call.timeout())),
                                settings,
                                clock)
                        .alive();
            }
            default -> {
                keys.putAll(Map.of("database", "d", "login", "l", "api-key", "k", "timeout", limit));
                keys.put("protocol", partner.replace("odoo ", ""));
                Section section = section("erp.odoo", keys);
                OdooSettings settings = OdooSettings.from(section);
                return new Odoo(http(section, url, settings.credentials()), settings, clock).alive();
            }
        }
    }

    private static Section section(String partner, Map<String, String> keys) {
        Map<String, String> full = new HashMap<>();
        keys.forEach((key, value) -> full.put("saddlebag." + partner + "." + key, value));
        return new MapSection("saddlebag." + partner, full, new Problems());
    }

    private PartnerHttp http(Section section, String url, Credentials credentials) {
        CamelPartnerHttp http =
                new CamelPartnerHttp(camel, section.name(), url, 2, credentials, new SimpleMeterRegistry());
        clients.add(http);
        PauseRules never = new PauseRules(1_000, Duration.ofSeconds(1), Duration.ofSeconds(1));
        return new GatedHttp(
                http, new PartnerGate("erp", "x", PartnerLimits.from(section, 2), never, Optional.empty(), clock));
    }

    private static String meaning(Outcome<Boolean> outcome) {
        try {
            outcome.orThrow("partner", "signal");
            return "done";
        } catch (DeliveryFailure.Parking parking) {
            return parking.category().word() + " " + parking.code();
        } catch (DeliveryFailure.Waiting waiting) {
            return (waiting.category().word()
                            + (waiting.code().equals(waiting.category().word()) ? "" : " " + waiting.code())
                            + waiting.after()
                                    .map(after -> " " + after.toSeconds())
                                    .orElse(""))
                    .strip();
        }
    }
}
