package io.happyhorse.core.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A video that shows the subjects of 1 to 3 reference images.
 *
 * @param prompt the description of what happens in the video, not blank
 * @param images the absolute http or https URLs of 1 to 3 images; they may be secrets
 * @param settings the optional parameters
 */
public record ReferenceToVideo(String prompt, List<String> images, VideoSettings settings)
    implements VideoRequest {
  private static final int MOST = 3;

  /**
   * Validates the request.
   *
   * @param prompt the description of what happens in the video, not blank
   * @param images the absolute http or https URLs of 1 to 3 images
   * @param settings the optional parameters
   * @throws IllegalArgumentException if the prompt is blank, the number of images is out of range, or a URL cannot be used
   */
  public ReferenceToVideo {
    InputUrl.requirePrompt(prompt);
    Objects.requireNonNull(settings, "settings");
    if (images.isEmpty() || images.size() > MOST) {
      throw new IllegalArgumentException(
          "A video from references needs 1 to 3 images, not " + images.size() + ".");
    }
    images = images.stream().map(image -> InputUrl.require("image", image)).toList();
  }

  @Override
  public ReferenceToVideo withSettings(VideoSettings value) {
    return new ReferenceToVideo(prompt, images, value);
  }

  @Override
  public String mode() {
    return "r2v";
  }

  @Override
  public Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("model", RequestJson.MODEL + mode());
    body.put("prompt", prompt);
    body.put("images", images);
    body.putAll(settings.parameters());
    return body;
  }

  /** Returns the request without its prompt and without the paths of its URLs. */
  @Override
  public String toString() {
    return RequestJson.describe(this, images.toArray(String[]::new));
  }
}
