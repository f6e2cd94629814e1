package io.contactroutes.database;

import io.contactroutes.state.StateException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Gives each account a small number, which costs a contact two bytes instead of the name, and keeps its approval and notes. */
final class AccountTable {

    private final Database database;
    private final Map<String, Integer> keys = new ConcurrentHashMap<>();

    AccountTable(Database database) {
        this.database = database;
    }

    Optional<Integer> find(String accountName) {
        Integer known = keys.get(accountName);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Integer> found = database.read(
                on -> on.first("SELECT id FROM routes_account WHERE alias = ?", row -> row.getInt(1), accountName));
        found.ifPresent(key -> keys.put(accountName, key));
        return found;
    }

    /** Runs in a transaction of its own: a number that is rolled back must not be cached. */
    int findOrAdd(String accountName) {
        return find(accountName).orElseGet(() -> {
            database.write(on -> on.update(
                    "INSERT INTO routes_account (alias) VALUES (?) ON CONFLICT (alias) DO NOTHING", accountName));
            return required(accountName);
        });
    }

    int required(String accountName) {
        return find(accountName)
                .orElseThrow(() -> new StateException("The account " + accountName + " has never begun a sweep."));
    }

    void approve(int account, Long at) {
        database.write(
                account,
                on -> on.update("UPDATE routes_account SET deletes_approved_at = ? WHERE id = ?", at, account));
    }

    Optional<Long> approvedAt(int account) {
        return database.read(on -> on.first(
                "SELECT deletes_approved_at FROM routes_account WHERE id = ? AND deletes_approved_at IS NOT NULL",
                row -> row.getLong(1),
                account));
    }

    Optional<String> note(int account, String key) {
        return database.read(on -> on.first(
                "SELECT text FROM routes_note WHERE account = ? AND key = ?", row -> row.getString(1), account, key));
    }

    Map<String, String> notes(int account, String prefix) {
        Map<String, String> notes = new HashMap<>();
        database.read(on -> on.list(
                "SELECT key, text FROM routes_note WHERE account = ? AND substr(key, 1, ?) = ?",
                row -> notes.put(row.getString(1).substring(prefix.length()), row.getString(2)),
                account,
                prefix.length(),
                prefix));
        return notes;
    }

    Map<String, String> noted(String key) {
        Map<String, String> texts = new TreeMap<>();
        database.read(on -> on.list(
                "SELECT alias, text FROM routes_note JOIN routes_account ON routes_account.id = routes_note.account"
                        + " WHERE key = ?",
                row -> texts.put(row.getString(1), row.getString(2)),
                key));
        return texts;
    }

    void note(int account, String key, String text) {
        database.write(account, on -> note(on, account, key, text));
    }

    static int note(Session on, int account, String key, String text) throws SQLException {
        if (text == null) {
            return on.update("DELETE FROM routes_note WHERE account = ? AND key = ?", account, key);
        }
        return on.update(
                "INSERT INTO routes_note (account, key, text) VALUES (?, ?, ?)"
                        + " ON CONFLICT (account, key) DO UPDATE SET text = excluded.text",
                account,
                key,
                text);
    }

    /** Keeps the account's number, which a running process may hold, and nothing else. */
    void retire(int account) {
        database.write(account, on -> {
            on.update("UPDATE routes_account SET deletes_approved_at = NULL WHERE id = ?", account);
            database.contacts().clear(on, account);
            for (String table : List.of("routes_sweep", "routes_note")) {
                on.update("DELETE FROM " + table + " WHERE account = ?", account);
            }
            return null;
        });
    }

    List<String> names() {
        return database.read(on -> on.list(
                "SELECT alias FROM routes_account WHERE EXISTS (SELECT 1 FROM routes_sweep WHERE account = routes_account.id)"
                        + " OR EXISTS (SELECT 1 FROM routes_contact WHERE account = routes_account.id) ORDER BY alias",
                row -> row.getString(1)));
    }
}
