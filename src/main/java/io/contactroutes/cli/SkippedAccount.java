package io.contactroutes.cli;

import io.contactroutes.bundle.Bundle;
import io.contactroutes.config.Account;
import io.contactroutes.config.ConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports which accounts are skipped, and why. */
final class SkippedAccount {

    private static final Logger LOG = LoggerFactory.getLogger(SkippedAccount.class);

    private SkippedAccount() {}

    /**
     * Logs each account that is skipped.
     *
     * @throws ConfigurationException when no account is left
     */
    static void require(Bundle bundle) {
        for (Account account : bundle.accounts().all()) {
            if (!account.isConfigured()) {
                LOG.atInfo()
                        .addKeyValue("account", account.name())
                        .log("{}", bundle.settings().whySkipped(account));
            }
        }
        requireOne(bundle);
    }

    /** @throws ConfigurationException when no account is left */
    static void requireOne(Bundle bundle) {
        if (bundle.running().isEmpty()) {
            throw new ConfigurationException(
                    "No account is configured, so nothing runs. Set what one account lacks, for"
                            + " example: export DIGITAL99_ACCOUNT_ID=1 DIGITAL99_TOKEN=...; application.properties has the names."
                            + " To try it without an account: contact-routes sandbox");
        }
    }
}
