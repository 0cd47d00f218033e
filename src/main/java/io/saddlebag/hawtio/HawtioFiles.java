package io.saddlebag.hawtio;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Hawtio's own files, from the war that is unpacked into the product. */
final class HawtioFiles {

    private static final String FOLDER = "/hawtio";
    private static final Pattern NAME = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");
    private static final String HTML = "text/html; charset=utf-8";
    private static final Map<String, String> TYPES = Map.of(
            "html", HTML,
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "ico", "image/x-icon",
            "woff2", "font/woff2",
            "txt", "text/plain; charset=utf-8");

    /** A file with what a browser is told of it. */
    record Served(Buffer content, String type, boolean unchanging) {

        /** Whether it is the page itself. */
        boolean document() {
            return type.equals(HTML);
        }
    }

    /** The file of a path such as {@code /static/js/main.js}; a page of Hawtio's own is made of its one document. */
    Optional<Served> find(String path) {
        String extension = path.substring(path.lastIndexOf('/') + 1).contains(".")
                ? path.substring(path.lastIndexOf('.') + 1)
                : "";
        if (extension.isEmpty()) {
            return read("/index.html").map(content -> new Served(withOurs(content), HTML, false));
        }
        return NAME.matcher(path).matches() && TYPES.containsKey(extension)
                ? read(path).map(content -> new Served(content, TYPES.get(extension), path.startsWith("/static/")))
                : Optional.empty();
    }

    /** Before its first script ours, so that it finds an editor and loads none from elsewhere. */
    private static Buffer withOurs(Buffer page) {
        return Buffer.buffer(page.toString(StandardCharsets.UTF_8)
                .replaceFirst("<script ", "<script src=\"" + FOLDER + "/plain-editor.js\"></script><script "));
    }

    private static Optional<Buffer> read(String path) {
        try (InputStream in = HawtioFiles.class.getResourceAsStream(FOLDER + path)) {
            return in == null ? Optional.empty() : Optional.of(Buffer.buffer(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("Hawtio's " + path + " cannot be read", e);
        }
    }
}
