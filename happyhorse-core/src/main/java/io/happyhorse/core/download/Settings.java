package io.happyhorse.core.download;

import io.happyhorse.core.internal.TimedLookup;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.time.TimeSource;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all downloads of a downloader share. */
record Settings(
    VideoSourcePort source,
    @Nullable TaskQueryPort tasks,
    boolean replaces,
    boolean allowsPrivate,
    int tries,
    Duration stall,
    int maxConcurrent,
    TimeSource time,
    List<DownloadListener> listeners,
    TimedLookup<List<InetAddress>> names,
    DownloadCounters counters) {}
