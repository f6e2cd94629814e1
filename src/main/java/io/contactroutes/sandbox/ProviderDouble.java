package io.contactroutes.sandbox;

import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.list.ContactList;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/**
 * Plays the providers of some accounts on 127.0.0.1, each under {@code /<account>}: their pages, their refusals, and the
 * faults that a test scripts.
 *
 * <pre>{@code
 * try (ProviderDouble provider = ProviderDouble.start(List.of(Served.of("99digital", "chatwoot")), Options.defaults())) {
 *     provider.url("99digital");          // http://127.0.0.1:<port>/99digital
 *     provider.contacts("99digital");     // insert, update, delete, shuffle
 *     provider.script("99digital", FaultScript.onPage(3, ConnectionFaults.hang()));
 *     provider.requests("99digital").maximumInFlight();
 * }
 * }</pre>
 */
public final class ProviderDouble implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final Vertx vertx;
    private final Options options;
    private final Map<String, ServedAccount> accounts = new LinkedHashMap<>();
    private final RequestLog requests = new RequestLog();
    private final HttpServer server;

    private ProviderDouble(List<Served> served, Options options) {
        this.options = options;
        for (Served each : served) {
            if (accounts.put(each.name(), new ServedAccount(each, options)) != null) {
                throw new IllegalArgumentException("Two accounts have the name " + each.name());
            }
        }
        vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost(LOOPBACK)
                        .setPort(options.port())
                        .setHandle100ContinueAutomatically(true))
                .requestHandler(new RequestHandler(vertx, options.latency(), accounts, requests));
    }

    /**
     * Starts the server.
     *
     * @throws IllegalStateException when the port is taken
     */
    public static ProviderDouble start(List<Served> accounts, Options options) {
        ProviderDouble provider = new ProviderDouble(accounts, options);
        try {
            await(provider.server.listen());
        } catch (CompletionException refused) {
            provider.close();
            throw new IllegalStateException(
                    "The sandbox cannot listen on " + LOOPBACK + ":" + options.port(), refused.getCause());
        }
        return provider;
    }

    public static ProviderDouble start(List<Served> accounts) {
        return start(accounts, Options.defaults());
    }

    public int port() {
        return server.actualPort();
    }

    /** Returns the base URL of an account, without a slash at the end. */
    public String url(String accountName) {
        return "http://" + LOOPBACK + ":" + port() + "/"
                + account(accountName).served().name();
    }

    /** Returns the settings with which an account's route reaches it here: {@code url} and the credentials of its provider. */
    public Map<String, String> parameters(String accountName) {
        Served served = account(accountName).served();
        Map<String, String> parameters = new LinkedHashMap<>(served.api().credentials(served));
        parameters.put("url", url(accountName));
        return parameters;
    }

    /** Returns the account's list, which a test may change. */
    public ContactList contacts(String accountName) {
        return account(accountName).contacts();
    }

    /** Returns the ids of the contacts that are listed now and can be mapped, as the provider writes them. */
    public List<String> sourceIds(String accountName) {
        return account(accountName).sourceIds();
    }

    /** Returns the requests of one account. */
    public RequestLog requests(String accountName) {
        return account(accountName).requests();
    }

    /** Returns the requests of all accounts. */
    public RequestLog requests() {
        return requests;
    }

    /** Makes an account misbehave from now on; {@link FaultScript#none()} ends that. */
    public void script(String accountName, FaultScript script) {
        account(accountName).script(script);
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private ServedAccount account(String accountName) {
        ServedAccount account = accounts.get(accountName);
        if (account == null) {
            throw new IllegalArgumentException("The sandbox serves " + accounts.keySet() + ", not " + accountName);
        }
        return account;
    }
}
