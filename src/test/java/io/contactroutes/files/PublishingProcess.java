package io.contactroutes.files;

import io.contactroutes.sink.Publication;
import io.contactroutes.sink.PublishRouteContract;
import io.contactroutes.support.ChildJvm;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileProducer;

/** A process of its own with the route {@code publish-files}: publishes a contact for each line that it reads. */
final class PublishingProcess implements AutoCloseable {

    /** The exit code of a process that was killed. */
    static final int KILLED = 137;

    private final Process process;
    private final BufferedReader answers;
    private final PrintStream requests;

    private PublishingProcess(Process process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** @param behind how far the process's clock is behind */
    static PublishingProcess start(Path directory, Duration behind) {
        return start(jvm(), directory, behind, "publish");
    }

    /** Ends, as by {@code kill -9}, when its first file is written and not renamed. */
    static PublishingProcess haltingBeforeTheRename(Path directory) {
        return start(jvm(), directory, Duration.ZERO, "halt");
    }

    /** Its disk takes no file of more than 64 KiB: what exceeds that is not written, and the next write fails. */
    static PublishingProcess withSmallDisk(Path directory) {
        return start(jvm().after("ulimit -f 64"), directory, Duration.ZERO, "publish");
    }

    /** A JVM that writes no file of its own. */
    private static ChildJvm jvm() {
        return ChildJvm.of(PublishingProcess.class)
                .options(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData"))
                .piped();
    }

    private static PublishingProcess start(ChildJvm jvm, Path directory, Duration behind, String what) {
        return new PublishingProcess(jvm.start(List.of(directory.toString(), behind.toString(), what)));
    }

    /** Publishes a contact; returns {@code ok}, or the failure's kind and message. Null when the process has ended. */
    String publish(String id) {
        request(id);
        return answer();
    }

    void request(String id) {
        requests.println(id);
    }

    String answer() {
        try {
            return answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("The process does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Clock clock =
                Clock.offset(Clock.systemUTC(), Duration.parse(arguments[1]).negated());
        FileComponent files = arguments[2].equals("halt") ? new HaltingFileComponent() : new ForcedFileComponent();
        try (CamelContext context = PublishFilesRouteTest.context(directory, clock, files)) {
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String id = requests.readLine(); id != null; id = requests.readLine()) {
                Publication publication = Publication.of(List.of(PublishRouteContract.contact("a", id)));
                Exchange published = template.send(
                        "direct:publish", exchange -> exchange.getMessage().setBody(publication));
                System.out.println(published.getException() == null ? "ok" : failure(published.getException()));
            }
        }
    }

    private static String failure(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof FileSystemException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    private static final class HaltingFileComponent extends FileComponent {

        @Override
        protected GenericFileEndpoint<File> buildFileEndpoint(
                String uri, String remaining, Map<String, Object> parameters) {
            FileEndpoint endpoint = new FileEndpoint(uri, this) {
                @Override
                public GenericFileProducer<File> createProducer() throws Exception {
                    GenericFileProducer<File> producer = super.createProducer();
                    producer.setOperations(new ForcedFileOperations(this) {
                        @Override
                        public boolean renameFile(String from, String to) {
                            Runtime.getRuntime().halt(KILLED);
                            return true;
                        }
                    });
                    return producer;
                }
            };
            endpoint.setFile(new File(remaining));
            return endpoint;
        }
    }
}
