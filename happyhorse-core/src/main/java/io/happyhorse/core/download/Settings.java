package io.happyhorse.core.download;

import io.happyhorse.core.internal.TimedLookup;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.time.TimeSource;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of a downloader, shared by all of its downloads. */
record Settings(
    VideoSourcePort source,
    @Nullable TaskQueryPort tasks,
    boolean replaces,
    boolean allowsPrivate,
    int tries,
    Duration stall,
    int maxConcurrent,
    ParallelRanges ranges,
    TimeSource time,
    List<DownloadListener> listeners,
    TimedLookup<List<InetAddress>> names,
    DownloadCounters counters,
    PartExecutor parts,
    IdleThreads disk) {}
