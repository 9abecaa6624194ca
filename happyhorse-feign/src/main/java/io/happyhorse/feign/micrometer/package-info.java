/**
 * Metrics for Micrometer, an optional dependency: {@link io.happyhorse.feign.micrometer.MicrometerQueryObserver} for queries,
 * {@link io.happyhorse.feign.micrometer.TaskWatcherMetrics} for a watcher,
 * {@link io.happyhorse.feign.micrometer.VideoDownloaderMetrics} for downloads.
 */
@NullMarked
package io.happyhorse.feign.micrometer;

import org.jspecify.annotations.NullMarked;
