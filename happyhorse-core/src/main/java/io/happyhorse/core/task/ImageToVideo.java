package io.happyhorse.core.task;

import java.util.Map;

/**
 * A video that begins with an image.
 *
 * @param prompt the description of what happens in the video, not blank
 * @param image the absolute http or https URL of the image; it may be a secret
 * @param settings the optional parameters; the ratio must not be set, since the video has the ratio of the image
 */
public record ImageToVideo(String prompt, String image, VideoSettings settings)
    implements VideoRequest {
  /**
   * Validates the request.
   *
   * @throws IllegalArgumentException if the prompt is blank, the URL cannot be used, or a ratio is set
   */
  public ImageToVideo {
    PromptLength.requireNotBlank(prompt);
    image = InputUrl.require("image", image);
    settings.requireUnset("ratio", "the video has the ratio of the image");
  }

  @Override
  public ImageToVideo withSettings(VideoSettings value) {
    return new ImageToVideo(prompt, image, value);
  }

  @Override
  public String mode() {
    return "i2v";
  }

  @Override
  public Map<String, Object> body() {
    return RequestBody.flat(this, Map.of("image", image));
  }

  /** Returns the request without its prompt and without the paths of its URLs. */
  @Override
  public String toString() {
    return RequestText.of(this, image);
  }
}
