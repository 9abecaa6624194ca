package io.happyhorse.feign.spring;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.download.VideoDownloaderBuilder;
import io.happyhorse.core.port.VideoSourcePort;
import java.time.Duration;
import java.util.function.Consumer;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code happyhorse.download.*}.
 *
 * @param tries the maximum number of consecutive tries of a request: 1 to 100
 * @param stallTimeout the maximum time without a byte: more than zero, at most 1 hour
 * @param maxConcurrent the maximum number of concurrent downloads in the background: 1 to 64
 * @param replaceExisting whether an existing file may be replaced
 * @param allowPrivateAddresses whether links into private networks and to this machine are allowed
 */
public record DownloadProperties(
    @DefaultValue("6") int tries,
    @DefaultValue("30s") Duration stallTimeout,
    @DefaultValue("4") int maxConcurrent,
    @DefaultValue("false") boolean replaceExisting,
    @DefaultValue("false") boolean allowPrivateAddresses) {
  /** Validates the numbers and the timeout. */
  public DownloadProperties {
    check("tries", settings -> settings.tries(tries));
    check("stall-timeout", settings -> settings.stallTimeout(stallTimeout));
    check("max-concurrent", settings -> settings.maxConcurrent(maxConcurrent));
  }

  private static void check(String name, Consumer<VideoDownloaderBuilder> setting) {
    VideoSourcePort unused = (link, from, ifMatch, stall) -> {
      throw new IllegalStateException("This source checks settings only.");
    };
    InvalidPropertyException.check(
        "happyhorse.download." + name, () -> setting.accept(VideoDownloader.builderFrom(unused)));
  }

  void applyTo(VideoDownloaderBuilder builder) {
    builder.tries(tries).stallTimeout(stallTimeout).maxConcurrent(maxConcurrent);
    if (replaceExisting) {
      builder.replaceExisting();
    }
    if (allowPrivateAddresses) {
      builder.allowPrivateAddresses();
    }
  }
}
