package io.contactroutes.bundle;

import io.contactroutes.config.Account;
import io.contactroutes.config.Accounts;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.config.Settings;
import io.contactroutes.lifecycle.SweepListener;
import io.contactroutes.lifecycle.Sweeps;
import io.contactroutes.management.ConfigurationState;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.model.ModelCamelContext;

/** Runs the bundle for a command: Camel Main with a {@link HostedBundle}. */
public final class Bundle implements AutoCloseable {

    private final RunMode mode;
    private final HostedBundle hosted;
    private final Main main = new RoutesMain();
    private boolean closed;

    private Bundle(Settings settings, RunMode mode, SweepListener listener) {
        this.mode = mode;
        this.hosted = HostedBundle.ofCommand(settings, mode, listener);
    }

    /**
     * Starts the routes of the bundle's folder.
     *
     * @param listener is notified when sweeps begin and end and pages are committed
     * @throws ConfigurationException with a sentence for the user, when it cannot start
     */
    public static Bundle start(Settings settings, RunMode mode, SweepListener listener) {
        return start(settings, mode, listener, new ConfigurationState());
    }

    /**
     * Starts it like {@link #start(Settings, RunMode, SweepListener)}.
     *
     * @param configuration what operators see of the files
     */
    public static Bundle start(
            Settings settings, RunMode mode, SweepListener listener, ConfigurationState configuration) {
        Bundle bundle = new Bundle(settings, mode, listener);
        bundle.main.bind(ConfigurationState.BEAN, configuration);
        try {
            bundle.start();
            return bundle;
        } catch (Exception e) {
            bundle.close();
            throw StartFailure.of(e, bundle.hosted.accounts());
        }
    }

    /**
     * Does what a start does short of listening and sweeping: reads all files, makes all routes, and tries the sink and, unless it is
     * that of a running bundle, the state.
     *
     * @return the accounts
     * @throws ConfigurationException with the sentence of a start, when it could not start
     */
    public static Accounts check(Settings settings, Settings running) {
        Bundle aside = new Bundle(settings, RunMode.sandbox(), SweepListener.NONE);
        aside.main.configure().setAutoStartup(false);
        try {
            StateDatabase.tryOut(settings, running);
            aside.start();
            return aside.accounts();
        } catch (Exception e) {
            throw StartFailure.of(e, aside.hosted.accounts());
        } finally {
            aside.close();
        }
    }

    /** Returns all accounts, those that are skipped included. */
    public Accounts accounts() {
        return hosted.accounts();
    }

    /** Returns the accounts that are swept. */
    public List<Account> running() {
        return accounts().configured().stream()
                .filter(account -> mode.runs(account.name()))
                .toList();
    }

    /** Returns the settings that it was started with. */
    public Settings settings() {
        return hosted.settings();
    }

    /** Returns the Camel context of the routes. */
    public CamelContext context() {
        return main.getCamelContext();
    }

    /** Stops after the pages in flight have finished; unfinished sweeps are resumed at the next start. */
    @Override
    public void close() {
        close(Sweeps.STOPPED);
    }

    /**
     * Closes it like {@link #close()}.
     *
     * @param why a part of a sentence: why its sweeps stop
     */
    public synchronized void close(String why) {
        if (closed) {
            return;
        }
        closed = true;
        hosted.stop(why);
        main.stop();
        hosted.onContextStopped(context());
    }

    /** Has no shutdown hook: the command stops the bundle, and Camel's own hook would stop the routes at the same time. */
    private static final class RoutesMain extends Main {

        RoutesMain() {
            shutdownStrategy = new SimpleMainShutdownStrategy();
        }
    }

    private void start() throws Exception {
        Properties properties = settings().without("camel.route-template[").properties();
        properties.putAll(RoutePlaceholders.of(settings(), mode));
        ManagementPort.prepare(settings(), mode, main, properties);
        properties.setProperty(
                "camel.main.routes-include-pattern",
                "file:" + settings().files().resolve("routes") + "/**/*.camel.yaml");
        main.setPropertyPlaceholderLocations("false");
        main.setOverrideProperties(properties);
        main.configure().setStartupSummaryLevel(StartupSummaryLevel.Off);
        main.configure().setAutoConfigurationLogSummary(false);
        main.bind(HostedBundle.BEAN, hosted);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport starting) {
                ignoreEnvironment(
                        (PropertiesComponent) starting.getCamelContext().getPropertiesComponent());
                hosted.configure(starting.getCamelContext());
            }

            @Override
            public void afterConfigure(BaseMainSupport configured) {
                hosted.prepare((ModelCamelContext) configured.getCamelContext());
            }
        });
        main.start();
    }

    /**
     * Makes placeholders such as {@code {{contacts.sink}}} resolve to the settings only: Camel prefers an environment variable, and
     * would send a sandbox's contacts to the sink that {@code CONTACTS_SINK} names.
     */
    private static void ignoreEnvironment(PropertiesComponent placeholders) {
        placeholders.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        placeholders.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
    }

    /** Returns what an operator's command can publish through its routes. */
    public OperatorCommands commands() {
        return new OperatorCommands(settings(), hosted.beans(), context());
    }
}
