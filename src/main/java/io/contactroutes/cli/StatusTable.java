package io.contactroutes.cli;

import io.contactroutes.state.Processes.Member;
import io.contactroutes.status.AccountStatus;
import io.contactroutes.status.AccountStatus.Doing;
import io.contactroutes.status.BundleStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Prints the status of accounts as a table, and below it one sentence for each account that has one, and the processes. */
final class StatusTable {

    private static final List<String> HEAD = List.of(
            "ACCOUNT",
            "PROVIDER",
            "FRESH",
            "LAST COMPLETE",
            "EVERY",
            "NOW",
            "DEAD LETTERS",
            "HELD DELETES",
            "REQUESTS TODAY");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);

    private StatusTable() {}

    static List<String> lines(BundleStatus bundle) {
        List<AccountStatus> accounts = bundle.accounts();
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        accounts.forEach(account -> rows.add(row(account)));
        int[] widths = IntStream.range(0, HEAD.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        List<String> lines = rows.stream()
                .map(row -> IntStream.range(0, HEAD.size())
                        .mapToObj(column -> String.format("%-" + widths[column] + "s", row.get(column)))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.toCollection(ArrayList::new));
        accounts.stream()
                .filter(account -> account.message() != null)
                .forEach(account -> lines.add(TIME.format(account.messageAt()) + " UTC  " + account.message()));
        bundle.processes().forEach(process -> lines.add(process(process)));
        return lines;
    }

    private static String process(Member process) {
        String what = !process.alive()
                ? "gone, last seen at " + TIME.format(Instant.ofEpochMilli(process.seen())) + " UTC"
                : process.accounts().isEmpty() ? "idle" : "sweeping " + String.join(", ", process.accounts());
        return "Process " + process.name() + ": " + what;
    }

    private static List<String> row(AccountStatus account) {
        return List.of(
                account.account(),
                account.provider(),
                account.doing() == Doing.REMOVED ? "-" : account.isFresh() ? "yes" : "no",
                account.lastComplete() == null
                        ? "never"
                        : age(account.lastComplete().end().at(), account.now()) + " ago",
                account.every(),
                doing(account),
                String.valueOf(account.deadLetters()),
                String.valueOf(account.heldDeletes()),
                String.valueOf(account.requestsToday()));
    }

    private static String doing(AccountStatus account) {
        return switch (account.doing()) {
            case SWEEPING ->
                "sweeping" + progress(account)
                        + account.estimatedEnd()
                                .map(end -> ", until about " + TIME.format(end) + " UTC")
                                .orElse("");
            case WAITING ->
                account.open() == null
                        ? "waiting"
                        : "stopped half-way at page " + account.open().nextPage();
            case PAUSED -> "paused for " + age(account.paused(), account.now());
            case REMOVED -> "not in application.properties; contact-routes retire " + account.account();
        };
    }

    private static String progress(AccountStatus account) {
        if (account.open() == null) {
            return "";
        }
        String read = String.format(
                Locale.ROOT,
                ", page %d, %,d",
                account.open().nextPage(),
                account.counts().seen());
        return account.expectedContacts()
                .map(all -> String.format(Locale.ROOT, "%s of %,d contacts", read, all))
                .orElse(read + " contacts");
    }

    private static String age(Instant from, Instant to) {
        Duration age = Duration.between(from, to);
        if (age.toMinutes() < 1) {
            return age.toSeconds() + "s";
        }
        if (age.toHours() < 1) {
            return age.toMinutes() + "m";
        }
        return age.toDays() < 1
                ? age.toHours() + "h " + age.toMinutesPart() + "m"
                : age.toDays() + "d " + age.toHoursPart() + "h";
    }
}
