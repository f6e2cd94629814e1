package io.contactroutes.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.bundle.StateDatabase;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.list.ContactList;
import io.contactroutes.state.State;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A bundle with one account, {@code a}, whose provider lists what a test lets it list. */
final class DeadLetterRig implements AutoCloseable {

    private static final String ACCOUNT = "a";

    private final Path home;
    private final ProviderDouble provider;
    private final BundleFolder bundle;

    DeadLetterRig(Path home, String providerName, int contacts) {
        this.home = home;
        provider = ProviderDouble.start(
                List.of(Served.of(ACCOUNT, providerName)), Options.defaults().withContacts(contacts));
        bundle = BundleFolder.withoutAccounts(home);
        bundle.withAccount(ACCOUNT, providerName, provider.parameters(ACCOUNT));
    }

    BundleFolder bundle() {
        return bundle;
    }

    ContactList list() {
        return provider.contacts(ACCOUNT);
    }

    String sourceId(int number) {
        return provider.sourceIds(ACCOUNT).get(number);
    }

    /** Lets the provider answer as a script has it. */
    void script(FaultScript script) {
        provider.script(ACCOUNT, script);
    }

    Receipt sweep() {
        return bundle.sweep().of(ACCOUNT);
    }

    List<String> contacts() {
        return bundle.contacts(ACCOUNT);
    }

    List<String> letters() {
        return bundle.deadLetters(ACCOUNT);
    }

    JsonNode letter() {
        assertThat(letters()).hasSize(1);
        return Recording.json(letters().get(0));
    }

    /** Runs {@code replay}. */
    String replay() {
        CommandRun run = CommandRun.of(home, "replay", ACCOUNT);
        assertThat(run.exit()).as(run.err()).isZero();
        return run.out();
    }

    /** Lets Chatwoot's mapping take the contacts whose name is an object. */
    void correctMapping() {
        bundle.replace(
                "routes/providers/chatwoot.jslt", "text(.name)", "text(if (is-object(.name)) .name.first else .name)");
    }

    Map<String, String> notes() {
        try (State state = StateDatabase.openBeside(bundle.settings())) {
            return state.notes(ACCOUNT, "dead-letter/");
        }
    }

    /** Replaces what was set aside by what release 0.1.0 stored and published of a contact. */
    void asRelease010(String noteId, String letterKeys, String source) {
        try (State state = StateDatabase.openBeside(bundle.settings())) {
            notes().keySet().forEach(id -> state.note(ACCOUNT, "dead-letter/" + id, null));
            state.note(ACCOUNT, "dead-letter/" + noteId, fingerprint(source));
        }
        String letter = "{\"schema\":\"dead-letter/v1\",\"account\":\"a\",\"provider\":\"chatwoot\",\"sweep\":\"s\","
                + letterKeys + "\"page\":1,\"index\":2,\"reason\":\"is odd\",\"pointer\":\"\","
                + "\"fetchedAt\":\"2026-01-02T03:04:05Z\",\"source\":" + source + "}\n";
        try {
            for (Path file : bundle.files("out/dead-letters", ".ndjson")) {
                Files.delete(file);
            }
            Files.writeString(home.resolve("out/dead-letters/a.ndjson"), letter);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String fingerprint(String json) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        provider.close();
    }
}
