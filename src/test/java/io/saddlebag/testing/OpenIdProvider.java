package io.saddlebag.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * An OpenID Connect provider that signs everybody in as {@link #is} says, after OpenID Connect Core 1.0: it takes a code once,
 * with the client's secret and the verifier that fits its challenge.
 */
public final class OpenIdProvider implements AutoCloseable {

    public static final String CLIENT = "saddlebag";
    public static final String SECRET = "a secret of thirty-two characters";

    private final HttpServer server;
    private final RSAKey key = key();
    private final RSAKey stranger = key();
    private Map<String, String> asked = Map.of();
    private UnaryOperator<JWTClaimsSet.Builder> says = claims -> claims;
    private Signed signed = Signed.WELL;
    private boolean refuses;

    /** How ID tokens are signed. */
    public enum Signed {
        WELL,
        BY_A_STRANGER,
        WITH_THE_SECRET,
        NOT_AT_ALL
    }

    public OpenIdProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/.well-known/openid-configuration", call -> answer(call, 200, metadata()));
        server.createContext("/keys", call -> answer(call, 200, new JWKSet(key).toString(true)));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.start();
    }

    /** As some providers' it ends in a slash. */
    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** From now on, somebody of this name and these groups comes. */
    public void is(String name, String... groups) {
        says(claims -> claims.claim("preferred_username", name).claim("groups", List.of(groups)), Signed.WELL);
    }

    /** From now on, ID tokens say this too. */
    public void says(UnaryOperator<JWTClaimsSet.Builder> more, Signed how) {
        says = more;
        signed = how;
        refuses = false;
    }

    /** From now on, nobody is let in. */
    public void refuses() {
        refuses = true;
    }

    private String metadata() {
        return """
                {"issuer": "%1$s", "authorization_endpoint": "%1$sauthorize", "token_endpoint": "%1$stoken",
                 "jwks_uri": "%1$skeys", "response_types_supported": ["code"], "subject_types_supported": ["public"],
                 "id_token_signing_alg_values_supported": ["none", "HS256", "RS256"]}"""
                .formatted(issuer());
    }

    private void authorize(HttpExchange call) throws IOException {
        asked = parameters(call.getRequestURI().getRawQuery());
        String answer = refuses ? "error=access_denied" : "code=once";
        call.getResponseHeaders()
                .add("Location", asked.get("redirect_uri") + "?" + answer + "&state=" + asked.get("state"));
        answer(call, 302, "");
    }

    private void token(HttpExchange call) throws IOException {
        Map<String, String> form = parameters(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String basic = Base64.getEncoder()
                .encodeToString((CLIENT + ":" + SECRET.replace(' ', '+')).getBytes(StandardCharsets.UTF_8));
        if (!("Basic " + basic).equals(call.getRequestHeaders().getFirst("Authorization"))) {
            answer(call, 401, "{\"error\": \"invalid_client\"}");
        } else if (!"once".equals(form.get("code"))
                || !asked.getOrDefault("redirect_uri", "").equals(form.get("redirect_uri"))
                || !challenge(form.get("code_verifier")).equals(asked.get("code_challenge"))) {
            answer(call, 400, "{\"error\": \"invalid_grant\"}");
        } else {
            String token = idToken(asked.get("nonce")).serialize();
            asked = Map.of();
            answer(call, 200, "{\"access_token\": \"x\", \"token_type\": \"Bearer\", \"id_token\": \"" + token + "\"}");
        }
    }

    private JWT idToken(String nonce) {
        JWTClaimsSet claims = says.apply(new JWTClaimsSet.Builder()
                        .issuer(issuer())
                        .subject("4711")
                        .audience(CLIENT)
                        .claim("nonce", nonce)
                        .issueTime(new Date())
                        .expirationTime(Date.from(Instant.now().plusSeconds(300))))
                .build();
        try {
            return switch (signed) {
                case WELL -> signed(JWSAlgorithm.RS256, key.getKeyID(), new RSASSASigner(key), claims);
                case BY_A_STRANGER -> signed(JWSAlgorithm.RS256, key.getKeyID(), new RSASSASigner(stranger), claims);
                case WITH_THE_SECRET -> signed(JWSAlgorithm.HS256, null, new MACSigner(SECRET), claims);
                case NOT_AT_ALL -> new PlainJWT(claims);
            };
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SignedJWT signed(JWSAlgorithm algorithm, String key, JWSSigner signer, JWTClaimsSet claims)
            throws JOSEException {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key).build(), claims);
        token.sign(signer);
        return token;
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyID("k1").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.valueOf(verifier).getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> parameters(String query) {
        return new java.util.TreeMap<>(URLUtils.parseParameters(query).entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(
                        Map.Entry::getKey, one -> one.getValue().get(0))));
    }

    private static void answer(HttpExchange call, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().add("Content-Type", "application/json");
        call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
