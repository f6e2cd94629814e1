package io.contactroutes.support;

import io.contactroutes.sandbox.fault.Call;
import io.contactroutes.sandbox.fault.ConnectionFaults;
import io.contactroutes.sandbox.fault.Fault;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.sandbox.fault.ShapeFaults;
import io.contactroutes.sandbox.list.ContactList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * A list that changes at random between sweeps and while it is read, and a provider that fails now and then, within what
 * {@code docs/guarantees.md} promises for. What it leaves out is what is said there not to be proven:
 *
 * <ul>
 *   <li>With a total: an insert and a delete between two answers, which leave the total as it was. A sweep that stopped
 *       half-way and is resumed has one long time between two answers.
 *   <li>Without a total: whatever moves contacts to places that are read already, and a page that the provider serves
 *       empty or in the place of another, in two sweeps in a row; or in one, when the contact was truly gone in the other.
 * </ul>
 */
public final class SimulatedList {

    private static final int FIRST_ANSWER = 1;
    private static final long FIRST_SEED = Long.getLong("simulation.from", 1);
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 1);

    /** A list that has shrunk to so many grows again sooner or later. */
    private static final int FEW = 20;

    private final String provider;
    private final int parallelPages;
    private final ContactList list;
    private final Random random;
    private final Set<Long> gone = new HashSet<>();
    private final Set<Long> throughout = new HashSet<>();
    private final Set<Long> changed = new HashSet<>();
    private boolean open;
    private boolean hazardInLast;
    private boolean hazard;
    private boolean returned;
    private int calls;
    private int lastInsert;
    private int lastDelete;

    public SimulatedList(String provider, int parallelPages, ContactList list, long seed) {
        this.provider = provider;
        this.parallelPages = parallelPages;
        this.list = list;
        this.random = new Random(seed);
    }

    /** One seed; with {@code -Dsimulation.seeds=50} as many, and with {@code -Dsimulation.from=7} beginning with another than 1. */
    public static LongStream seeds() {
        return LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS);
    }

    /** Adds a seed to the arguments of each run, and makes as many runs as there are seeds. */
    public static Stream<Arguments> seeded(Stream<Arguments> runs) {
        return runs.flatMap(run -> seeds().mapToObj(seed -> Arguments.of(
                Stream.concat(Stream.of(run.get()), Stream.of(seed)).toArray())));
    }

    /** What happens before a tick. */
    public synchronized void changeBetweenSweeps() {
        if (!open && list.size() < FEW) {
            IntStream.range(0, random.nextInt(3 * FEW)).forEach(contact -> list.insert());
        }
        boolean shrink = random.nextInt(5) < 2;
        for (int i = random.nextInt(7); i > 0; i--) {
            if (open) {
                changeOneWay(shrink);
            } else {
                changeFreely();
            }
        }
        if (!open) {
            throughout.clear();
            throughout.addAll(list.numbers());
            changed.clear();
        }
        calls = 0;
        // Of an open sweep the first answer after the stop shows the total of this time.
        lastInsert = open && !shrink ? FIRST_ANSWER : Integer.MIN_VALUE / 2;
        lastDelete = open && shrink ? FIRST_ANSWER : Integer.MIN_VALUE / 2;
    }

    /** What happens before an answer to a sweep of the whole list, and the fault that it meets; a recent sweep meets none. */
    public synchronized Optional<Fault> faultFor(Call call) {
        if (call.parameter("sort").orElse("").startsWith("-")) {
            return Optional.empty();
        }
        calls++;
        if (random.nextInt(40) == 0) {
            return Optional.of(fault());
        }
        if (random.nextInt(3) == 0) {
            changeDuringSweep();
        }
        return Optional.empty();
    }

    /** @param unfinished whether the sweep will be resumed */
    public synchronized void ended(boolean unfinished) {
        open = unfinished;
        if (!unfinished) {
            hazardInLast = hazard;
            hazard = false;
            returned = false;
        }
    }

    /** Whether contacts may have been hidden from the last sweep that ended. */
    public synchronized boolean wasHazardous() {
        return hazardInLast && !declaresTotal();
    }

    /** Contacts that were listed from the beginning of the sweep to its end. */
    public synchronized Set<Long> throughout() {
        return Set.copyOf(throughout);
    }

    /** Those of which something was changed after the sweep had begun. */
    public synchronized Set<Long> changed() {
        return Set.copyOf(changed);
    }

    /** Serves this JSON instead of a contact, or the contact itself when it is null. */
    public synchronized void serve(long number, String json) {
        list.serve(number, json);
        changed.add(number);
    }

    private boolean declaresTotal() {
        return provider.equals("chatwoot");
    }

    private void changeFreely() {
        switch (random.nextInt(30)) {
            case 0, 1, 2, 3, 4, 5, 6 -> list.insert();
            case 7, 8, 9, 10, 11, 12 -> delete();
            case 13, 14, 15, 16, 17, 18 -> update();
            case 19, 20, 21 -> touch();
            case 22, 23, 24, 25 -> bringBack();
            case 26, 27 -> move();
            case 28 -> list.shuffle(random.nextLong());
            default -> clear();
        }
    }

    /** Between the two runs of one sweep: the total shows if it fell, and inserts do not hide deletes. */
    private void changeOneWay(boolean shrink) {
        if (random.nextBoolean()) {
            update();
        } else if (!declaresTotal()) {
            changeWithoutTotal();
        } else if (shrink) {
            delete();
        } else if (random.nextBoolean()) {
            list.insert();
        } else {
            bringBack();
        }
    }

    private void changeDuringSweep() {
        if (random.nextInt(3) == 0) {
            update();
        } else if (random.nextInt(4) == 0) {
            touch();
        } else if (declaresTotal()) {
            changeWithTotal();
        } else {
            changeWithoutTotal();
        }
    }

    /** An insert and a delete have so many answers between them that one of these shows the total of that time. */
    private void changeWithTotal() {
        int apart = parallelPages == 1 ? 1 : 2 * parallelPages;
        if (parallelPages > 1 && calls <= 2 * parallelPages) {
            return;
        }
        boolean insert = lastDelete > lastInsert ? random.nextInt(5) > 0 : random.nextInt(5) == 0;
        if (random.nextInt(8) == 0) {
            list.shuffle(random.nextLong());
        } else if (random.nextInt(6) == 0) {
            move();
        } else if (insert && calls - lastDelete >= apart) {
            if (random.nextBoolean()) {
                list.insert();
            } else {
                bringBack();
            }
            lastInsert = calls;
        } else if (!insert && calls - lastInsert >= apart) {
            delete();
            lastDelete = calls;
        }
    }

    /** Hides contacts only from a sweep that comes neither after another such one nor after a contact's return. */
    private void changeWithoutTotal() {
        boolean insertsHide = provider.equals("botpenguin") && parallelPages > 1;
        if (!insertsHide && random.nextBoolean()) {
            list.insert();
        } else if (mayHide()) {
            hazard = true;
            switch (random.nextInt(20)) {
                case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 -> delete();
                case 12, 13, 14 -> move();
                case 15, 16 -> list.shuffle(random.nextLong());
                case 17 -> clear();
                default -> list.insert();
            }
        }
    }

    private Fault fault() {
        List<Fault> faults = new ArrayList<>(List.of(
                ResponseFaults.status(404),
                ResponseFaults.serverError(),
                ResponseFaults.badGateway(),
                ResponseFaults.htmlWithOk(),
                ShapeFaults.noList(),
                ShapeFaults.emptyObject(),
                ConnectionFaults.truncated(),
                ConnectionFaults.reset()));
        if (!declaresTotal()) {
            faults.add(provider.equals("islash") ? ShapeFaults.metaCode("RESP_ERROR") : ShapeFaults.unsuccessful());
        }
        if (declaresTotal() || mayHide()) {
            faults.add(ShapeFaults.emptyList());
            faults.add(ResponseFaults.repeatedPage(1));
        }
        Fault fault = faults.get(random.nextInt(faults.size()));
        hazard |= fault.name().equals("empty list") || fault.name().equals("page 1 again");
        return fault;
    }

    private boolean mayHide() {
        return !hazardInLast && !returned;
    }

    private void delete() {
        if (list.size() > 0) {
            long number = any();
            list.delete(number);
            forget(number);
        }
    }

    private void clear() {
        list.numbers().forEach(this::forget);
        list.clear();
    }

    private void forget(long number) {
        gone.add(number);
        throughout.remove(number);
    }

    private void bringBack() {
        gone.stream()
                .skip(gone.isEmpty() ? 0 : random.nextInt(gone.size()))
                .findFirst()
                .ifPresent(number -> {
                    gone.remove(number);
                    list.restore(number);
                    returned = true;
                });
    }

    private void update() {
        if (list.size() > 0) {
            long number = any();
            list.update(number);
            changed.add(number);
        }
    }

    private void touch() {
        if (list.size() > 0) {
            list.touch(any());
        }
    }

    private void move() {
        if (list.size() > 0) {
            list.move(any(), random.nextInt(list.size()));
        }
    }

    private long any() {
        List<Long> numbers = list.numbers();
        return numbers.get(random.nextInt(numbers.size()));
    }
}
