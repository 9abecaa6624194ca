package io.happyhorse.core.task;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The optional parameters of a {@link VideoRequest}, which lists the gateway's defaults for parameters that are not set. Immutable.
 */
public final class VideoSettings {
  /** Settings without any parameter: the gateway's defaults apply, including a watermark. */
  public static final VideoSettings DEFAULTS = new VideoSettings(Map.of(), Map.of(), false);

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
   */
  public VideoSettings resolution(String value) {
    return set("resolution", ParameterRules.resolution(value));
  }

  /**
   * Sets the length of the video.
   *
   * @param value 3 to 15 s, in whole seconds
   */
  public VideoSettings duration(Duration value) {
    return set("duration", ParameterRules.wholeSeconds(value));
  }

  /**
   * Sets the aspect ratio.
   *
   * @param value {@code 16:9}, {@code 9:16}, {@code 1:1}, {@code 4:3} or {@code 3:4}
   */
  public VideoSettings ratio(String value) {
    return set("ratio", ParameterRules.ratio(value));
  }

  /** {@return the settings with this seed, 0 to 2147483647} */
  public VideoSettings seed(int value) {
    return set("seed", ParameterRules.seed(value));
  }

  /** {@return the settings without the watermark} */
  public VideoSettings withoutWatermark() {
    return set("watermark", false);
  }

  /**
   * Sets any parameter to any value without a check.
   *
   * @param name the parameter's name as the vendor writes it
   * @param value a string, a finite number, a boolean, or a list or map of these
   */
  public VideoSettings with(String name, Object value) {
    ParameterRules.requireNoInput(name);
    return new VideoSettings(
        checked, plus(unchecked, name, RequestJson.copy(name, value)), truncationAllowed);
  }

  /** {@return the settings with which the upstream may truncate a prompt that is too long} */
  public VideoSettings allowTruncation() {
    return new VideoSettings(checked, unchecked, true);
  }

  /** {@return whether the upstream may truncate the prompt, false unless {@link #allowTruncation()} was called} */
  public boolean isTruncationAllowed() {
    return truncationAllowed;
  }

  /** {@return the parameters that are set, by the vendor's names: strings, numbers, booleans, lists and maps} */
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
    Map<String, Object> all = parameters();
    String length = namesLength ? "/" + all.getOrDefault("duration", 5) + "s" : "";
    return all.getOrDefault("resolution", "1080P") + length;
  }

  private VideoSettings set(String name, Object value) {
    return new VideoSettings(plus(checked, name, value), unchecked, truncationAllowed);
  }

  private static Map<String, Object> plus(Map<String, Object> map, String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(map);
    more.put(name, value);
    return more;
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
