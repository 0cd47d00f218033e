package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.testing.OpenIdProvider;
import io.saddlebag.testing.OpenIdProvider.Signed;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** People who sign in with another server. */
class OpenIdTest {

    private static final String PUBLIC = "https://saddlebag.example.com";

    @TempDir
    private static Path data;

    private static OpenIdProvider provider;
    private static RunningDaemon running;

    private final CookieManager cookies = new CookieManager();
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    @BeforeAll
    static void start() {
        provider = new OpenIdProvider();
        running = RunningDaemon.start(
                data,
                SandboxPartners.Plan.instant(),
                Map.of(
                        "saddlebag.access.openid.issuer",
                        provider.issuer(),
                        "saddlebag.access.openid.client-id",
                        OpenIdProvider.CLIENT,
                        "saddlebag.access.openid.client-secret",
                        OpenIdProvider.SECRET,
                        "saddlebag.access.openid.console",
                        PUBLIC,
                        "saddlebag.operations.proxies",
                        "127.0.0.1",
                        "saddlebag.access.openid.roles",
                        "shop-finance=finance, CN=Shop=support, CN=Shop=fulfilment"));
    }

    @AfterAll
    static void stop() {
        running.close();
        provider.close();
    }

    @Test
    void whoHasARoleComesToThePageHeWantedAndSeesWhatItMay() {
        provider.is("ann", "everybody", "shop-finance");

        HttpResponse<String> asked = get("/sign-in?then=%2Fconsole%2Ffinance%3Fby%3Dage");
        HttpResponse<String> begun = get("/sign-in/openid?then=%2Fconsole%2Ffinance%3Fby%3Dage");
        HttpResponse<String> entered = get(back(begun));
        HttpResponse<String> finance = get("/console/finance");

        assertThat(asked.body()).contains("/sign-in/openid?then=%2Fconsole%2Ffinance%3Fby%3Dage");
        assertThat(entered.statusCode()).isEqualTo(200);
        assertThat(entered.headers().firstValue("Refresh")).hasValue("0; url=/console/finance?by=age");
        assertThat(begun.headers().firstValue("Content-Security-Policy"))
                .isEqualTo(asked.headers().firstValue("Content-Security-Policy"))
                .isPresent();
        assertThat(finance.statusCode()).isEqualTo(200);
        assertThat(finance.body()).contains("ann@127.0.0.1");
        assertThat(get("/console/operations").statusCode()).isEqualTo(403);
        assertThat(audited("ann@127.0.0.1")).containsExactly("signed-in");
    }

    @Test
    void aGroupMayHaveSeveralRolesAndAnEqualsSignInItsName() {
        provider.is("sue@example.com", "CN=Shop");

        assertThat(signIn().statusCode()).isEqualTo(200);
        assertThat(get("/console/password").body()).contains("Your password is not kept here", "sue@example.com");
        assertThat(get("/console/parked").statusCode())
                .as("what a group's second role may")
                .isEqualTo(200);
    }

    @Test
    void whoHasNoRoleIsToldSo() {
        provider.is("bob", "everybody");

        HttpResponse<String> answer = signIn();

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("bob@127.0.0.1 has no role here", "saddlebag.access.openid.roles");
        assertThat(session()).isEmpty();
        assertThat(audited("bob@127.0.0.1")).containsExactly("sign-in-refused");
    }

    @Test
    void whoTheProviderRefusesIsNotSignedIn() {
        provider.refuses();

        HttpResponse<String> answer = signIn();

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("the provider refused: access_denied");
        assertThat(session()).isEmpty();
    }

    static List<Arguments> lies() {
        return List.of(
                lie("another issuer", claims -> claims.issuer("https://elsewhere.example.com"), Signed.WELL),
                lie("another client", claims -> claims.audience("another"), Signed.WELL),
                lie("another sign-in", claims -> claims.claim("nonce", "guessed"), Signed.WELL),
                lie("no sign-in", claims -> claims.claim("nonce", null), Signed.WELL),
                lie(
                        "long ago",
                        claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(600))),
                        Signed.WELL),
                lie("a stranger's key", claims -> claims, Signed.BY_A_STRANGER),
                lie("the shared secret", claims -> claims, Signed.WITH_THE_SECRET),
                lie("no signature", claims -> claims, Signed.NOT_AT_ALL),
                lie("no name", claims -> claims.claim("preferred_username", null), Signed.WELL),
                lie("a name with a tag", claims -> claims.claim("preferred_username", "<b>ann"), Signed.WELL));
    }

    private static Arguments lie(String what, UnaryOperator<JWTClaimsSet.Builder> said, Signed how) {
        return Arguments.of(what, said, how);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void whatCannotBeBelievedSignsNobodyIn(String what, UnaryOperator<JWTClaimsSet.Builder> said, Signed how) {
        provider.says(
                claims ->
                        said.apply(claims.claim("preferred_username", "eve").claim("groups", List.of("shop-finance"))),
                how);

        HttpResponse<String> answer = signIn();

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("Not signed in: ");
        assertThat(session()).isEmpty();
    }

    @Test
    void anAnswerForAnotherBrowserSignsNobodyIn() {
        provider.is("ann", "shop-finance");
        String back = back(get("/sign-in/openid"));
        cookies.getCookieStore().removeAll();

        HttpResponse<String> without = get(back);
        get("/sign-in/openid");
        HttpResponse<String> another = get(back);

        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.body()).contains("this browser began no sign-in");
        assertThat(another.body()).contains("this answer belongs to no sign-in of this browser");
        assertThat(session()).isEmpty();
    }

    @Test
    void anAnswerSignsInOnce() {
        provider.is("ann", "shop-finance");
        HttpResponse<String> begun = get("/sign-in/openid");
        HttpCookie kept = cookies.getCookieStore().getCookies().get(0);
        String back = back(begun);
        get(back);
        String first = session().orElseThrow();
        cookies.getCookieStore().add(URI.create(base()), kept);

        HttpResponse<String> again = get(back);

        assertThat(again.statusCode()).isEqualTo(401);
        assertThat(again.body()).contains("the provider refused the code: invalid_grant");
        assertThat(session()).hasValue(first);
    }

    @Test
    void afterASignInOneComesToAPageOfThisConsoleOnly() {
        provider.is("ann", "shop-finance");

        HttpResponse<String> entered = get(back(get("/sign-in/openid?then=https%3A%2F%2Felsewhere.example.com")));

        assertThat(entered.headers().firstValue("Refresh")).hasValue("0; url=/console");
    }

    @Test
    void whoComesThroughATrustedProxyIsInTheTrailWithHisOwnAddress() {
        provider.is("pat", "shop-finance");

        get(back(get("/sign-in/openid")), "X-Forwarded-For", "198.51.100.1, 203.0.113.7");

        assertThat(running.ledger().audit().find("access/pat@127.0.0.1", Optional.empty(), 1))
                .extracting(chained -> chained.entry().origin())
                .containsExactly("203.0.113.7");
    }

    private HttpResponse<String> signIn() {
        return get(back(get("/sign-in/openid")));
    }

    /** Follows the browser to the provider; the path and query it is sent back to. */
    private String back(HttpResponse<String> begun) {
        HttpResponse<String> sent = fetch(begun.headers().firstValue("Location").orElseThrow());
        String back = sent.headers().firstValue("Location").orElseThrow();
        assertThat(back).startsWith(PUBLIC + "/sign-in/openid/done?");
        return back.substring(PUBLIC.length());
    }

    private Optional<String> session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("saddlebag_session"))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    private static List<String> audited(String who) {
        return running.ledger().audit().find("access/" + who, Optional.empty(), 10).stream()
                .map(chained -> chained.entry().what())
                .distinct()
                .toList();
    }

    private static String base() {
        return "http://127.0.0.1:" + running.daemon().operationsPort();
    }

    private HttpResponse<String> get(String path, String... headers) {
        return fetch(base() + path, headers);
    }

    private HttpResponse<String> fetch(String address, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).GET();
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
