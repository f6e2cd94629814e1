package io.contactroutes.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;

/**
 * The accounts of the bundle, read from {@code camel.route-template[<account>].*} and checked against what their provider's
 * template declares. Camel itself ignores a misspelt parameter and lets the second of two accounts with one name win.
 */
public final class Accounts {

    /** A parameter that every template declares and that is set here: whether the account's secrets are all there. */
    public static final String CONFIGURED = "configured";

    private static final String PREFIX = "camel.route-template[";
    private static final Pattern ACCOUNT_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private final Map<String, Account> byAlias = new LinkedHashMap<>();

    private Accounts() {}

    /**
     * Reads and checks all accounts.
     *
     * @param context holds the providers' templates, and resolves placeholders such as {@code {{env:NAME:}}}
     * @throws ConfigurationException on the first thing that is wrong
     */
    public static Accounts read(ModelCamelContext context, Settings settings) {
        Map<String, Map<String, String>> blocks = new TreeMap<>();
        settings.below(PREFIX).forEach((key, value) -> {
            int end = key.indexOf("].");
            if (end < 0) {
                throw new ConfigurationException(
                        "Setting " + PREFIX + key + " is not of the form " + PREFIX + "<account>].<parameter>.");
            }
            blocks.computeIfAbsent(key.substring(0, end), accountName -> new TreeMap<>())
                    .put(key.substring(end + 2), value);
        });
        Accounts accounts = new Accounts();
        blocks.forEach((block, values) -> accounts.add(new AccountReader(context, settings, block, values).read()));
        return accounts;
    }

    /** All accounts, those without secrets included. */
    public Collection<Account> all() {
        return byAlias.values();
    }

    /** Those that have their secrets. */
    public List<Account> configured() {
        return byAlias.values().stream().filter(Account::isConfigured).toList();
    }

    /**
     * The account of this name.
     *
     * @throws ConfigurationException when there is none
     */
    public Account get(String accountName) {
        return Optional.ofNullable(byAlias.get(accountName))
                .orElseThrow(() -> new ConfigurationException("There is no account " + accountName + "; "
                        + Spelling.suggestion(accountName, byAlias.keySet())));
    }

    private void add(Account account) {
        if (byAlias.put(account.name(), account) != null) {
            throw new ConfigurationException("Two accounts have the route-id " + account.name()
                    + "; give each account in application.properties an accountName of its own.");
        }
    }

    /** Reads one account's block of properties. */
    private record AccountReader(
            ModelCamelContext context, Settings settings, String block, Map<String, String> values) {

        Account read() {
            String provider = required("template-id", "it names the provider, such as chatwoot");
            String accountName = required("route-id", "it is the account's accountName");
            if (!ACCOUNT_NAME.matcher(accountName).matches() || !accountName.equals(block)) {
                throw new ConfigurationException("Setting " + key("route-id") + " has to be the same word as in the"
                        + " brackets, of letters, digits, - and _.");
            }
            RouteTemplateDefinition template = template(provider);
            Map<String, String> parameters = new TreeMap<>();
            for (RouteTemplateParameterDefinition declared : template.getTemplateParameters()) {
                if (!declared.getName().equals(CONFIGURED)) {
                    parameters.put(declared.getName(), value(declared));
                }
            }
            refuseUnknown(provider, parameters);
            Account account = new Account(accountName, provider, parameters);
            if (account.isConfigured()) {
                template.getTemplateParameters().forEach(declared -> check(account, declared));
            }
            return account;
        }

        private String key(String parameter) {
            return PREFIX + block + "]." + parameter;
        }

        private String required(String name, String meaning) {
            String value = values.get(name);
            if (value == null || value.isBlank()) {
                throw new ConfigurationException("Setting " + key(name) + " is missing: " + meaning + ".");
            }
            return resolved(name, value);
        }

        private RouteTemplateDefinition template(String provider) {
            RouteTemplateDefinition template = context.getRouteTemplateDefinition(provider);
            if (template == null) {
                List<String> providers = context.getRouteTemplateDefinitions().stream()
                        .map(RouteTemplateDefinition::getId)
                        .toList();
                throw new ConfigurationException("Setting " + key("template-id") + " names the provider " + provider
                        + ", which routes/providers/ does not have; " + Spelling.suggestion(provider, providers));
            }
            return template;
        }

        private String value(RouteTemplateParameterDefinition declared) {
            String value = settings.value(key(declared.getName()));
            if (value == null) {
                value = declared.getDefaultValue();
            }
            if (value == null) {
                throw new ConfigurationException("Setting " + key(declared.getName()) + " is missing: "
                        + Optional.ofNullable(declared.getDescription()).orElse("it has no default") + ".");
            }
            String resolved = resolved(declared.getName(), value).strip();
            return declared.getName().equals("url") ? resolved.replaceAll("/+$", "") : resolved;
        }

        private String resolved(String name, String value) {
            try {
                return context.resolvePropertyPlaceholders(value);
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(
                        "Setting " + key(name) + " takes its value from a place that has none: set what it names in"
                                + " {{...}}, or write {{...:}} for an empty one.",
                        e);
            }
        }

        private void refuseUnknown(String provider, Map<String, String> declared) {
            for (String name : values.keySet()) {
                if (!declared.containsKey(name) && !name.equals("template-id") && !name.equals("route-id")) {
                    throw new ConfigurationException("Setting " + key(name) + " is not a parameter of the provider "
                            + provider + "; " + Spelling.suggestion(name, declared.keySet()));
                }
            }
        }

        private void check(Account account, RouteTemplateParameterDefinition declared) {
            String name = declared.getName();
            String value = account.text(name);
            if (name.equals(CONFIGURED)) {
                return;
            }
            if (value.isEmpty() && declared.getDefaultValue() == null) {
                throw new ConfigurationException("Setting " + key(name) + " is empty ("
                        + Optional.ofNullable(declared.getDescription()).orElse("it has no default") + "); "
                        + settings.whereToSet(key(name)) + ".");
            }
            ParameterKind.of(name, declared.getDefaultValue()).check(key(name), value);
        }
    }
}
