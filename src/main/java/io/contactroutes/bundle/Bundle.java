package io.contactroutes.bundle;

import io.contactroutes.config.Account;
import io.contactroutes.config.Accounts;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.config.Setting;
import io.contactroutes.config.Settings;
import io.contactroutes.request.ProviderHttp;
import io.contactroutes.sink.SinkRecord;
import io.contactroutes.sweep.Replay;
import io.contactroutes.sweep.SweepListener;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.model.ModelCamelContext;

/** A running bundle: its routes, with the beans that they call. */
public final class Bundle implements AutoCloseable {

    private final Settings settings;
    private final RunMode mode;
    private final SweepListener listener;
    private final Main main = new RoutesMain();
    private boolean closed;
    private Accounts accounts;
    private Beans beans;

    private Bundle(Settings settings, RunMode mode, SweepListener listener) {
        this.settings = settings;
        this.mode = mode;
        this.listener = listener;
    }

    /**
     * Starts the routes of the bundle's folder.
     *
     * @param listener is told how the sweeps go
     * @throws ConfigurationException with a sentence for its user, when it cannot start
     */
    public static Bundle start(Settings settings, RunMode mode, SweepListener listener) {
        Bundle bundle = new Bundle(settings, mode, listener);
        try {
            bundle.start();
            return bundle;
        } catch (Exception e) {
            bundle.close();
            throw StartFailure.of(e, bundle.accounts);
        }
    }

    /** All accounts, those without secrets included. */
    public Accounts accounts() {
        return accounts;
    }

    /** The accounts that are swept. */
    public List<Account> running() {
        return accounts.configured().stream()
                .filter(account -> mode.runs(account.name()))
                .toList();
    }

    /** The settings that it was started with. */
    public Settings settings() {
        return settings;
    }

    /** Camel's side of the bundle. */
    public CamelContext context() {
        return main.getCamelContext();
    }

    /** Lets the pages in flight finish and stops; unfinished sweeps go on at the next start. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (beans != null) {
            beans.sweeps().stop();
        }
        main.stop();
        if (beans != null) {
            beans.close();
        }
    }

    /** Camel's own hook for the end of the process would stop the routes beside ours, before the sweeps are told. */
    private static final class RoutesMain extends Main {

        RoutesMain() {
            shutdownStrategy = new SimpleMainShutdownStrategy();
        }
    }

    private void start() throws Exception {
        Properties properties = settings.properties();
        RouteParameters.removeEmpty(properties);
        properties.setProperty("contact-routes.ticks", mode.once() ? "1" : "0");
        setMillis(properties, "contact-routes.connect-timeout-millis", Setting.REQUEST_CONNECT_TIMEOUT);
        setMillis(properties, "contact-routes.timeout-millis", Setting.REQUEST_TIMEOUT);
        main.setPropertyPlaceholderLocations("false");
        main.setOverrideProperties(properties);
        main.configure().setRoutesIncludePattern("file:" + settings.home().resolve("routes") + "/**/*.camel.yaml");
        main.configure().setStartupSummaryLevel(org.apache.camel.StartupSummaryLevel.Off);
        main.configure().setAutoConfigurationLogSummary(false);
        main.bind("http", new ProviderHttp());
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport starting) {
                prepare((PropertiesComponent) starting.getCamelContext().getPropertiesComponent());
            }

            @Override
            public void afterConfigure(BaseMainSupport configured) {
                prepare((ModelCamelContext) configured.getCamelContext());
            }
        });
        main.start();
    }

    /** camel-http takes its time-outs in milliseconds only. */
    private void setMillis(Properties properties, String key, Setting setting) {
        properties.setProperty(key, String.valueOf(settings.duration(setting).toMillis()));
    }

    /**
     * Lets placeholders such as {@code {{contacts.sink}}} say what the settings say: Camel would take an environment variable
     * before it, and send a sandbox's contacts to the sink that {@code CONTACTS_SINK} names.
     */
    private static void prepare(PropertiesComponent placeholders) {
        placeholders.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        placeholders.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
        placeholders.addPropertiesFunction(new QueryPlaceholder());
    }

    /** Checks the accounts and makes the beans, after the routes were read and before the first of them is made. */
    private void prepare(ModelCamelContext context) {
        accounts = Accounts.read(context, settings);
        new RouteParameters(context).set(accounts.all(), mode);
        beans = new Beans(settings, mode, accounts, listener, context);
        beans.bind(context.getRegistry());
    }

    /** Sends the dead letters of an account through today's mapping. */
    public Replay.Outcome replay(Account account) {
        try (ProducerTemplate routes = context().createProducerTemplate()) {
            return beans.replay(account, routes);
        } catch (IOException e) {
            throw new ConfigurationException("The dead letters of " + account.name() + " cannot be read.", e);
        }
    }

    /**
     * Publishes the tombstone of a contact and takes its dead letters out of their file.
     *
     * @return how many dead letters were taken out
     */
    public int forget(Account account, String sourceId) {
        try (ProducerTemplate routes = context().createProducerTemplate()) {
            routes.sendBody("direct:publish", List.of(SinkRecord.forgotten(account.name(), sourceId, Instant.now())));
            return beans.removeDeadLetters(account, sourceId);
        } catch (IOException e) {
            throw new ConfigurationException("The dead letters of " + account.name() + " cannot be rewritten.", e);
        }
    }
}
