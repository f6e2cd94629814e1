package io.contactroutes.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.bundle.Bundle;
import io.contactroutes.bundle.RunMode;
import io.contactroutes.bundle.StateDatabase;
import io.contactroutes.config.Settings;
import io.contactroutes.lifecycle.SweepListener;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.sink.Publication;
import io.contactroutes.sink.SinkRecord;
import io.contactroutes.state.State;
import io.contactroutes.sweep.Sweep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * {@code run --once} or {@code forget} in a process that ends, as by {@code kill -9}, at a point that a test chooses: just
 * before or just after records of a kind are published.
 */
public final class HaltingProcess {

    private static final int KILLED = 137;
    private static final String FORGET = "forget";

    private HaltingProcess() {}

    /** @param type the CloudEvents type of the first of the records, such as {@code contact.deleted} */
    public static void haltBefore(String type, SweepRig rig) {
        run("before", type, rig);
    }

    public static void haltAfter(String type, SweepRig rig) {
        run("after", type, rig);
    }

    /** Forgets a contact, and ends when its tombstone is published. */
    public static void haltInForget(String account, String sourceId, SweepRig rig) {
        run(FORGET, account + ":" + sourceId, rig);
    }

    private static void run(String when, String type, SweepRig rig) {
        List<String> arguments = new ArrayList<>(List.of(when, type));
        arguments.addAll(rig.keysAndValues());
        CommandRun run = ChildJvm.of(HaltingProcess.class).run(arguments);
        assertThat(run.exit()).as("ended where it should, %s %s", when, type).isEqualTo(KILLED);
    }

    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> values = new HashMap<>();
        for (int i = 2; i + 1 < arguments.length; i += 2) {
            values.put(arguments[i], arguments[i + 1]);
        }
        Settings settings = Settings.load(Path.of("").toAbsolutePath(), Map.of(), Map.of())
                .without("camel.route-template[")
                .with(values);
        if (arguments[0].equals(FORGET)) {
            forget(settings, arguments[1]);
        } else {
            sweep(settings, arguments[0], arguments[1]);
        }
    }

    private static void forget(Settings settings, String uid) {
        String[] parts = uid.split(":");
        try (State state = StateDatabase.openBeside(settings);
                Bundle bundle = Bundle.start(settings, RunMode.idle(RunMode.Memory.NONE), SweepListener.NONE)) {
            watch(bundle.context(), true, SinkRecord.DELETED);
            bundle.commands().forget(state, bundle.accounts().get(parts[0]), parts[1]);
        }
    }

    private static void sweep(Settings settings, String when, String type) throws InterruptedException {
        CountDownLatch watched = new CountDownLatch(1);
        Bundle bundle = Bundle.start(settings, RunMode.oneSweep(), new SweepListener() {
            @Override
            public void began(Sweep sweep) {
                try {
                    watched.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void ended(Receipt receipt) {
                Runtime.getRuntime().halt(0);
            }
        });
        watch(bundle.context(), when.equals("after"), type);
        watched.countDown();
        new CountDownLatch(1).await();
    }

    private static void watch(CamelContext context, boolean after, String type) {
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof CamelEvent.ExchangeSentEvent sent && after) {
                    haltOn(
                            sent.getEndpoint().getEndpointUri(),
                            sent.getExchange().getMessage().getBody());
                } else if (event instanceof CamelEvent.ExchangeSendingEvent sending && !after) {
                    haltOn(
                            sending.getEndpoint().getEndpointUri(),
                            sending.getExchange().getMessage().getBody());
                }
            }

            private void haltOn(String endpoint, Object body) {
                if (endpoint.equals("direct://publish")
                        && body instanceof Publication publication
                        && publication.records().stream().limit(1).anyMatch(first -> first.type()
                                .equals(type))) {
                    Runtime.getRuntime().halt(KILLED);
                }
            }
        });
    }
}
