package io.contactroutes.management;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Locale;

/** Gives Camel's metrics names that Prometheus accepts: labels in snake case, and a help text for each metric. */
public final class MetricNames {

    /** The name under which Camel looks for a registry of metrics. */
    public static final String REGISTRY = "metricsRegistry";

    private MetricNames() {}

    /** Returns a registry for a Camel context to use. */
    public static MeterRegistry registry() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                List<Tag> tags = id.getTags().stream()
                        .map(tag -> Tag.of(snakeCase(tag.getKey()), tag.getValue()))
                        .toList();
                String help = id.getDescription() == null ? "Camel's " + id.getName() + "." : id.getDescription();
                return new Meter.Id(id.getName(), Tags.of(tags), id.getBaseUnit(), help, id.getType());
            }
        });
        return registry;
    }

    private static String snakeCase(String label) {
        return label.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
