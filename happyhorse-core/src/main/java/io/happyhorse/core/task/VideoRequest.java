package io.happyhorse.core.task;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A video to be made: the request that creates a task. Immutable; a request that the gateway cannot accept cannot be built.
 *
 * <pre>{@code
 * VideoRequest.textToVideo("A cat on the moon").resolution("720P").duration(Duration.ofSeconds(5)).ratio("16:9")
 * }</pre>
 *
 * <p>What is not set is left to the gateway, whose defaults are 1080P, 16:9, 5 s, a random seed and <em>a watermark</em>, the text
 * "Happy Horse" in the bottom right corner: see {@link #withoutWatermark()}. The price depends on resolution and duration.
 *
 * <p>Images and videos are named by their URLs, which the gateway fetches: nothing uploads a local file. Such URLs may be secrets,
 * so {@code toString()} shows only their hosts.
 */
public sealed interface VideoRequest
    permits TextToVideo, ImageToVideo, ReferenceToVideo, VideoEdit {
  /**
   * Returns a request for a video that shows what a text describes.
   *
   * @param prompt the text, not blank; see {@link #validate()} for its maximum length
   * @return the request
   * @throws IllegalArgumentException if the prompt is blank
   */
  static VideoRequest textToVideo(String prompt) {
    return new TextToVideo(prompt, VideoSettings.DEFAULTS);
  }

  /**
   * Returns a request for a video that begins with an image. Its ratio is that of the image.
   *
   * @param prompt what happens in the video, not blank
   * @param image the absolute http or https URL of the image
   * @return the request
   * @throws IllegalArgumentException if the prompt is blank or the URL cannot be used
   */
  static VideoRequest imageToVideo(String prompt, String image) {
    return new ImageToVideo(prompt, image, VideoSettings.DEFAULTS);
  }

  /**
   * Returns a request for a video of what is in some images.
   *
   * @param prompt what happens in the video, not blank
   * @param images the absolute http or https URLs of 1 to 3 images
   * @return the request
   * @throws IllegalArgumentException if the prompt is blank, the number of images is another, or a URL cannot be used
   */
  static VideoRequest referenceToVideo(String prompt, List<String> images) {
    return new ReferenceToVideo(prompt, images, VideoSettings.DEFAULTS);
  }

  /**
   * Returns a request to edit a video by the example of an image. The length of the result is that of the video, which also is billed.
   *
   * @param prompt what to change, not blank
   * @param video the absolute http or https URL of the video
   * @param image the absolute http or https URL of the reference image
   * @return the request
   * @throws IllegalArgumentException if the prompt is blank or a URL cannot be used
   */
  static VideoRequest videoEdit(String prompt, String video, String image) {
    return new VideoEdit(prompt, video, image, VideoSettings.DEFAULTS);
  }

  /**
   * Returns what the video is to show.
   *
   * @return the text, not blank
   */
  String prompt();

  /**
   * Returns what else is set.
   *
   * @return the settings
   */
  VideoSettings settings();

  /**
   * Returns the same request with other settings.
   *
   * @param settings the settings
   * @return the changed request
   * @throws IllegalArgumentException if one of them does not apply to this kind of request
   */
  VideoRequest withSettings(VideoSettings settings);

  /**
   * Returns the short name of the way to make the video: {@code t2v}, {@code i2v}, {@code r2v} or {@code video-edit}.
   *
   * @return the last part of the model's name
   */
  String mode();

  /**
   * Returns the members of the body of {@code POST /v1/video/generations}, in their order.
   *
   * @return strings, numbers, booleans, lists and maps
   */
  Map<String, Object> body();

  /**
   * Sets the resolution. Default: 1080P.
   *
   * @param value {@code 720P} or {@code 1080P}
   * @return the changed request
   * @throws IllegalArgumentException if it is another; {@link #with} sends any
   */
  default VideoRequest resolution(String value) {
    return withSettings(settings().resolution(value));
  }

  /**
   * Sets the length of the video. Default: 5 s. An edit has the length of its video.
   *
   * @param value 3 to 15 s, in whole seconds
   * @return the changed request
   * @throws IllegalArgumentException if it is another ({@link #with} sends any), or this is an edit
   */
  default VideoRequest duration(Duration value) {
    return withSettings(settings().duration(value));
  }

  /**
   * Sets the aspect ratio. Default: 16:9. Videos from one image, and edits, have the ratio of what they are made from.
   *
   * @param value {@code 16:9}, {@code 9:16}, {@code 1:1}, {@code 4:3} or {@code 3:4}
   * @return the changed request
   * @throws IllegalArgumentException if it is another ({@link #with} sends any), or the ratio follows the input
   */
  default VideoRequest ratio(String value) {
    return withSettings(settings().ratio(value));
  }

  /**
   * Sets the seed. Default: a random one, different for each task. Not for edits.
   *
   * @param value 0 to 2147483647
   * @return the changed request
   * @throws IllegalArgumentException if it is negative, or this is an edit
   */
  default VideoRequest seed(int value) {
    return withSettings(settings().seed(value));
  }

  /**
   * Leaves the video without the text "Happy Horse" in its bottom right corner. Default: the vendor adds it.
   *
   * @return the changed request
   */
  default VideoRequest withoutWatermark() {
    return withSettings(settings().withoutWatermark());
  }

  /**
   * Sets any parameter to any value, unchecked: for what the vendor adds after this library was made, such as another resolution or
   * model. It wins over what the other methods have set.
   *
   * @param name the parameter's name as the vendor writes it
   * @param value a string, a finite number, a boolean, or a list or map of such
   * @return the changed request
   * @throws IllegalArgumentException if the value is of another type, or the name is that of the prompt or the input
   */
  default VideoRequest with(String name, Object value) {
    return withSettings(settings().with(name, value));
  }

  /**
   * Accepts that the upstream cuts a prompt that is too long, without saying so. Default: {@link #validate()} refuses it.
   *
   * @return the changed request
   */
  default VideoRequest allowTruncation() {
    return withSettings(settings().allowTruncation());
  }

  /**
   * Checks the length of the prompt, which is the one thing that can be wrong with a request. Submitting does this first.
   *
   * @throws IllegalArgumentException if the prompt has more than 5,000 characters (Unicode code points), or 2,500 Chinese ones, where
   *     a Chinese one counts as two, and {@link #allowTruncation()} was not called
   */
  default void validate() {
    String problem = settings().isTruncationAllowed() ? null : PromptLength.problem(prompt());
    if (problem != null) {
      throw new IllegalArgumentException(problem);
    }
  }

  /**
   * Returns the body of {@code POST /v1/video/generations}.
   *
   * @return compact JSON
   */
  default String toJson() {
    return RequestJson.write(body());
  }

  /**
   * Returns a fingerprint of the body, by which two requests can be compared and none can be read.
   *
   * @return 64 hexadecimal digits: the SHA-256 of {@link #toJson()}
   */
  default String digest() {
    return RequestJson.sha256(toJson());
  }

  /**
   * Returns what decides how long the task takes, such as {@code t2v/1080P/5s}: for schedules that learn from earlier tasks.
   *
   * @return mode, resolution and length
   */
  default String kind() {
    return mode() + "/" + settings().kind(!(this instanceof VideoEdit));
  }
}
