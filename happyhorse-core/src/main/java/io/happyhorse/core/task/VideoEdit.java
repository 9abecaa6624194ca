package io.happyhorse.core.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An edit of a video, based on a reference image. The result has the length and the ratio of the input video.
 *
 * @param prompt what to change, not blank
 * @param video the absolute http or https URL of the video; it may be a secret
 * @param image the absolute http or https URL of the reference image; it may be a secret
 * @param settings the optional parameters; ratio, duration and seed must not be set
 */
public record VideoEdit(String prompt, String video, String image, VideoSettings settings)
    implements VideoRequest {
  /**
   * Validates the request.
   *
   * @throws IllegalArgumentException if the prompt is blank, a URL cannot be used, or a setting does not apply
   */
  public VideoEdit {
    PromptLength.requireNotBlank(prompt);
    video = InputUrl.require("video", video);
    image = InputUrl.require("image", image);
    settings.requireUnset("ratio", "an edited video keeps its ratio");
    settings.requireUnset("duration", "an edited video keeps its length");
    settings.requireUnset("seed", "an edit has no seed");
  }

  @Override
  public VideoEdit withSettings(VideoSettings value) {
    return new VideoEdit(prompt, video, image, value);
  }

  @Override
  public String mode() {
    return "video-edit";
  }

  @Override
  public Map<String, Object> body() {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("prompt", prompt);
    input.put("media", List.of(medium("video", video), medium("reference_image", image)));
    Map<String, Object> parameters = new LinkedHashMap<>(settings.parameters());
    Object model = parameters.remove("model");
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("model", model == null ? RequestBody.MODEL + mode() : model);
    body.put("input", input);
    if (!parameters.isEmpty()) {
      body.put("parameters", parameters);
    }
    return body;
  }

  private static Map<String, Object> medium(String type, String url) {
    Map<String, Object> medium = new LinkedHashMap<>();
    medium.put("type", type);
    medium.put("url", url);
    return medium;
  }

  /** Returns the request without its prompt and without the paths of its URLs. */
  @Override
  public String toString() {
    return RequestText.of(this, video, image);
  }
}
