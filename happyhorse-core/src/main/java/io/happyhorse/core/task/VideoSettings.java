package io.happyhorse.core.task;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The optional parameters of a {@link VideoRequest}, which lists the gateway's defaults for parameters that are not set. Immutable.
 */
public final class VideoSettings {
  /** Settings without any parameter: the gateway's defaults apply, including a watermark. */
  public static final VideoSettings DEFAULTS = new VideoSettings(Map.of(), Map.of(), false);

  private static final List<String> RESOLUTIONS = List.of("720P", "1080P");
  private static final List<String> RATIOS = List.of("16:9", "9:16", "1:1", "4:3", "3:4");
  private static final Duration SHORTEST = Duration.ofSeconds(3);
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final Set<String> INPUTS =
      Set.of("prompt", "image", "images", "input", "parameters");

  private final Map<String, Object> checked;
  private final Map<String, Object> unchecked;
  private final boolean truncationAllowed;

  private VideoSettings(
      Map<String, Object> checked, Map<String, Object> unchecked, boolean truncationAllowed) {
    this.checked = checked;
    this.unchecked = unchecked;
    this.truncationAllowed = truncationAllowed;
  }

  /**
   * Sets the resolution.
   *
   * @param value {@code 720P} or {@code 1080P}
   * @return the changed settings
   */
  public VideoSettings resolution(String value) {
    return set("resolution", oneOf(RESOLUTIONS, "resolution", value));
  }

  /**
   * Sets the length of the video.
   *
   * @param value 3 to 15 s, in whole seconds
   * @return the changed settings
   */
  public VideoSettings duration(Duration value) {
    boolean whole = value.equals(value.truncatedTo(ChronoUnit.SECONDS));
    if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0 || !whole) {
      throw new IllegalArgumentException(
          "A video cannot have a length of " + seconds(value)
              + " s: use 3 to 15 whole seconds, or with(\"duration\", ..) for a value that the vendor has added.");
    }
    return set("duration", (int) value.toSeconds());
  }

  /** Returns a duration in seconds as text, even if its milliseconds exceed the range of {@code long}. */
  private static String seconds(Duration value) {
    return BigDecimal.valueOf(value.getSeconds())
        .add(BigDecimal.valueOf(value.getNano(), 9))
        .stripTrailingZeros()
        .toPlainString();
  }

  /**
   * Sets the aspect ratio.
   *
   * @param value {@code 16:9}, {@code 9:16}, {@code 1:1}, {@code 4:3} or {@code 3:4}
   * @return the changed settings
   */
  public VideoSettings ratio(String value) {
    return set("ratio", oneOf(RATIOS, "ratio", value));
  }

  /**
   * Sets the seed.
   *
   * @param value 0 to 2147483647
   * @return the changed settings
   */
  public VideoSettings seed(int value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "A seed cannot be " + value + ": use 0 to " + Integer.MAX_VALUE + ".");
    }
    return set("seed", value);
  }

  /**
   * Omits the watermark.
   *
   * @return the changed settings
   */
  public VideoSettings withoutWatermark() {
    return set("watermark", false);
  }

  /**
   * Sets any parameter to any value without a check.
   *
   * @param name the parameter's name as the vendor writes it
   * @param value a string, a finite number, a boolean, or a list or map of these
   * @return the changed settings
   */
  public VideoSettings with(String name, Object value) {
    if (name.isBlank() || INPUTS.contains(name)) {
      throw new IllegalArgumentException(
          "The parameter '" + name
              + "' cannot be set by this method: pass prompt, images and videos when you create the request.");
    }
    return new VideoSettings(
        checked, plus(unchecked, name, RequestJson.copy(name, value)), truncationAllowed);
  }

  /**
   * Allows the upstream to truncate a prompt that is too long.
   *
   * @return the changed settings
   */
  public VideoSettings allowTruncation() {
    return new VideoSettings(checked, unchecked, true);
  }

  /**
   * Returns whether the upstream may truncate the prompt.
   *
   * @return false unless {@link #allowTruncation()} was called
   */
  public boolean isTruncationAllowed() {
    return truncationAllowed;
  }

  /**
   * Returns the parameters that are set, by the vendor's names.
   *
   * @return strings, numbers, booleans, lists and maps
   */
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>(checked);
    parameters.putAll(unchecked);
    return parameters;
  }

  /** Rejects a setting that does not apply to a kind of request. */
  void requireUnset(String name, String why) {
    if (checked.containsKey(name)) {
      throw new IllegalArgumentException("The " + name + " cannot be set: " + why + ".");
    }
  }

  String kind(boolean namesLength) {
    Map<String, Object> parameters = parameters();
    Object resolution = parameters.getOrDefault("resolution", "1080P");
    return namesLength
        ? resolution + "/" + parameters.getOrDefault("duration", 5) + "s"
        : String.valueOf(resolution);
  }

  private VideoSettings set(String name, Object value) {
    return new VideoSettings(plus(checked, name, value), unchecked, truncationAllowed);
  }

  private static Map<String, Object> plus(Map<String, Object> map, String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(map);
    more.put(name, value);
    return more;
  }

  private static String oneOf(List<String> known, String name, String value) {
    if (!known.contains(value)) {
      throw new IllegalArgumentException(
          "'" + Redactor.line(value) + "' is not a known " + name + ": use "
              + String.join(", ", known) + ", or with(\"" + name
              + "\", ..) for a value that the vendor has added.");
    }
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VideoSettings settings
        && checked.equals(settings.checked)
        && unchecked.equals(settings.unchecked)
        && truncationAllowed == settings.truncationAllowed;
  }

  @Override
  public int hashCode() {
    return Objects.hash(checked, unchecked, truncationAllowed);
  }

  /** Returns the parameters that are set. */
  @Override
  public String toString() {
    return Redactor.line(parameters().toString());
  }
}
