package io.saddlebag.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Lays out a home: routes/, mappings/ and a commented application.properties. Overwrites nothing.")
final class InitCommand implements Callable<Integer> {

    @Mixin
    private Home home;

    @Override
    public Integer call() throws IOException {
        HomeFiles.LaidOut done = HomeFiles.layOut(home.folder());
        System.out.println("home " + done.folder());
        done.written().forEach(file -> System.out.println("  written  " + file));
        System.out.printf(
                "%d written, %d already there and kept as they are%n",
                done.written().size(), done.kept());
        System.out.println(
                done.written().contains(HomeFiles.SETTINGS)
                        ? "-> fill in your partners in " + done.folder().resolve(HomeFiles.SETTINGS)
                                + ", then run 'doctor" + home.option() + "'"
                        : "-> " + HomeFiles.SETTINGS + " was there already; next: 'doctor" + home.option()
                                + "' looks whether all is well, 'run" + home.option() + "' starts the daemon");
        return 0;
    }
}
