package io.contactroutes.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Locale;

/** A time in which a {@link ScaledRun} is measured, from its making to {@link #row}. */
final class Window {

    static final String HEAD = """
            | state | accounts | processes | swept once after | sweeps/min wanted | reached | not complete | requests/s | threads | resident MiB \
            | CPU % | ms CPU a sweep | connections | transactions/s | rows written/s | rows read/s | PostgreSQL CPU % | broker CPU % |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
            """;

    private final ScaledRun run;
    private final SweepEnds ends;
    private final Stage stage;
    private final SharedState state;
    private final String database;
    private final long begun = System.nanoTime();
    private final Reading before;
    private long threads;
    private double resident;
    private long connections;

    /** What only grows. */
    private record Reading(
            double cpu,
            double broker,
            double postgres,
            long requests,
            long complete,
            long others,
            SharedState.Work work) {}

    /** @param database its name on the server; null: the state is not there */
    Window(ScaledRun run, SweepEnds ends, Stage stage, SharedState state, String database)
            throws IOException, SQLException {
        this.run = run;
        this.ends = ends;
        this.stage = stage;
        this.state = state;
        this.database = database;
        this.before = read();
    }

    private Reading read() throws IOException, SQLException {
        return new Reading(
                run.pids().stream().mapToDouble(ProcessFigures::cpuSeconds).sum(),
                stage.brokerCpuSeconds(),
                database == null ? 0 : state.cpuSeconds(),
                run.requests(),
                ends.complete(),
                ends.others(),
                database == null ? new SharedState.Work(0, 0, 0) : state.work(database));
    }

    double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }

    /** To be called now and then, for what goes up and down. */
    void sample() throws SQLException {
        threads = Math.max(
                threads, run.pids().stream().mapToLong(ProcessFigures::threads).sum());
        resident = Math.max(
                resident,
                run.pids().stream().mapToDouble(ProcessFigures::residentMib).sum());
        if (database != null) {
            connections = Math.max(connections, state.connections(database));
        }
    }

    /** @param first how long it took until each account was swept once, the start included; or how many were, if not all */
    String row(String kind, int accounts, String first) throws IOException, SQLException {
        Reading now = read();
        double seconds = seconds();
        double cpu = now.cpu - before.cpu;
        long complete = now.complete - before.complete;
        SharedState.Work work = now.work.since(before.work);
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %d | %s | %,.0f | %,.0f | %,d | %.1f | %,d | %,.0f | %.1f | %.1f | %s | %s | %s | %s | %s | %.1f |%n",
                kind,
                accounts,
                run.pids().size(),
                first,
                accounts * 60.0 / ScaledRun.EVERY.toSeconds(),
                complete * 60 / seconds,
                now.others - before.others,
                (now.requests - before.requests) / seconds,
                threads,
                resident,
                100 * cpu / seconds,
                1000 * cpu / Math.max(1, complete),
                shared("%.0f", connections),
                shared("%,.1f", work.transactions() / seconds),
                shared("%,.1f", work.rowsWritten() / seconds),
                shared("%,.1f", work.rowsRead() / seconds),
                shared("%.1f", 100 * (now.postgres - before.postgres) / seconds),
                100 * (now.broker - before.broker) / seconds);
    }

    private String shared(String format, double value) {
        return database == null ? "" : String.format(Locale.ROOT, format, value);
    }
}
