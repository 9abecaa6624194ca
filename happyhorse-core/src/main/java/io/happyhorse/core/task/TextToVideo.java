package io.happyhorse.core.task;

import java.util.Map;
import java.util.Objects;

/**
 * A video that shows what a text describes.
 *
 * @param prompt the description of the video, not blank
 * @param settings the optional parameters
 */
public record TextToVideo(String prompt, VideoSettings settings) implements VideoRequest {
  /**
   * Validates the request.
   *
   * @throws IllegalArgumentException if the prompt is blank
   */
  public TextToVideo {
    PromptLength.requireNotBlank(prompt);
    Objects.requireNonNull(settings, "settings");
  }

  @Override
  public TextToVideo withSettings(VideoSettings value) {
    return new TextToVideo(prompt, value);
  }

  @Override
  public String mode() {
    return "t2v";
  }

  @Override
  public Map<String, Object> body() {
    return RequestBody.flat(this, Map.of());
  }

  /** Returns the request without its prompt. */
  @Override
  public String toString() {
    return RequestText.of(this);
  }
}
