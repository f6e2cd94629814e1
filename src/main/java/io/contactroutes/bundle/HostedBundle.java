package io.contactroutes.bundle;

import io.contactroutes.config.Accounts;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.config.Settings;
import io.contactroutes.http.ProviderHttp;
import io.contactroutes.lifecycle.SweepListener;
import io.contactroutes.lifecycle.Sweeps;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.RouteTemplateParameterSource;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds settings, accounts and beans to a Camel context, whatever program starts it. A wrong setting, account or reference stops
 * the start of the context with a sentence.
 */
final class HostedBundle extends LifecycleStrategySupport {

    static final String BEAN = "contactRoutes";

    private static final String HTTP = "http";

    private static final Logger LOG = LoggerFactory.getLogger(HostedBundle.class);

    /** A context that has the bundle's routes and must not host the bundle sets this property to false. */
    private static final String ENABLED = "contact-routes.enabled";

    private final RunMode mode;
    private final SweepListener listener;
    private final boolean foreign;
    private ConfigurationException unreadable;
    private Settings settings;
    private Accounts accounts;
    private Beans beans;

    private HostedBundle(Settings settings, RunMode mode, SweepListener listener, boolean foreign) {
        this.settings = settings;
        this.mode = mode;
        this.listener = listener;
        this.foreign = foreign;
    }

    /** Makes the bundle of a context that a command starts. */
    static HostedBundle ofCommand(Settings settings, RunMode mode, SweepListener listener) {
        return new HostedBundle(settings, mode, listener, false);
    }

    /**
     * Makes the bundle of a context that another program starts. Its settings are those of {@code application.properties} in the
     * folder {@code contact-routes.home} (else the working directory) and of the context's own properties.
     */
    static HostedBundle inForeignRuntime() {
        return new HostedBundle(null, RunMode.untilStopped(), SweepListener.NONE, true);
    }

    /** Registers placeholders and the HTTP component, before the routes are read. */
    void configure(CamelContext context) {
        PropertiesComponent placeholders = context.getPropertiesComponent();
        ParameterPlaceholder.all(placeholders).forEach(placeholders::addPropertiesFunction);
        if (foreign) {
            readSettings(placeholders);
        }
        if (context.getRegistry().lookupByName(HTTP) == null) {
            context.getRegistry().bind(HTTP, new ProviderHttp());
        }
    }

    /** Camel ignores a failure at this point; {@link #prepare} repeats it. */
    private void readSettings(PropertiesComponent placeholders) {
        try {
            settings = settingsOf(placeholders);
            settings.below("contacts.")
                    .forEach((key, value) -> placeholders.addOverrideProperty("contacts." + key, value));
            RoutePlaceholders.of(settings, mode).forEach(placeholders::addOverrideProperty);
        } catch (ConfigurationException e) {
            unreadable = e;
        }
    }

    /**
     * Checks the accounts and makes the beans, after the routes were read and before the first of them is made. Does nothing when
     * called again, and nothing in a foreign context that has not loaded the bundle's routes.
     */
    void prepare(ModelCamelContext context) {
        if (beans != null) {
            return;
        }
        if (foreign && !isHost(context)) {
            if (context.getRegistry().lookupByName(HTTP) instanceof ProviderHttp) {
                context.getRegistry().unbind(HTTP);
            }
            return;
        }
        if (unreadable != null) {
            throw unreadable;
        }
        if (context.isStreamCaching()) {
            throw new ConfigurationException(
                    "This Camel context caches streams, and would cache a response before its limits"
                            + " are checked; set camel.main.stream-caching-enabled = false.");
        }
        accounts = Accounts.read(context, settings);
        beans = new Beans(settings, mode, accounts, listener, context);
        beans.bind(context.getRegistry());
        RouteReferences.check(context, settings.files());
        if (foreign) {
            accounts.all().stream()
                    .filter(account -> !account.isConfigured())
                    .forEach(account -> LOG.info("{}", settings.whySkipped(account)));
            if (accounts.configured().isEmpty()) {
                LOG.warn("No account is configured, so nothing runs.");
            }
        }
        context.getRegistry()
                .bind(AccountRoutes.BEAN, RouteTemplateParameterSource.class, new AccountRoutes(accounts.all(), mode));
    }

    /** Returns whether a foreign context hosts the bundle: another program may have further Camel contexts. */
    private static boolean isHost(ModelCamelContext context) {
        return context.getRouteTemplateDefinition(Accounts.SWEEP) != null
                && !context.getPropertiesComponent()
                        .resolveProperty(ENABLED)
                        .filter("false"::equals)
                        .isPresent();
    }

    @Override
    public void onContextInitializing(CamelContext context) {
        prepare((ModelCamelContext) context);
    }

    @Override
    public void onContextStarted(CamelContext context) {
        if (beans != null) {
            beans.start(context);
        }
    }

    /** Waits until the pages in flight have finished; unfinished sweeps are resumed at the next start. */
    @Override
    public void onContextStopping(CamelContext context) {
        stop(Sweeps.STOPPED);
    }

    void stop(String why) {
        if (beans != null) {
            beans.sweeps().stop(why);
        }
    }

    @Override
    public void onContextStopped(CamelContext context) {
        if (beans != null) {
            beans.close();
        }
    }

    Settings settings() {
        return settings;
    }

    /** Returns null before {@link #prepare}. */
    Accounts accounts() {
        return accounts;
    }

    Beans beans() {
        return beans;
    }

    private static Settings settingsOf(PropertiesComponent properties) {
        String home =
                properties.resolveProperty("contact-routes.home").orElse(System.getProperty("contact-routes.home", ""));
        Map<String, String> own = new TreeMap<>();
        properties
                .loadProperties(key -> key.startsWith("contacts.") || key.startsWith("camel.route-template["))
                .forEach((key, value) -> own.put(key.toString(), value.toString()));
        return Settings.hosted(Path.of(home).toAbsolutePath(), own, System.getenv());
    }
}
