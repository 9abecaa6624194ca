package io.happyhorse.feign.spring;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.download.VideoDownloaderBuilder;
import java.time.Duration;
import java.util.function.Consumer;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code happyhorse.download.*}.
 *
 * @param retries how many consecutive times a failed request is repeated
 * @param stallTimeout the maximum time without a byte
 * @param maxConcurrent the maximum number of concurrent downloads in the background
 * @param replaceExisting whether an existing file may be replaced
 * @param allowPrivateAddresses whether links into private networks and to this machine are allowed
 */
public record DownloadProperties(
    @DefaultValue("5") int retries,
    @DefaultValue("30s") Duration stallTimeout,
    @DefaultValue("4") int maxConcurrent,
    @DefaultValue("false") boolean replaceExisting,
    @DefaultValue("false") boolean allowPrivateAddresses) {
  /**
   * Validates the limits.
   *
   * @param retries 0 to 100
   * @param stallTimeout more than zero, at most 1 hour
   * @param maxConcurrent 1 to 64
   * @param replaceExisting whether an existing file may be replaced
   * @param allowPrivateAddresses whether links into private networks and to this machine are allowed
   */
  public DownloadProperties {
    check("retries", settings -> settings.retries(retries));
    check("stall-timeout", settings -> settings.stallTimeout(stallTimeout));
    check("max-concurrent", settings -> settings.maxAtOnce(maxConcurrent));
  }

  private static void check(String name, Consumer<VideoDownloaderBuilder> setting) {
    InvalidPropertyException.check("happyhorse.download." + name, () -> setting.accept(unused()));
  }

  private static VideoDownloaderBuilder unused() {
    return VideoDownloader.builder((link, from, ifMatch, stall) -> {
      throw new IllegalStateException("This source checks settings only.");
    });
  }

  void applyTo(VideoDownloaderBuilder builder) {
    builder.retries(retries).stallTimeout(stallTimeout).maxAtOnce(maxConcurrent);
    if (replaceExisting) {
      builder.replaceExisting();
    }
    if (allowPrivateAddresses) {
      builder.allowPrivateAddresses();
    }
  }
}
