package io.contactroutes.nodes;

import static io.contactroutes.support.Eventually.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** What happens to a process, or to one of its connections. */
enum Disturbance {
    /** It is killed and started again. */
    KILL {
        @Override
        void happen(ProcessesRig rig, RunningProcess process, Random random) {
            process.kill();
            process.start();
        }
    },
    /** It is frozen until the database has given up on it, and wakes up. */
    FREEZE {
        @Override
        void happen(ProcessesRig rig, RunningProcess process, Random random) {
            RunningProcess.Life life = process.life();
            process.freeze(() -> awaitGone(rig, life));
        }
    },
    /** Its records do not reach the broker, it is frozen until the database has given up on it, then they arrive and it wakes up. */
    FREEZE_WITH_RECORDS_ON_THEIR_WAY {
        @Override
        void happen(ProcessesRig rig, RunningProcess process, Random random) {
            RunningProcess.Life life = process.life();
            process.broker().shut();
            try {
                await("records", process.broker()::holds);
                process.freeze(() -> {
                    awaitGone(rig, life);
                    rig.awaitRequests(10 + random.nextInt(20));
                    process.broker().open();
                });
            } finally {
                process.broker().open();
            }
        }

        @Override
        Duration costs(Duration lasted, Duration takeover) {
            return lasted.plus(takeover);
        }
    },
    /** Nothing passes between it and the database until the database has given up on it; what was on its way then arrives. */
    CUT_OFF_FROM_DATABASE {
        @Override
        void happen(ProcessesRig rig, RunningProcess process, Random random) {
            process.database().shut();
            try {
                awaitGone(rig, process.life());
            } finally {
                process.database().open();
            }
        }
    },
    DATABASE_CONNECTIONS_RESET {
        @Override
        void happen(ProcessesRig rig, RunningProcess process, Random random) {
            process.database().reset();
        }
    },
    /** Of any process. */
    DATABASE_SESSION_TERMINATED {
        @Override
        void happen(ProcessesRig rig, RunningProcess process, Random random) {
            rig.holds().terminateSession(random.nextInt(1000));
        }
    },
    /** Nothing passes between it and the broker while the others send some requests. */
    CUT_OFF_FROM_BROKER {
        @Override
        void happen(ProcessesRig rig, RunningProcess process, Random random) {
            process.broker().shut();
            try {
                rig.awaitRequests(20 + random.nextInt(20));
            } finally {
                process.broker().open();
            }
        }

        /** The producer gives up three seconds after it sent. */
        @Override
        Duration costs(Duration lasted, Duration takeover) {
            return lasted.plusSeconds(3);
        }
    },
    BROKER_CONNECTIONS_RESET {
        @Override
        void happen(ProcessesRig rig, RunningProcess process, Random random) {
            process.broker().reset();
        }
    };

    /** Returns when the disturbance itself is over. */
    abstract void happen(ProcessesRig rig, RunningProcess process, Random random);

    /** Returns how much later accounts may be swept because of it. */
    Duration costs(Duration lasted, Duration takeover) {
        return takeover;
    }

    private static void awaitGone(ProcessesRig rig, RunningProcess.Life life) {
        await("the end of the session of " + life.agent(), () -> rig.holds().isGone(life));
    }

    /** What happened, to which process, and when. */
    record Event(Disturbance what, RunningProcess.Life life, Instant from, Instant to) {

        boolean isFreeze() {
            return what == FREEZE || what == FREEZE_WITH_RECORDS_ON_THEIR_WAY;
        }

        /** Whether a process does not know yet that it has lost its accounts, which it finds out within this time. */
        boolean hides(RunningProcess.Life process, Instant at, Duration within) {
            boolean his = what == DATABASE_SESSION_TERMINATED
                    || life.equals(process)
                            && (isFreeze() || what == CUT_OFF_FROM_DATABASE || what == DATABASE_CONNECTIONS_RESET);
            return his && !at.isBefore(from) && at.isBefore(to.plus(within));
        }

        /** Until when accounts may be swept later because of it. */
        Instant felt(Duration takeover) {
            return from.plus(what.costs(Duration.between(from, to), takeover));
        }
    }
}
