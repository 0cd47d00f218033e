package io.saddlebag;

import io.saddlebag.cli.SaddlebagCommand;

/** Entry point of the daemon and of its command line. */
public final class Main {

    private Main() {}

    /** Runs one command; its exit code is the process's. */
    public static void main(String[] args) {
        System.exit(SaddlebagCommand.run(args));
    }
}
