package io.happyhorse.core.watch;

import io.happyhorse.core.lifecycle.GiveUpPolicy;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.time.TimeSource;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The settings of a watcher. */
record WatcherSettings(
    TaskQueryPort tasks,
    TimeSource time,
    PollSchedule schedule,
    int maxInFlight,
    double ratePerSecond,
    GiveUpPolicy giveUp,
    @Nullable Executor pollExecutor,
    @Nullable Executor callbackExecutor,
    @Nullable WatcherListener listener) {}
