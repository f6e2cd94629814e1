package io.contactroutes.support;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Timeout;

/**
 * One file of routes by itself: its beans and the routes that it calls are replaced by what writes their names down, in the
 * order in which they are called.
 */
@Timeout(60)
public abstract class RouteTest extends CamelTestSupport {

    private final String file;
    private final List<String> steps = new CopyOnWriteArrayList<>();
    private final Set<String> failing = new HashSet<>();

    /** @param file the route file's name below {@code routes/}, without its ending */
    protected RouteTest(String file) {
        this.file = file;
    }

    /** Binds the beans and routes that the file refers to: {@link #bean} and {@link #route}. */
    protected abstract void neighbours(CamelContext context) throws Exception;

    /** The parameters of the template that the file holds, and of all placeholders. */
    protected Map<String, String> parameters() {
        return Map.of();
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.setStreamCaching(false); // as application.properties ships it
        Properties properties = new Properties();
        properties.setProperty("contact-routes.enabled", "false");
        properties.putAll(parameters());
        context.getPropertiesComponent().setOverrideProperties(properties);
        neighbours(context);
        for (String each : List.of(file, "errors")) {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(PluginHelper.getResourceLoader(context)
                            .resolveResource("file:" + Path.of("routes", each + ".camel.yaml")));
        }
        for (RouteTemplateDefinition template : ((ModelCamelContext) context).getRouteTemplateDefinitions()) {
            context.addRouteFromTemplate(template.getId(), template.getId(), Map.copyOf(parameters()));
        }
        return context;
    }

    /** A bean whose calls are written down as {@code name.method}; an object answers them, or the body stays. */
    protected final <T> void bean(CamelContext context, String name, Class<T> methods, T answers) {
        Object bean = Proxy.newProxyInstance(
                methods.getClassLoader(), new Class<?>[] {methods}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.getName().equals("equals") ? proxy == arguments[0] : name;
                    }
                    step(name + "." + method.getName());
                    method.setAccessible(true);
                    try {
                        return answers == null ? null : method.invoke(answers, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        context.getRegistry().bind(name, bean);
    }

    /** A neighbouring route whose calls are written down as its address. */
    protected final void route(CamelContext context, String uri, Processor... does) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).errorHandler(noErrorHandler()).process(exchange -> {
                    step(uri);
                    for (Processor each : does) {
                        each.process(exchange);
                    }
                });
            }
        });
    }

    /** Lets a step fail from now on. */
    protected final void fail(String step) {
        failing.add(step);
    }

    /** The steps that were taken so far. */
    protected final List<String> steps() {
        return List.copyOf(steps);
    }

    protected final Exchange send(Object body, Map<String, Object> variables) {
        return template.send("direct:" + file, exchange -> {
            exchange.getMessage().setBody(body);
            variables.forEach(exchange::setVariable);
        });
    }

    /** Why it failed: the message of the root cause; null when it did not. */
    protected static String failure(Exchange done) {
        Throwable failure = done.getException();
        while (failure != null && failure.getCause() != null) {
            failure = failure.getCause();
        }
        return failure == null ? null : failure.getMessage();
    }

    protected final void step(String step) {
        steps.add(step);
        if (failing.contains(step)) {
            throw new IllegalStateException(step + " fails");
        }
    }
}
