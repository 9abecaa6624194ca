package io.happyhorse.feign.micrometer;

import io.happyhorse.core.download.VideoDownloader;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * Exposes the state and the totals of a {@link VideoDownloader} in a Micrometer registry. Thread-safe.
 *
 * <pre>{@code
 * new VideoDownloaderMetrics(videos).bindTo(registry);
 * }</pre>
 *
 * <table>
 *   <caption>Meters</caption>
 *   <tr><th>name</th><th>kind</th><th>meaning</th><th>unit</th></tr>
 *   <tr><td>{@code happyhorse.downloads.running}</td><td>gauge</td><td>running downloads, on threads of callers and in the
 *       background</td><td>downloads</td></tr>
 *   <tr><td>{@code happyhorse.downloads.waiting}</td><td>gauge</td><td>queued background downloads</td>
 *       <td>downloads</td></tr>
 *   <tr><td>{@code happyhorse.downloads.completed}</td><td>counter</td><td>videos that were downloaded</td><td>downloads</td></tr>
 *   <tr><td>{@code happyhorse.downloads.failed}</td><td>counter</td><td>downloads that began and failed, interrupted ones
 *       included</td><td>downloads</td></tr>
 *   <tr><td>{@code happyhorse.downloads.received}</td><td>counter</td><td>bytes received, including those of failed
 *       downloads</td><td>bytes</td></tr>
 * </table>
 *
 * <p>The registry holds the downloader weakly: once it is garbage collected, its gauges are {@code NaN}.
 */
public final class VideoDownloaderMetrics implements MeterBinder {
  private static final String NAME = "happyhorse.downloads.";
  private static final String DOWNLOADS = "downloads";

  private final VideoDownloader downloader;
  private final Tags tags;

  /** Creates a binder without additional tags, for an application with one downloader. */
  public VideoDownloaderMetrics(VideoDownloader downloader) {
    this(downloader, Tags.empty());
  }

  /**
   * Creates a binder with additional tags, which distinguish several downloaders.
   *
   * @param tags added to every meter
   */
  public VideoDownloaderMetrics(VideoDownloader downloader, Iterable<Tag> tags) {
    this.downloader = Objects.requireNonNull(downloader, "downloader");
    this.tags = Tags.of(tags);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge("running", now -> now.snapshot().running())
        .description("Running downloads")
        .register(registry);
    gauge("waiting", now -> now.snapshot().waiting())
        .description("Queued background downloads")
        .register(registry);
    counter("completed", DOWNLOADS, now -> now.snapshot().completed())
        .description("Videos that were downloaded")
        .register(registry);
    counter("failed", DOWNLOADS, now -> now.snapshot().failed())
        .description("Downloads that failed")
        .register(registry);
    counter("received", BaseUnits.BYTES, now -> now.snapshot().bytesReceived())
        .description("Received bytes of videos")
        .register(registry);
  }

  private Gauge.Builder<VideoDownloader> gauge(
      String name, ToDoubleFunction<VideoDownloader> value) {
    return Gauge.builder(NAME + name, downloader, value).baseUnit(DOWNLOADS).tags(tags);
  }

  private FunctionCounter.Builder<VideoDownloader> counter(
      String name, String unit, ToDoubleFunction<VideoDownloader> value) {
    return FunctionCounter.builder(NAME + name, downloader, value)
        .baseUnit(unit)
        .tags(tags);
  }
}
