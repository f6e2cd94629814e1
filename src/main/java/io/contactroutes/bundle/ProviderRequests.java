package io.contactroutes.bundle;

import io.contactroutes.config.Accounts;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.language.ExpressionDefinition;

/** Writes down what the requests and pages of each provider are made of: the steps of its route, without descriptions. */
final class ProviderRequests {

    private ProviderRequests() {}

    /** Returns the steps of every provider's route as text, by provider. */
    static Map<String, String> of(ModelCamelContext context) {
        Map<String, String> requests = new HashMap<>();
        for (RouteTemplateDefinition template : context.getRouteTemplateDefinitions()) {
            if (!template.getId().equals(Accounts.SWEEP)) {
                requests.put(template.getId(), steps(template));
            }
        }
        return requests;
    }

    private static String steps(RouteTemplateDefinition template) {
        return template.getRoute().getOutputs().stream()
                .map(ProviderRequests::step)
                .collect(Collectors.joining("\n"));
    }

    private static String step(ProcessorDefinition<?> step) {
        ExpressionDefinition expression = step instanceof ExpressionNode node ? node.getExpression() : null;
        String own = step.getShortName() + " " + step.getLabel();
        String text =
                expression == null ? own : own + " " + expression.getLanguage() + " " + expression.getExpression();
        return step.getOutputs().stream().map(ProviderRequests::step).reduce(text, (all, next) -> all + "\n" + next);
    }
}
