package io.saddlebag.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files of a new home, which the jar carries: routes, mappings and a commented application.properties. */
final class HomeFiles {

    /** The settings of a home. */
    static final String SETTINGS = "application.properties";

    private static final String HOME = "/home";

    private HomeFiles() {}

    /**
     * What was done in a folder.
     *
     * @param written paths below the folder
     * @param kept how many were there already
     */
    record LaidOut(Path folder, List<String> written, int kept) {}

    /**
     * Lays out a home; overwrites nothing.
     *
     * @throws Problem if the folder cannot be written
     */
    static LaidOut layOut(Path folder) throws IOException {
        URL resource = HomeFiles.class.getResource(HOME);
        if (resource == null) {
            throw new IllegalStateException("this build lacks the files of a home");
        }
        URI uri;
        try {
            uri = resource.toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of this build has an odd name: " + resource, e);
        }
        if (!"jar".equals(uri.getScheme())) {
            return copy(Path.of(uri), folder);
        }
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
            return copy(jar.getPath(HOME), folder);
        }
    }

    private static LaidOut copy(Path source, Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(source)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains(".examples"))
                    .sorted()
                    .toList();
        }
        List<String> written = new ArrayList<>();
        for (Path file : files) {
            String name = source.relativize(file).toString();
            Path target = folder.resolve(name);
            if (Files.exists(target)) {
                continue;
            }
            try {
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            } catch (FileSystemException e) {
                throw new Problem("the file " + target + " cannot be written ("
                        + e.getClass().getSimpleName() + "); name a folder you may write to with --home");
            }
            written.add(name);
        }
        return new LaidOut(folder, written, files.size() - written.size());
    }
}
