package io.contactroutes.support;

import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import java.nio.file.Path;
import java.util.List;

/** The bundle as it ships, all five accounts of it, against a double of their providers. */
public final class FiveAccounts implements AutoCloseable {

    public static final List<String> ACCOUNT_NAMEES =
            List.of("islash", "express-chat", "eleapi", "flowmatix", "99digital");

    private final ProviderDouble provider;
    private final BundleFolder bundle;

    private FiveAccounts(Path home, Options options) {
        provider = ProviderDouble.start(Served.shipped(), options);
        bundle = BundleFolder.shipped(home);
        for (String accountName : ACCOUNT_NAMEES) {
            provider.parameters(accountName)
                    .forEach((name, value) -> bundle.with(BundleFolder.key(accountName, name), value));
            bundle.with(BundleFolder.key(accountName, "requestsPerMinute"), "100000000");
        }
    }

    public static FiveAccounts in(Path home, Options options) {
        return new FiveAccounts(home, options);
    }

    public ProviderDouble provider() {
        return provider;
    }

    public BundleFolder bundle() {
        return bundle;
    }

    /** Lets a BotPenguin account list a contact as deleted; says its uid. */
    public String listAsDeleted(String accountName, int number) {
        String id = provider.sourceIds(accountName).get(number);
        provider.contacts(accountName).serve(number, "{\"_id\": \"" + id + "\", \"status\": \"DELETED\"}");
        return accountName + ":" + id;
    }

    @Override
    public void close() {
        provider.close();
    }
}
