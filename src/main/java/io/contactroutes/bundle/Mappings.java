package io.contactroutes.bundle;

import io.contactroutes.config.Account;
import io.contactroutes.config.Accounts;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.contact.ContactMapper;
import io.contactroutes.contact.ContactSchema;
import io.contactroutes.contact.Mapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Compiles the mappings of the accounts, each provider's once. */
final class Mappings {

    private Mappings() {}

    /**
     * Returns a mapper for each account, by its name.
     *
     * @throws ConfigurationException when a mapping or the schema is missing or broken
     */
    static Map<String, ContactMapper> of(Path home, Accounts accounts) {
        ContactSchema schema = schema(home.resolve("schema/contact.schema.json"));
        byte[] edition = MappingVersion.of(home);
        Map<String, Mapping> mappings = new HashMap<>();
        Map<String, ContactMapper> mappers = new HashMap<>();
        for (Account account : accounts.all()) {
            Mapping mapping = mappings.computeIfAbsent(account.provider(), provider -> mapping(home, provider));
            mappers.put(
                    account.name(),
                    new ContactMapper(
                            mapping, schema, account.provider(), account.name(), account.visibleParameters(), edition));
        }
        return mappers;
    }

    private static ContactSchema schema(Path file) {
        try {
            return new ContactSchema(file);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }

    private static Mapping mapping(Path home, String provider) {
        Path file = home.resolve("routes/providers").resolve(provider + ".jslt");
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException("The provider " + provider + " has no mapping; write it to " + file + ".");
        }
        return Mapping.compile(file);
    }
}
