package io.saddlebag.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** A home laid out for one rehearsal, from the routes and mappings of another. */
final class HomeFolder {

    private final Path folder;

    private HomeFolder(Path folder) {
        this.folder = folder;
    }

    static HomeFolder at(Path folder) {
        return new HomeFolder(folder);
    }

    Path folder() {
        return folder;
    }

    HomeFolder copy(Path routes, Path mappings) {
        copyTree(routes, folder.resolve("routes"));
        copyTree(mappings, folder.resolve("mappings"));
        return this;
    }

    void settings(Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        try (Writer writer = Files.newBufferedWriter(folder.resolve("application.properties"))) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The only host names its daemon resolves. */
    Path hosts() {
        Path hosts = folder.resolve("hosts");
        try {
            Files.writeString(hosts, "127.0.0.1 localhost " + machine() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return hosts;
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return ""; // a machine that does not know its own name is not asked for it
        }
    }

    private static void copyTree(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file :
                    files.filter(f -> !f.toString().contains(".examples")).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
