package io.saddlebag.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The console's style sheet and scripts, from the jars. A name carries a digest of all, so that browsers keep them for good. */
public final class Assets {

    private static final String WEBJARS = "/META-INF/resources/webjars/";
    private static final String BASE = "/console/assets/";
    private static final int ORDER = -49;
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, Buffer> files = new TreeMap<>();
    private final String digest;

    Assets() {
        files.put("console.css", read("/console/console.css"));
        files.put("console.js", read("/console/console.js"));
        files.put("charts.js", read("/console/charts.js"));
        files.put("icon.svg", read("/console/icon.svg"));
        files.put("htmx.js", webjar("htmx.org", "dist/htmx.min.js"));
        files.put("chart.js", webjar("chart.js", "dist/chart.umd.js"));
        this.digest = digest();
    }

    /** The address of a file. */
    public String path(String name) {
        return BASE + digest + "/" + name;
    }

    void mount(Router router) {
        files.forEach((name, content) -> router.get(path(name)).order(ORDER).handler(context -> context.response()
                .putHeader("Content-Type", TYPES.get(name.substring(name.lastIndexOf('.') + 1)))
                .putHeader("Cache-Control", "public, max-age=31536000, immutable")
                .end(content)));
    }

    private static Buffer webjar(String name, String file) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(read("/META-INF/maven/org.webjars.npm/" + name + "/pom.properties")
                    .toString()));
        } catch (IOException e) {
            throw new UncheckedIOException("the version of " + name + " cannot be read", e);
        }
        return read(WEBJARS + name + "/" + properties.getProperty("version") + "/" + file);
    }

    private static Buffer read(String resource) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the product lacks " + resource);
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + resource + " cannot be read", e);
        }
    }

    private String digest() {
        try {
            MessageDigest sum = MessageDigest.getInstance("SHA-256");
            files.values().forEach(content -> sum.update(content.getBytes()));
            return HexFormat.of().formatHex(sum.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
