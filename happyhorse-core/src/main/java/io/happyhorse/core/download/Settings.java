package io.happyhorse.core.download;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.time.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What all downloads of a downloader share. */
record Settings(
    VideoSourcePort source,
    @Nullable TaskQueryPort tasks,
    boolean replaces,
    boolean allowsPrivate,
    int retries,
    Duration stall,
    int maxAtOnce,
    TimeSource time,
    NameLookup names,
    DownloadCounters counters) {}
