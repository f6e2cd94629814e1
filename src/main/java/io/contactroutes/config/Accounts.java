package io.contactroutes.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.model.ModelCamelContext;

/**
 * Reads the accounts from {@code camel.route-template[<account>].*} and checks them against the parameters that their provider's
 * template and {@code sweep} declare. Camel itself ignores a misspelt parameter, and of two accounts with one name the first.
 */
public final class Accounts {

    /** The id of the template of which every account has a route. */
    public static final String SWEEP = "sweep";

    /** The parameter of that template that the bundle sets itself. */
    public static final String ACCOUNT = "account";

    static final String PREFIX = "camel.route-template[";

    private final Map<String, Account> byName = new LinkedHashMap<>();

    private Accounts() {}

    /**
     * Reads and checks all accounts.
     *
     * @param context holds the providers' templates, and resolves placeholders such as {@code {{env:NAME:}}}
     * @throws ConfigurationException on the first error
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

    /** Returns all accounts, those that are skipped included. */
    public Collection<Account> all() {
        return byName.values();
    }

    /** Returns the accounts that have all they need. */
    public List<Account> configured() {
        return byName.values().stream().filter(Account::isConfigured).toList();
    }

    /**
     * Returns the account of this name.
     *
     * @throws ConfigurationException when there is none
     */
    public Account get(String accountName) {
        return Optional.ofNullable(byName.get(accountName)).orElseThrow(() -> unknown(accountName, byName.keySet()));
    }

    /** Returns the refusal of a name that none of the known accounts has. */
    public static ConfigurationException unknown(String accountName, Collection<String> known) {
        return new ConfigurationException(
                "There is no account " + accountName + "; " + Spelling.suggestion(accountName, known));
    }

    /** Returns the names of the accounts that have a provider, in order; what else they have is not checked. */
    public static List<String> names(Settings settings) {
        String end = "].template-id";
        return settings.below(PREFIX).keySet().stream()
                .filter(key -> key.endsWith(end))
                .map(key -> key.substring(0, key.length() - end.length()))
                .toList();
    }

    private void add(Account account) {
        if (byName.put(account.name(), account) != null) {
            throw new ConfigurationException("Two accounts have the route-id " + account.name()
                    + "; give each account in application.properties a name of its own.");
        }
    }
}
