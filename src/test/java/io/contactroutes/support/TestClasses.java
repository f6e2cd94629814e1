package io.contactroutes.support;

import java.io.PrintWriter;
import java.util.Arrays;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs test classes in a JVM of its own: prints a line for each test that passed, and all of a failure. */
public final class TestClasses {

    private static final int FRAMES = 30;

    private TestClasses() {}

    /** The line that is printed of a test that passed. */
    public static String passed(Class<?> test, String method, String name) {
        return "passed " + test.getSimpleName() + "." + method + " " + name;
    }

    /** @param names of the classes */
    public static void main(String[] names) {
        Launcher launcher = LauncherFactory.create();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(Arrays.stream(names)
                                .map(DiscoverySelectors::selectClass)
                                .toList())
                        .build(),
                summary,
                new Passed());
        summary.getSummary().printFailuresTo(new PrintWriter(System.out, true), FRAMES);
        System.exit(
                summary.getSummary().getTotalFailureCount() == 0
                                && summary.getSummary().getTestsFoundCount() > 0
                        ? 0
                        : 1);
    }

    private static final class Passed implements TestExecutionListener {

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()
                    && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL
                    && test.getSource().orElseThrow() instanceof MethodSource method) {
                System.out.println(passed(method.getJavaClass(), method.getMethodName(), test.getDisplayName()));
            }
        }
    }
}
