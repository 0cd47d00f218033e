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
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Lays out a home: routes/, mappings/ and a commented application.properties. Overwrites nothing.")
final class InitCommand implements Callable<Integer> {

    private static final String HOME = "/home";

    @Mixin
    private Home home;

    @Override
    public Integer call() throws IOException, URISyntaxException {
        URL resource = InitCommand.class.getResource(HOME);
        if (resource == null) {
            throw new IllegalStateException("this build lacks the files of a home");
        }
        URI uri = resource.toURI();
        if (!"jar".equals(uri.getScheme())) {
            return layOut(Path.of(uri));
        }
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
            return layOut(jar.getPath(HOME));
        }
    }

    private int layOut(Path source) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(source)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains(".examples"))
                    .sorted()
                    .toList();
        }
        int written = 0;
        int kept = 0;
        System.out.println("home " + home.folder());
        for (Path file : files) {
            Path target = home.folder().resolve(source.relativize(file).toString());
            if (Files.exists(target)) {
                kept++;
                continue;
            }
            try {
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            } catch (FileSystemException e) {
                throw new Problem("the file " + target + " cannot be written ("
                        + e.getClass().getSimpleName() + "); name a folder you may write to with --home");
            }
            System.out.println("  written  " + source.relativize(file));
            written++;
        }
        System.out.printf("%d written, %d already there and kept as they are%n", written, kept);
        System.out.println("-> fill in your partners in application.properties, then run 'doctor'");
        return 0;
    }
}
