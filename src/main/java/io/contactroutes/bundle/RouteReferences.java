package io.contactroutes.bundle;

import io.contactroutes.config.Accounts;
import io.contactroutes.config.ConfigurationException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.MethodCallExpression;
import org.apache.camel.model.language.RefExpression;
import org.apache.camel.spi.Resource;

/**
 * Checks that the {@code direct:} routes and beans that steps refer to exist. Camel notices only when the step runs.
 */
final class RouteReferences {

    private static final String DIRECT = "direct:";
    private static final String FETCH = "direct:fetch-{{routeId}}";

    private final ModelCamelContext context;
    private final Path home;
    private final Set<String> inputs;

    private RouteReferences(ModelCamelContext context, Path home) {
        this.context = context;
        this.home = home;
        this.inputs = context.getRouteDefinitions().stream()
                .map(route -> route.getInput().getEndpointUri())
                .collect(Collectors.toSet());
    }

    /**
     * Checks all routes and templates of a context.
     *
     * @throws ConfigurationException with a sentence that names the file and the reference
     */
    static void check(ModelCamelContext context, Path home) {
        RouteReferences references = new RouteReferences(context, home);
        context.getRouteDefinitions().forEach(route -> references.check(route, route.getResource()));
        for (RouteTemplateDefinition template : context.getRouteTemplateDefinitions()) {
            references.check(template.getRoute(), template.getResource());
            references.checkStart(template);
        }
    }

    private void checkStart(RouteTemplateDefinition template) {
        String start = template.getRoute().getInput().getEndpointUri();
        if (!template.getId().equals(Accounts.SWEEP) && !start.equals(FETCH)) {
            throw new ConfigurationException(file(template.getResource()) + " starts at " + start
                    + "; the route of a provider starts at " + FETCH + ".");
        }
    }

    private void check(RouteDefinition route, Resource file) {
        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class)
                .forEach(step -> check(step, file));
    }

    private void check(ProcessorDefinition<?> step, Resource file) {
        if (step instanceof ToDefinition to) {
            checkDirect(to.getUri(), file);
        } else if (step instanceof BeanDefinition bean) {
            checkBean(bean.getRef(), file);
        } else if (step instanceof ProcessDefinition process) {
            checkBean(process.getRef(), file);
        }
        if (step instanceof ExpressionNode node && node.getExpression() != null) {
            check(node.getExpression(), file);
        }
    }

    private void check(ExpressionDefinition expression, Resource file) {
        if (expression instanceof MethodCallExpression method) {
            checkBean(method.getRef(), file);
        } else if (expression instanceof RefExpression) {
            checkBean(expression.getExpression(), file);
        } else if (expression.getExpressionType() != null) {
            check((ExpressionDefinition) expression.getExpressionType(), file);
        }
    }

    /** Skips names with a placeholder, which is resolved only when the route is made. */
    private void checkDirect(String uri, Resource file) {
        if (uri.startsWith(DIRECT) && !uri.contains("{{") && !inputs.contains(uri)) {
            throw new ConfigurationException(
                    file(file) + " sends to " + uri + ", which no file in routes/ has; correct the name.");
        }
    }

    private void checkBean(String name, Resource file) {
        if (name != null && !name.startsWith("#") && context.getRegistry().lookupByName(name) == null) {
            throw new ConfigurationException(
                    file(file) + " refers to the bean " + name + ", which does not exist; correct the name.");
        }
    }

    private String file(Resource resource) {
        if (resource == null) {
            return "A route";
        }
        String location = resource.getLocation().replaceFirst("^[a-z]+:(//)?", "");
        Path file = Path.of(location);
        return (file.startsWith(home) ? home.relativize(file) : file).toString();
    }
}
