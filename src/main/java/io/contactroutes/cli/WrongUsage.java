package io.contactroutes.cli;

import io.contactroutes.config.Spelling;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells in one sentence what is wrong with a command line. */
final class WrongUsage {

    private WrongUsage() {}

    /** Prints the sentence and returns the exit code. */
    static int tell(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        if (command.getParseResult().originalArgs().isEmpty()) {
            command.getErr().println("contact-routes: Name a command.");
            command.usage(command.getErr());
        } else {
            command.getErr()
                    .println("contact-routes: " + sentence(e) + " See "
                            + command.getCommandSpec().qualifiedName() + " --help.");
        }
        return CommandLine.ExitCode.USAGE;
    }

    private static String sentence(ParameterException e) {
        CommandLine command = e.getCommandLine();
        String message = e.getMessage().lines().findFirst().orElse("");
        if (e instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            if (unmatched.isUnknownOption()) {
                return "There is no option " + first + "; " + Spelling.suggestion(first, options(command));
            }
            return command.getSubcommands().isEmpty()
                    ? command.getCommandName() + " takes no argument '" + first + "'."
                    : "There is no command " + first + "; "
                            + Spelling.suggestion(
                                    first, command.getSubcommands().keySet());
        }
        if (message.contains("KEY=VALUE")) {
            return "--property takes key=value, such as --property contacts.sink=kafka.";
        }
        if (message.startsWith("Invalid value for option")) {
            return message.replaceAll("Invalid value for option '(.*?)'.*", "$1 accepts a whole number.");
        }
        return message.endsWith(".") ? message : message + ".";
    }

    private static List<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .sorted()
                .toList();
    }
}
