package io.saddlebag.cli;

import io.saddlebag.wiring.Daemon;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "run", mixinStandardHelpOptions = true, description = "Runs the daemon until it is told to stop.")
final class RunCommand implements Callable<Integer> {

    @Mixin
    private Home home;

    @Override
    public Integer call() throws InterruptedException {
        Daemon daemon = Daemon.start(home.settings());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            daemon.close();
                            stopped.countDown();
                        },
                        "stop"));
        daemon.broker().whenBroken(RunCommand::end);
        System.out.printf(
                "saddlebag is up: %d routes, webhooks on port %d, operations on port %d, process %d%n",
                daemon.routes().size(),
                daemon.intakePort(),
                daemon.operationsPort(),
                ProcessHandle.current().pid());
        daemon.firstPassword()
                .ifPresent(password -> System.out.printf(
                        "the console at http://127.0.0.1:%d/console has its first user: name admin, password %s%n"
                                + "  -> shown this once; you choose your own when you sign in%n",
                        daemon.operationsPort(), password));
        stopped.await();
        return 0;
    }

    /**
     * Without its buffer the daemon can do nothing; a supervisor starts it again. It ends as by kill -9: what is under way
     * cannot be committed any more, and is repeated after the start.
     */
    private static void end(String why) {
        System.err.println("saddlebag: the buffer's journal cannot be written (" + why
                + "), so the daemon ends; nothing is lost. Make room on the disk of the data folder; 'run' goes on where"
                + " it was");
        Runtime.getRuntime().halt(1);
    }
}
