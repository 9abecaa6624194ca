package io.happyhorse.core.task;

import java.util.LinkedHashMap;
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
   * @param prompt the description of the video, not blank
   * @param settings the optional parameters
   * @throws IllegalArgumentException if the prompt is blank
   */
  public TextToVideo {
    InputUrl.requirePrompt(prompt);
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
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("model", RequestJson.MODEL + mode());
    body.put("prompt", prompt);
    body.putAll(settings.parameters());
    return body;
  }

  /** Returns the request without its prompt. */
  @Override
  public String toString() {
    return RequestJson.describe(this);
  }
}
