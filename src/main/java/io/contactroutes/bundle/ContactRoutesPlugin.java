package io.contactroutes.bundle;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.ContextServicePlugin;

/**
 * Adds the bundle to every Camel context with this jar on its class path, so that any Camel runtime can host the routes. Camel
 * finds it through {@code META-INF/services}.
 */
public final class ContactRoutesPlugin implements ContextServicePlugin {

    @Override
    public void load(CamelContext context) {
        if (context.getRegistry().lookupByNameAndType(HostedBundle.BEAN, HostedBundle.class) != null) {
            return;
        }
        HostedBundle bundle = HostedBundle.inForeignRuntime();
        context.getRegistry().bind(HostedBundle.BEAN, bundle);
        bundle.configure(context);
        context.addLifecycleStrategy(bundle);
    }
}
