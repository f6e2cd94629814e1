package io.contactroutes.database;

import io.contactroutes.state.Processes;
import io.contactroutes.state.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part of the state that is about accounts and not about their sweeps and contacts. */
abstract class JdbcAccounts implements State {

    final Database database;
    final AccountTable accounts;

    JdbcAccounts(Database database) {
        this.database = database;
        this.accounts = new AccountTable(database);
    }

    @Override
    public List<String> accounts() {
        return accounts.names();
    }

    @Override
    public void retire(String account) {
        accounts.find(account).ifPresent(accounts::retire);
    }

    @Override
    public void approveDeletes(String account, Instant at) {
        accounts.approve(accounts.findOrAdd(account), at.toEpochMilli());
    }

    @Override
    public Optional<Instant> deletesApprovedAt(String account) {
        return accounts.find(account).flatMap(accounts::approvedAt).map(Instant::ofEpochMilli);
    }

    @Override
    public void clearApproval(String account) {
        accounts.find(account).ifPresent(key -> accounts.approve(key, null));
    }

    @Override
    public Optional<String> note(String account, String key) {
        return accounts.find(account).flatMap(id -> accounts.note(id, key));
    }

    @Override
    public Map<String, String> notes(String account, String prefix) {
        return accounts.find(account).map(id -> accounts.notes(id, prefix)).orElse(Map.of());
    }

    @Override
    public Map<String, String> noted(String key) {
        return accounts.noted(key);
    }

    @Override
    public Processes processes() {
        return database.processes();
    }

    @Override
    public void requireUsable() {
        database.requireThere();
    }

    @Override
    public void note(String account, String key, String text) {
        accounts.note(accounts.findOrAdd(account), key, text);
    }
}
