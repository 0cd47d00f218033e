package io.saddlebag.sandbox.woocommerce;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A client's side of OAuth 1.0a after RFC 5849, written apart from the store's check. */
record OAuthSigner(String key, String secret, String method) {

    /** The oauth_ parameters of a request, signature included. */
    Map<String, String> sign(String httpMethod, URI url, long timestamp, String nonce) {
        Map<String, String> oauth = new LinkedHashMap<>();
        oauth.put("oauth_consumer_key", key);
        oauth.put("oauth_timestamp", Long.toString(timestamp));
        oauth.put("oauth_nonce", nonce);
        oauth.put("oauth_signature_method", method);
        oauth.put("oauth_version", "1.0");
        Map<String, String> all = new TreeMap<>();
        oauth.forEach((name, value) -> all.put(encode(name), encode(value)));
        if (url.getRawQuery() != null) {
            for (String pair : url.getRawQuery().split("&")) {
                String[] both = pair.split("=", 2);
                all.put(encode(decode(both[0])), encode(decode(both.length > 1 ? both[1] : "")));
            }
        }
        String parameters = all.entrySet().stream()
                .map(p -> p.getKey() + "=" + p.getValue())
                .collect(Collectors.joining("&"));
        String address = url.getScheme() + "://" + url.getAuthority() + url.getPath();
        String base = httpMethod + "&" + encode(address) + "&" + encode(parameters);
        oauth.put("oauth_signature", mac(base));
        return oauth;
    }

    /** The same as a query string. */
    static String query(Map<String, String> oauth) {
        return oauth.entrySet().stream()
                .map(p -> encode(p.getKey()) + "=" + encode(p.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** The same as an Authorization header. */
    static String header(Map<String, String> oauth) {
        return "OAuth "
                + oauth.entrySet().stream()
                        .map(p -> p.getKey() + "=\"" + encode(p.getValue()) + "\"")
                        .collect(Collectors.joining(","));
    }

    private String mac(String text) {
        String algorithm = method.equals("HMAC-SHA1") ? "HmacSHA1" : "HmacSHA256";
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec((secret + "&").getBytes(StandardCharsets.UTF_8), algorithm));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
