/**
 * Metrics with Micrometer, for those who have it: {@link io.happyhorse.feign.micrometer.MicrometerQueryObserver} of queries, {@link
 * io.happyhorse.feign.micrometer.TaskWatcherMetrics} of a watcher, {@link io.happyhorse.feign.micrometer.VideoDownloaderMetrics} of
 * downloads.
 */
@NullMarked
package io.happyhorse.feign.micrometer;

import org.jspecify.annotations.NullMarked;
