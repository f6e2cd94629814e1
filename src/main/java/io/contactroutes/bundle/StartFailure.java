package io.contactroutes.bundle;

import io.contactroutes.config.Accounts;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.jslt.MappingException;
import io.contactroutes.state.StateException;
import java.net.BindException;
import java.nio.file.NoSuchFileException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToCreateRouteFromTemplateException;

/**
 * Describes in one sentence why a bundle cannot start.
 *
 * <p>Camel's own messages are passed on only as far as they hold no route: a route's dump holds the values of its
 * parameters, secrets included.
 */
final class StartFailure {

    /** A message of the YAML parser: perhaps a context, then the problem and its place, both with the line itself and a caret. */
    private static final Pattern YAML =
            Pattern.compile("(?:.*\\^ )?([^^]+?) in (?:file:)?(\\S+), line (\\d+), column (\\d+):[^^]*\\^.*");

    private StartFailure() {}

    /** @param accounts null when they were not read yet */
    static ConfigurationException of(Throwable failure, Accounts accounts) {
        String where = "";
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigurationException known) {
                return known;
            }
            if (cause instanceof StateException) {
                return new ConfigurationException(cause.getMessage(), failure);
            }
            if (cause instanceof FailedToCreateRouteFromTemplateException template) {
                where = "The provider " + template.getTemplateId() + " does not work for the account "
                        + template.getRouteId() + ": ";
            } else if (cause instanceof FailedToCreateRouteException route && where.isEmpty()) {
                where = where(route.getRouteId(), accounts);
            }
            root = cause;
        }
        return new ConfigurationException(where + sentence(root), failure);
    }

    private static String where(String route, Accounts accounts) {
        return Stream.ofNullable(accounts)
                .flatMap(known -> known.all().stream())
                .filter(account -> account.name().equals(route))
                .map(account -> "The provider " + account.provider() + " does not work for the account " + route + ": ")
                .findFirst()
                .orElse("The route " + route + " does not work: ");
    }

    private static String sentence(Throwable root) {
        if (root instanceof MappingException) {
            return root.getMessage();
        }
        if (root instanceof BindException) {
            return "A port is in use by another program (" + root.getMessage() + "); stop it or choose another port.";
        }
        if (root instanceof NoSuchFileException missing) {
            boolean folder = missing.getFile().endsWith("routes");
            return "The " + (folder ? "folder " : "file ") + missing.getFile()
                    + " is missing; run the command in the bundle's folder, or take it from the bundle as it ships.";
        }
        String message = String.valueOf(root.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
        Matcher yaml = YAML.matcher(message);
        if (yaml.matches()) {
            return yaml.group(2) + ", line " + yaml.group(3) + ", column " + yaml.group(4) + ": " + yaml.group(1) + ".";
        }
        return message.endsWith(".") ? message : message + ".";
    }
}
