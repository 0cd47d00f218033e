package io.saddlebag.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
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
        for (Path file : files) {
            Path target = home.folder().resolve(source.relativize(file).toString());
            if (Files.exists(target)) {
                System.out.println("kept     " + target);
                continue;
            }
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
            System.out.println("written  " + target);
            written++;
        }
        System.out.printf("%d file(s) written; edit application.properties, then run 'doctor'%n", written);
        return 0;
    }
}
