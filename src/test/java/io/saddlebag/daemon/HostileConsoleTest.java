package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.access.Role;
import io.saddlebag.sandbox.SandboxPartners;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers of the console who mean no good, and what each page brings against them. */
class HostileConsoleTest {

    /** A script in the page, a style at an element, a handler in an attribute: what the policy forbids. */
    private static final Pattern INLINE =
            Pattern.compile("<script(?![^>]*\\ssrc=)|<style|\\sstyle=\"|\\son[a-z]+=\"|javascript:");

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int MANY = 60;

    @TempDir
    private static Path data;

    private static RunningDaemon running;

    @BeforeAll
    static void start() {
        running = RunningDaemon.start(
                data, SandboxPartners.Plan.instant(), Map.of("saddlebag.operations.request-within", "2s"));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void everyPageForbidsScriptsFramesAndGuessingOfTypes() {
        Visitor visitor = Visitor.signedIn(running, Role.IT_OPERATIONS, Role.FINANCE, Role.ADMIN);
        Visitor support = Visitor.signedIn(running, Role.SUPPORT);
        List<HttpResponse<String>> answers = new ArrayList<>();
        pages().forEach(page -> {
            answers.add(visitor.get(page));
            answers.add(support.get(page));
            answers.add(new Visitor(running).get(page));
        });
        answers.add(visitor.get("/sign-in"));
        answers.add(visitor.get("/console"));
        answers.add(visitor.get("/console/password"));
        answers.add(visitor.get("/console/there-is-no-such-page"));
        answers.add(visitor.post("/console/password", Map.of()));
        answers.add(new Visitor(running).signIn("nobody", "a guess"));
        answers.add(visitor.get(asset(visitor)));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(header(answer, "Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                    .doesNotContain("unsafe");
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(answer, "Referrer-Policy")).isEqualTo("same-origin");
            assertThat(header(answer, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        });
        assertThat(answers)
                .filteredOn(answer -> !answer.uri().getPath().startsWith("/console/assets/"))
                .allSatisfy(answer -> {
                    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
                    assertThat(INLINE.matcher(answer.body()).find())
                            .as("the policy would break %s", answer.uri())
                            .isFalse();
                });
    }

    @Test
    void aFormThatIsTooLargeIsRefusedBeforeItIsRead() throws IOException {
        Visitor visitor = Visitor.signedIn(running, Role.IT_OPERATIONS, Role.FINANCE, Role.ADMIN);
        Set<String> forms = new TreeSet<>(Set.of("/sign-in", "/console/password", "/console/sign-out"));
        running.daemon().rules().keySet().stream()
                .filter(rule -> rule.startsWith("POST /console/"))
                .forEach(rule -> forms.add(rule.substring(5).replaceAll(":[a-zA-Z]+", "x")));

        for (String form : forms) {
            String answer = raw("POST " + form + " HTTP/1.1\r\nHost: a\r\nCookie: saddlebag_session=" + visitor.cookie()
                    + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 7000000\r\n\r\nname=");
            assertThat(answer).as(form).startsWith("HTTP/1.1 413 ");
        }
        assertThat(visitor.signIn("x".repeat(5_000), "y").statusCode()).isEqualTo(413);
    }

    @Test
    void aRequestThatNeverEndsIsClosedAndHoldsUpNobody() throws IOException {
        String half = "POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + "Content-Length: 100\r\n\r\nname=";
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                slow.add(begun(half));
                slow.add(begun("GET /console/orders HTTP/1.1\r\nHo"));
            }

            HttpResponse<String> meanwhile =
                    Visitor.signedIn(running, Role.SUPPORT).get("/console/orders");
            String answer = rest(slow.get(0));

            assertThat(meanwhile.statusCode()).isEqualTo(200);
            assertThat(answer).startsWith("HTTP/1.1 408 ").contains("too-slow");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void anOpenPageThatListensIsNotClosed() throws IOException {
        Visitor visitor = Visitor.signedIn(running, Role.SUPPORT);

        try (Socket listening = begun("GET /console/live HTTP/1.1\r\nHost: a\r\nCookie: saddlebag_session="
                + visitor.cookie() + "\r\n\r\n")) {
            listening.setSoTimeout((int) Duration.ofSeconds(4).toMillis());
            byte[] bytes = new byte[10_000];
            int read = listening.getInputStream().read(bytes);
            assertThat(new String(bytes, 0, read, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 200 ");
            assertThat(isClosed(listening))
                    .as("after twice the time a request has")
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/assets/../../../../../../../../etc/passwd",
                "/console/assets/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
                "/console/assets/..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
                "/console/assets/..%5c..%5c..%5cetc%5cpasswd",
                "/console/assets//etc/passwd",
                "/console/assets/%00/etc/passwd",
                "/console/assets/%2e%2e/%2e%2e/application.properties",
                "/console/assets/0/console.css",
                "/console/..;/api/v1/orders",
                "/console/../api/v1/orders",
                "/sign-in/../../users.json"
            })
    void noAddressLeadsToAFileOrToAnotherDoor(String path) throws IOException {
        Visitor visitor = Visitor.signedIn(running, Role.IT_OPERATIONS, Role.FINANCE, Role.ADMIN);

        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nCookie: saddlebag_session="
                + visitor.cookie() + "\r\n\r\n");

        assertThat(answer)
                .matches("(?s)HTTP/1.1 (400|401|404) .*")
                .doesNotContain("root:", "saddlebag.operations.port=", "\"hash\"");
    }

    @Test
    void noHeaderIsMadeOfWhatACallerSends() throws IOException {
        String evil = "%0d%0aSet-Cookie:%20saddlebag_session=evil%0d%0a%0d%0a<script>alert(1)</script>";
        Visitor stranger = new Visitor(running);

        HttpResponse<String> sentAway =
                stranger.get("/console/orders?text=" + evil.replace("<", "%3c").replace(">", "%3e"));
        HttpResponse<String> wrong = stranger.post(
                "/sign-in",
                Map.of("name", "a\r\nSet-Cookie: b=c", "password", "x", "then", "/console/orders\r\nSet-Cookie: b=c"));
        String page =
                raw("GET /console/x" + evil + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nCookie: saddlebag_session="
                        + Visitor.signedIn(running, Role.SUPPORT).cookie() + "\r\n\r\n");

        assertThat(header(sentAway, "Location"))
                .startsWith("/sign-in?then=%2Fconsole")
                .doesNotContain("\r", "\n");
        assertThat(sentAway.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(page.split("\r\n\r\n")[0]).doesNotContain("Set-Cookie");
        assertThat(page).doesNotContain("<script>alert");
    }

    @Test
    void whatIsSearchedForIsShownAsText() {
        Visitor visitor = Visitor.signedIn(running, Role.SUPPORT);

        assertThat(visitor.get("/console/orders?text=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
                        .body())
                .doesNotContain("<script>alert");
    }

    private static Set<String> pages() {
        Set<String> pages = new TreeSet<>();
        running.daemon().rules().keySet().stream()
                .filter(rule -> rule.startsWith("GET /console/"))
                .forEach(rule -> pages.add(rule.substring(4).replaceAll(":[a-zA-Z]+", "nobody-has-this")));
        assertThat(pages).isNotEmpty();
        return pages;
    }

    private static String asset(Visitor visitor) {
        Matcher matcher = Pattern.compile("/console/assets/[0-9a-f]+/console\\.css")
                .matcher(visitor.get("/sign-in").body());
        assertThat(matcher.find()).isTrue();
        return matcher.group();
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static Socket begun(String request) throws IOException {
        Socket socket = new Socket("127.0.0.1", running.daemon().operationsPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    /** All that comes until the other side closes. */
    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** What comes first. */
    private static String raw(String request) throws IOException {
        try (Socket socket = begun(request)) {
            if (request.contains("Connection: close")) {
                return rest(socket);
            }
            byte[] bytes = new byte[4_000];
            int read = socket.getInputStream().read(bytes);
            return new String(bytes, 0, Math.max(read, 0), StandardCharsets.UTF_8);
        }
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            int next = socket.getInputStream().read();
            while (next >= 0) {
                next = socket.getInputStream().read();
            }
            return true;
        } catch (java.net.SocketTimeoutException stillOpen) {
            return false;
        }
    }
}
