package io.happyhorse.core.task;

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
   * @throws IllegalArgumentException if the prompt is blank, the number of images is out of range, or a URL cannot be used
   */
  public ReferenceToVideo {
    PromptLength.requireNotBlank(prompt);
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
    return RequestBody.flat(this, Map.of("images", images));
  }

  /** Returns the request without its prompt and without the paths of its URLs. */
  @Override
  public String toString() {
    return RequestText.of(this, images.toArray(String[]::new));
  }
}
