package io.saddlebag.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Lays out a home: routes/, mappings/ and a commented application.properties. Overwrites nothing.")
final class InitCommand implements Callable<Integer> {

    private static final String LIST = "/home/files.txt";

    @Mixin
    private Home home;

    @Override
    public Integer call() throws IOException {
        int written = 0;
        for (String file : files()) {
            Path target = home.folder().resolve(file);
            if (Files.exists(target)) {
                System.out.println("kept     " + target);
                continue;
            }
            Files.createDirectories(target.getParent());
            try (InputStream in = InitCommand.class.getResourceAsStream("/home/" + file)) {
                if (in == null) {
                    throw new IllegalStateException("the jar lacks " + file);
                }
                Files.copy(in, target);
            }
            System.out.println("written  " + target);
            written++;
        }
        System.out.printf("%d file(s) written; edit application.properties, then run 'doctor'%n", written);
        return 0;
    }

    private static List<String> files() throws IOException {
        try (InputStream in = InitCommand.class.getResourceAsStream(LIST)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks its list of files");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        }
    }
}
