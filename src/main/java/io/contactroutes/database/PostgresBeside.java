package io.contactroutes.database;

import io.contactroutes.state.Processes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;

/** The processes that share a state in PostgreSQL, as a command sees them that holds no account. */
class PostgresBeside implements Processes, AutoCloseable {

    final Database database;
    private final String id = "command-" + UUID.randomUUID().toString().substring(0, 8);

    PostgresBeside(Database database) {
        this.database = database;
    }

    @Override
    public boolean areSeveral() {
        return true;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void confirm(String asked) {}

    @Override
    public Hold take(String account, Duration every, Turn turn, Consumer<String> fence) {
        throw new UnsupportedOperationException("A state that was not opened for sweeps holds no account");
    }

    @Override
    public void release(String account, boolean finished) {}

    @Override
    public void onLoss(Runnable lost) {}

    /** Returns the epoch that a write for this account has to find; empty when this process does not hold it. */
    OptionalLong epoch(int account) {
        return OptionalLong.empty();
    }

    @Override
    public Load load(Map<String, Duration> every) {
        return database.read(on -> HolderTable.load(on, id(), every));
    }

    @Override
    public boolean isDue(String account, Duration every) {
        return database.read(on -> HolderTable.isDue(on, account, id(), every.toMillis()));
    }

    @Override
    public List<Member> members() {
        return database.read(HolderTable::members);
    }

    @Override
    public Place place(String host, Duration spacing) {
        return database.read(on -> HostTable.place(on, host, spacing));
    }

    @Override
    public void pause(String host, Duration pause) {
        database.read(on -> HostTable.pause(on, host, pause));
    }

    @Override
    public Map<String, Duration> pauses() {
        return database.read(HostTable::pauses);
    }

    @Override
    public void close() {}
}
