package io.saddlebag.cli;

import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.settings.SettingsException;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. Exit codes: 0 done, 1 the command found or met a problem, 2 it was called wrongly. */
@Command(
        name = "saddlebag",
        mixinStandardHelpOptions = true,
        version = "saddlebag 0.1.0",
        description = "Keeps WooCommerce stores, an ERP and fulfilment partners in one business state.",
        subcommands = {
            RunCommand.class,
            DemoCommand.class,
            SandboxCommand.class,
            DoctorCommand.class,
            StatusCommand.class,
            BackfillCommand.class,
            InitCommand.class,
            CommandLine.HelpCommand.class
        })
public final class SaddlebagCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Runs one command and returns its exit code. */
    public static int run(String... args) {
        return new CommandLine(new SaddlebagCommand())
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    PrintWriter err = line.getErr();
                    if (e instanceof SettingsException || e instanceof LedgerUnavailable || e instanceof Problem) {
                        err.println("saddlebag: " + e.getMessage());
                    } else {
                        err.println("saddlebag: " + e.getMessage() + " (the log says more)");
                        LoggerFactory.getLogger(SaddlebagCommand.class).error("the command failed", e);
                    }
                    err.flush();
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }
}
