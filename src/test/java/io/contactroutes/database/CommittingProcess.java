package io.contactroutes.database;

import io.contactroutes.state.OpenSweep;
import io.contactroutes.state.PageCommit;
import io.contactroutes.state.State;
import io.contactroutes.support.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Commits one page after the other in a process of its own until it is killed, and prints the number of each. */
final class CommittingProcess implements AutoCloseable {

    static final int PAGE = 1000;

    private final Process process;
    private final BufferedReader output;

    private CommittingProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    static CommittingProcess start(String url) {
        return new CommittingProcess(
                ChildJvm.of(CommittingProcess.class).piped().start(List.of(url)));
    }

    /** Returns the number of the next page that it has committed; 0 when it has ended. */
    int committed() throws IOException {
        String line = output.readLine();
        return line == null ? 0 : Integer.parseInt(line);
    }

    /** Kills it without warning; returns the last page that it has printed, at least the given one. */
    int kill(int atLeast) throws IOException, InterruptedException {
        // By its handle: Process.destroyForcibly also closes the output that is still to be read.
        process.toHandle().destroyForcibly();
        process.waitFor();
        int last = atLeast;
        for (int page = committed(); page != 0; page = committed()) {
            last = page;
        }
        return last;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
    }

    static List<String> ids(int page) {
        return IntStream.range(0, PAGE)
                .mapToObj(i -> "page-" + page + "-contact-" + i)
                .toList();
    }

    public static void main(String[] arguments) {
        State state = JdbcState.open(arguments[0]);
        OpenSweep sweep = state.openSweep("a").orElseGet(() -> state.begin("a", "sweep", StateContract.NOON));
        for (int page = sweep.nextPage(); ; page++) {
            String[] ids = ids(page).toArray(String[]::new);
            state.aboutToPublish("a", List.of(ids));
            state.commit(new PageCommit(
                    "a", sweep.sequence(), page + 1, "{\"pages\":" + page + "}", StateContract.contacts(page, ids)));
            System.out.println(page);
        }
    }
}
