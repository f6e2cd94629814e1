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

/** Reads one account's block of properties. */
record AccountReader(ModelCamelContext context, Settings settings, String block, Map<String, String> values) {

    private static final Pattern ACCOUNT_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    Account read() {
        refuseUnknownAccount();
        String provider = required("template-id", "it names the provider, such as chatwoot");
        String accountName = required("route-id", "it is the account's name");
        if (!ACCOUNT_NAME.matcher(accountName).matches() || !accountName.equals(block)) {
            throw new ConfigurationException("Setting " + key("route-id") + " has to be the name in the"
                    + " brackets, of letters, digits, - and _.");
        }
        refuseRouteName(accountName);
        Collection<RouteTemplateParameterDefinition> declared = declared(provider);
        Map<String, String> parameters = new TreeMap<>();
        declared.forEach(parameter -> parameters.put(parameter.getName(), value(parameter)));
        refuseUnknown(provider, parameters);
        List<String> missing = declared.stream()
                .filter(parameter -> isRequired(parameter)
                        && parameters.get(parameter.getName()).isEmpty())
                .map(RouteTemplateParameterDefinition::getName)
                .toList();
        Account account = new Account(accountName, provider, parameters, missing);
        if (account.isConfigured()) {
            declared.forEach(parameter -> check(account, parameter));
            refuseRecentWithoutOrder(account);
        }
        return account;
    }

    private static void refuseRecentWithoutOrder(Account account) {
        if (account.recentEvery().isPresent() && account.recent().isEmpty()) {
            throw new ConfigurationException("Setting " + account.key("recentEvery") + " has to be off: the provider "
                    + account.provider() + " has no order in which a list begins with what changed lately ("
                    + account.key("recent") + ").");
        }
    }

    private static boolean isRequired(RouteTemplateParameterDefinition declared) {
        return declared.getDefaultValue() == null || Account.isSecret(declared.getName());
    }

    private String key(String parameter) {
        return Accounts.PREFIX + block + "]." + parameter;
    }

    /** A block with neither a provider nor a name only sets parameters, of an account whose name is misspelt. */
    private void refuseUnknownAccount() {
        if (!values.containsKey("template-id") && !values.containsKey("route-id")) {
            throw new ConfigurationException(
                    "Setting " + key(values.keySet().iterator().next()) + ": there is no account " + block + "; "
                            + Spelling.suggestion(block, Accounts.names(settings)));
        }
    }

    private String required(String name, String meaning) {
        String value = values.get(name);
        if (value == null || value.isBlank()) {
            throw new ConfigurationException("Setting " + key(name) + " is missing: " + meaning + ".");
        }
        return resolved(name, value);
    }

    /** Refuses the name of a route: of two routes with one id the second would replace the first silently. */
    private void refuseRouteName(String accountName) {
        if (context.getRouteDefinition(accountName) != null) {
            throw new ConfigurationException("Setting " + key("route-id") + " is the name of a route of the bundle;"
                    + " give the account another name.");
        }
    }

    /** Returns the parameters of every account and those of its provider, whose default applies when both declare one. */
    private Collection<RouteTemplateParameterDefinition> declared(String provider) {
        Map<String, RouteTemplateParameterDefinition> declared = new LinkedHashMap<>();
        for (RouteTemplateDefinition template : List.of(template(Accounts.SWEEP), template(provider))) {
            template.getTemplateParameters().forEach(parameter -> declared.put(parameter.getName(), parameter));
        }
        declared.remove(Accounts.ACCOUNT);
        return declared.values();
    }

    private RouteTemplateDefinition template(String id) {
        RouteTemplateDefinition template = context.getRouteTemplateDefinition(id);
        if (template != null) {
            return template;
        }
        if (id.equals(Accounts.SWEEP)) {
            throw new ConfigurationException(
                    "The file routes/sweep.camel.yaml is missing; take it from the bundle as it ships.");
        }
        List<String> providers = context.getRouteTemplateDefinitions().stream()
                .map(RouteTemplateDefinition::getId)
                .filter(known -> !known.equals(Accounts.SWEEP))
                .toList();
        throw new ConfigurationException("Setting " + key("template-id") + " names the provider " + id
                + ", which routes/providers/ does not have; " + Spelling.suggestion(id, providers));
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
                    "Setting " + key(name) + " refers to a value that is not set; set what {{...}} names, or write"
                            + " {{...:}} for an empty default.",
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
        if (!value.isEmpty() || !"".equals(declared.getDefaultValue())) {
            ParameterKind.of(declared).check(key(name), value);
        }
    }
}
