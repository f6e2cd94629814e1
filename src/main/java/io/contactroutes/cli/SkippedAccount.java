package io.contactroutes.cli;

import io.contactroutes.bundle.Bundle;
import io.contactroutes.config.Account;
import io.contactroutes.config.ConfigurationException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says which accounts are skipped, and why. */
final class SkippedAccount {

    private static final Logger LOG = LoggerFactory.getLogger(SkippedAccount.class);

    private SkippedAccount() {}

    /** @throws ConfigurationException when no account is left */
    static void require(Bundle bundle) {
        for (Account account : bundle.accounts().all()) {
            if (!account.isConfigured()) {
                LOG.info("{}", sentence(bundle, account));
            }
        }
        if (bundle.running().isEmpty()) {
            throw new ConfigurationException("No account has its secrets, so there is nothing to do. Set those of one"
                    + " account, for example: export DIGITAL99_ACCOUNT_ID=1 DIGITAL99_TOKEN=...; application.properties"
                    + " tells the names. To see it work without any: contact-routes sandbox");
        }
    }

    static String sentence(Bundle bundle, Account account) {
        return account.name() + " is skipped, as it has no "
                + String.join(" and no ", account.missingSecrets()) + "; "
                + account.missingSecrets().stream()
                        .map(account::key)
                        .map(bundle.settings()::whereToSet)
                        .collect(Collectors.joining(" and "))
                + ".";
    }
}
