package io.happyhorse.examples.cli;

import io.happyhorse.core.task.VideoRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that describe a video. */
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class RequestOptions {
  private static final Pattern PARAMETER = Pattern.compile("with\\(\"(\\w+)\", \\.\\.\\)");
  private static final Pattern ALTERNATIVE =
      Pattern.compile(", or (with\\(\"\\w+\", \\.\\.\\)[^.,;]*|call allowTruncation\\(\\))");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      required = true,
      description =
          "Description of the video: up to 5,000 characters, or 2,500 Chinese characters.")
  private String prompt;

  @Option(
      names = "--resolution",
      paramLabel = "720P|1080P",
      description = "The resolution (the vendor's default: 1080P).")
  private @Nullable String resolution;

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      description = "The length, 3 to 15 s (the vendor's default: 5). Not for edits.")
  private @Nullable Integer duration;

  @Option(
      names = "--ratio",
      paramLabel = "RATIO",
      description =
          "16:9, 9:16, 1:1, 4:3 or 3:4 (the vendor's default: 16:9). Not for i2v and edits.")
  private @Nullable String ratio;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The seed, 0 to 2147483647 (default: a random one). Not for edits.")
  private @Nullable Integer seed;

  @Option(
      names = "--no-watermark",
      description = "Leave out the text \"Happy Horse\" in the bottom right corner.")
  private boolean noWatermark;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Set any other parameter of the vendor, unchecked.")
  private Map<String, String> others = new LinkedHashMap<>();

  @Option(
      names = "--allow-truncation",
      description = "Send a prompt that is too long; the upstream truncates it.")
  private boolean allowTruncation;

  /** Returns a message of {@link VideoRequest} that names the options of the command instead of the methods. */
  static String inOptions(String message) {
    return PARAMETER
        .matcher(message)
        .replaceAll("--set $1=VALUE")
        .replace("call allowTruncation()", "use --allow-truncation");
  }

  /** Returns a message of {@link VideoRequest} without the methods that only programs can call. */
  static String withoutMethods(String message) {
    return ALTERNATIVE.matcher(message).replaceAll("");
  }

  String prompt() {
    return prompt;
  }

  /** Returns the request with these settings. */
  VideoRequest applyTo(VideoRequest request) {
    VideoRequest set = request;
    set = resolution == null ? set : set.resolution(resolution);
    set = duration == null ? set : set.duration(Duration.ofSeconds(duration));
    set = ratio == null ? set : set.ratio(ratio);
    set = seed == null ? set : set.seed(seed);
    set = noWatermark ? set.withoutWatermark() : set;
    set = allowTruncation ? set.allowTruncation() : set;
    for (Map.Entry<String, String> other : others.entrySet()) {
      set = set.with(other.getKey(), value(other.getValue()));
    }
    return set;
  }

  private static Object value(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    return NUMBER.matcher(text).matches() ? new BigDecimal(text) : text;
  }
}
