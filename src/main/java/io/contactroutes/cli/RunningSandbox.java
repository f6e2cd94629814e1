package io.contactroutes.cli;

import io.contactroutes.bundle.Bundle;
import io.contactroutes.bundle.RunMode;
import io.contactroutes.config.Setting;
import io.contactroutes.config.Settings;
import io.contactroutes.lifecycle.SweepListener;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A sandbox that sweeps until it is stopped, while its lists change, and shows it on the status page. */
final class RunningSandbox {

    private RunningSandbox() {}

    /** @param given what was set on the command line */
    static int run(
            ProviderDouble providers, List<Served> served, Settings sandbox, Map<String, String> given, PrintWriter out)
            throws InterruptedException {
        Map<String, String> changes = new HashMap<>();
        served.forEach(account -> changes.put("camel.route-template[" + account.name() + "].every", "20s"));
        changes.put(Setting.MANAGEMENT_TOKEN.key(), "sandbox");
        changes.put("camel.management.enabled", "true");
        changes.putAll(given);
        Settings settings = sandbox.with(changes);
        try (MovingLists moving = new MovingLists(providers, served);
                Bundle bundle = Bundle.start(settings, RunMode.sandboxUntilStopped(), SweepListener.NONE)) {
            StopSignal.runs(bundle::close);
            out.println("Status page: http://" + settings.value("camel.management.host") + ":"
                    + settings.value("camel.management.port") + "/ (to act on it, the token is "
                    + settings.text(Setting.MANAGEMENT_TOKEN) + "). Ctrl-C ends the sandbox.");
            new CountDownLatch(1).await();
        }
        return 0;
    }
}
