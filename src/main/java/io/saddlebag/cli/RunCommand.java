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
        System.out.printf(
                "saddlebag is up: %d routes, webhooks on port %d, operations on port %d, process %d%n",
                daemon.routes().size(),
                daemon.intakePort(),
                daemon.operationsPort(),
                ProcessHandle.current().pid());
        stopped.await();
        return 0;
    }
}
