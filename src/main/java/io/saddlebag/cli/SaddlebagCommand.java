package io.saddlebag.cli;

import io.saddlebag.access.AccessRefused;
import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.settings.SettingsException;
import io.saddlebag.wiring.CannotStart;
import java.io.PrintWriter;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. Exit codes: 0 done, 1 the command found or met a problem, 2 it was called wrongly. */
@Command(
        name = "saddlebag",
        mixinStandardHelpOptions = true,
        versionProvider = SaddlebagCommand.Version.class,
        description = "Keeps WooCommerce stores, an ERP and fulfilment partners in one business state.",
        subcommands = {
            InitCommand.class,
            DoctorCommand.class,
            RunCommand.class,
            StatusCommand.class,
            ParkedCommand.class,
            ReplayCommand.class,
            PartnersCommand.class,
            BackfillCommand.class,
            AlertsCommand.class,
            ReconcileCommand.class,
            PublishCommand.class,
            ExplainCommand.class,
            DriftCommand.class,
            PricesCommand.class,
            ProductsCommand.class,
            AuditCommand.class,
            EraseCommand.class,
            UsersCommand.class,
            TokensCommand.class,
            SandboxCommand.class,
            DemoCommand.class,
            SimulateCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {
            "",
            "A home is the folder with application.properties, routes/, mappings/ and data/.",
            "First steps: 'init', edit application.properties, 'doctor', 'run'.",
            "Exit codes: 0 done, 1 a problem was met, 2 called wrongly."
        })
public final class SaddlebagCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    /** The version the jar was built as. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "saddlebag "
                        + Optional.ofNullable(
                                        SaddlebagCommand.class.getPackage().getImplementationVersion())
                                .orElse("(not built as a jar)")
                        + ", Java " + Runtime.version()
            };
        }
    }

    /** Runs one command and returns its exit code. */
    public static int run(String... args) {
        return new CommandLine(new SaddlebagCommand())
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(SaddlebagCommand::calledWrongly)
                .setExecutionExceptionHandler((e, line, parsed) -> failed(e, line.getErr()))
                .execute(args);
    }

    private static int calledWrongly(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("saddlebag: " + e.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(e, err)) {
            err.println("  -> '" + line.getCommandSpec().qualifiedName() + " --help' shows what can be said");
        }
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception e, PrintWriter err) {
        if (e instanceof SettingsException
                || e instanceof LedgerUnavailable
                || e instanceof CannotStart
                || e instanceof AccessRefused
                || e instanceof Problem) {
            err.println("saddlebag: " + e.getMessage());
            LoggerFactory.getLogger(SaddlebagCommand.class).debug("the command failed", e);
        } else {
            err.println("saddlebag: " + e.getMessage() + "; this is not expected, the log below helps to report it");
            LoggerFactory.getLogger(SaddlebagCommand.class).error("the command failed", e);
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new ParameterException(spec.commandLine(), "name a command");
    }
}
