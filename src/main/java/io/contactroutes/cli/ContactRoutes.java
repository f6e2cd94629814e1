package io.contactroutes.cli;

import io.contactroutes.config.ConfigurationException;
import io.contactroutes.config.LogFormat;
import io.contactroutes.state.StateException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line: {@code contact-routes <command>}. */
@Command(
        name = "contact-routes",
        description = "Polls the contact lists of chat inboxes and publishes one stream of contacts in one schema.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Settings are in application.properties; an environment variable or --property overrides them.",
            "Exit codes: 0 success, 1 failure, 2 wrong usage."
        },
        subcommands = {
            RunCommand.class,
            SandboxCommand.class,
            CheckCommand.class,
            PreviewCommand.class,
            StatusCommand.class,
            SweepCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            ReplayCommand.class,
            ApproveDeletesCommand.class,
            RepublishCommand.class,
            ForgetCommand.class,
            RetireCommand.class,
            HelpCommand.class
        })
public final class ContactRoutes {

    private ContactRoutes() {}

    /** Runs a command and ends the process with its exit code: 0 success, 1 failure, 2 wrong usage. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** Returns the command line, for a main method or a test. */
    public static CommandLine commandLine() {
        return new CommandLine(new ContactRoutes())
                .setParameterExceptionHandler(WrongUsage::tell)
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                        if (cause instanceof ConfigurationException || cause instanceof StateException) {
                            refuse(command, cause.getMessage());
                            return CommandLine.ExitCode.SOFTWARE;
                        }
                    }
                    throw e;
                });
    }

    private static void refuse(CommandLine command, String sentence) {
        if (LogFormat.isJson()) {
            LoggerFactory.getLogger(ContactRoutes.class).error("{}", sentence);
        } else {
            command.getErr().println("contact-routes: " + sentence);
        }
    }
}
