package io.saddlebag.daemon;

import io.saddlebag.access.Role;
import io.saddlebag.access.Users;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Somebody at the console, without a browser: keeps one cookie, follows nothing by itself. */
final class Visitor {

    private static final Pattern SECRET = Pattern.compile("data-csrf=\"([^\"]+)\"");

    private final String base;
    private final HttpClient http = HttpClient.newHttpClient();
    private String cookie = "";

    Visitor(RunningDaemon daemon) {
        this.base = "http://127.0.0.1:" + daemon.daemon().operationsPort();
    }

    /** A user with these roles, signed in. */
    static Visitor signedIn(RunningDaemon daemon, Role... roles) {
        String name = "u"
                + String.join(
                        "", Set.of(roles).stream().map(Role::word).sorted().toList());
        Users users = users(daemon.data());
        if (users.find(name).isEmpty()) {
            users.add(name, Set.of(roles));
            users.choose(name, "correct horse battery");
        }
        Visitor visitor = new Visitor(daemon);
        visitor.signIn(name, "correct horse battery");
        return visitor;
    }

    static Users users(Path data) {
        return new Users(data.resolve("users.json"), Clock.systemUTC());
    }

    HttpResponse<String> signIn(String name, String password) {
        return post("/sign-in", Map.of("name", name, "password", password));
    }

    String cookie() {
        return cookie;
    }

    void cookie(String value) {
        cookie = value;
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(HttpRequest.newBuilder(URI.create(base + path)).GET(), headers);
    }

    /** The lines of an answer that does not end, as they come. */
    Stream<String> lines(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Cookie", "saddlebag_session=" + cookie)
                .GET()
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofLines())
                .join()
                .body();
    }

    /** Sends a form as it is. */
    HttpResponse<String> post(String path, Map<String, String> fields, String... headers) {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)),
                headers);
    }

    /** What a script of a page sends. */
    HttpResponse<String> json(String path, String body, String... headers) {
        return send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                headers);
    }

    /** The secret of the session, as any page carries it. */
    String secret() {
        Matcher matcher = SECRET.matcher(get("/console/password").body());
        return matcher.find() ? matcher.group(1) : "";
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (!cookie.isEmpty()) {
            request.header("Cookie", "saddlebag_session=" + cookie);
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Optional<String> set = answer.headers().allValues("Set-Cookie").stream()
                    .filter(value -> value.startsWith("saddlebag_session="))
                    .findFirst();
            set.ifPresent(value -> cookie = value.replaceFirst("^saddlebag_session=([^;]*).*", "$1"));
            return answer;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
