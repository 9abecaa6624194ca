package io.happyhorse.core.task;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A request to create a video task. Immutable. Most invalid values are rejected when the request is built; {@link #validate()} checks
 * the length of the prompt.
 *
 * <pre>{@code
 * VideoRequest.textToVideo("A cat on the moon").resolution("720P").duration(Duration.ofSeconds(5)).ratio("16:9")
 * }</pre>
 *
 * <p>Parameters that are not set have the gateway's defaults: 1080P, 16:9, 5 s, a random seed and <em>a watermark</em>, the text "Happy
 * Horse" in the bottom right corner; see {@link #withoutWatermark()}. The price depends on resolution and duration.
 *
 * <p>Images and videos are passed as URLs, from which the gateway fetches them; local files are not uploaded. The URLs may be secrets,
 * so {@code toString()} shows only their hosts.
 */
public sealed interface VideoRequest
    permits TextToVideo, ImageToVideo, ReferenceToVideo, VideoEdit {
  /**
   * Returns a request for a video that shows what a text describes.
   *
   * @param prompt the description of the video, not blank; see {@link #validate()} for its maximum length
   * @throws IllegalArgumentException if the prompt is blank
   */
  static VideoRequest textToVideo(String prompt) {
    return new TextToVideo(prompt, VideoSettings.DEFAULTS);
  }

  /**
   * Returns a request for a video that begins with an image. The video has the ratio of the image.
   *
   * @param prompt the description of what happens in the video, not blank
   * @param image the absolute http or https URL of the image
   * @throws IllegalArgumentException if the prompt is blank or the URL cannot be used
   */
  static VideoRequest imageToVideo(String prompt, String image) {
    return new ImageToVideo(prompt, image, VideoSettings.DEFAULTS);
  }

  /**
   * Returns a request for a video that shows the subjects of reference images.
   *
   * @param prompt the description of what happens in the video, not blank
   * @param images the absolute http or https URLs of 1 to 3 images
   * @throws IllegalArgumentException if the prompt is blank, the number of images is out of range, or a URL cannot be used
   */
  static VideoRequest referenceToVideo(String prompt, List<String> images) {
    return new ReferenceToVideo(prompt, images, VideoSettings.DEFAULTS);
  }

  /**
   * Returns a request to edit a video, based on a reference image. The result has the length of the input video, which is billed, too.
   *
   * @param prompt what to change, not blank
   * @param video the absolute http or https URL of the video
   * @param image the absolute http or https URL of the reference image
   * @throws IllegalArgumentException if the prompt is blank or a URL cannot be used
   */
  static VideoRequest videoEdit(String prompt, String video, String image) {
    return new VideoEdit(prompt, video, image, VideoSettings.DEFAULTS);
  }

  /** {@return the description of the video: the text, not blank} */
  String prompt();

  /** {@return the optional parameters} */
  VideoSettings settings();

  /**
   * Returns the same request with other settings.
   *
   * @throws IllegalArgumentException if one of the settings does not apply to this kind of request
   */
  VideoRequest withSettings(VideoSettings settings);

  /** {@return the mode, with which the model's name ends: {@code t2v}, {@code i2v}, {@code r2v} or {@code video-edit}} */
  String mode();

  /** {@return the members of {@link #toJson()}, in order: strings, numbers, booleans, lists and maps} */
  Map<String, Object> body();

  /**
   * Sets the resolution. Default: 1080P.
   *
   * @param value {@code 720P} or {@code 1080P}
   * @throws IllegalArgumentException if it is any other value; use {@link #with} to send it
   */
  default VideoRequest resolution(String value) {
    return withSettings(settings().resolution(value));
  }

  /**
   * Sets the length of the video. Default: 5 s. Not applicable to edits, which have the length of the input video.
   *
   * @param value 3 to 15 s, in whole seconds
   * @throws IllegalArgumentException if it is any other value (use {@link #with} to send it), or if this is an edit
   */
  default VideoRequest duration(Duration value) {
    return withSettings(settings().duration(value));
  }

  /**
   * Sets the aspect ratio. Default: 16:9. Not applicable to videos from one image and to edits, which have the ratio of their input.
   *
   * @param value {@code 16:9}, {@code 9:16}, {@code 1:1}, {@code 4:3} or {@code 3:4}
   * @throws IllegalArgumentException if it is any other value (use {@link #with} to send it), or if the video has the ratio of its
   *     input
   */
  default VideoRequest ratio(String value) {
    return withSettings(settings().ratio(value));
  }

  /**
   * Sets the seed. Default: a random seed, different for each task. Not applicable to edits.
   *
   * @param value 0 to 2147483647
   * @throws IllegalArgumentException if the seed is negative, or if this is an edit
   */
  default VideoRequest seed(int value) {
    return withSettings(settings().seed(value));
  }

  /** Omits the watermark, the text "Happy Horse" in the bottom right corner. Default: the vendor adds it. */
  default VideoRequest withoutWatermark() {
    return withSettings(settings().withoutWatermark());
  }

  /**
   * Sets any parameter to any value without a check, for parameters and values that the vendor adds after the release of this library,
   * such as another resolution or model. The value takes precedence over that of the other methods.
   *
   * @param name the parameter's name as the vendor writes it
   * @param value a string, a finite number, a boolean, or a list or map of these
   * @throws IllegalArgumentException if the value is of another type, or if the name is that of the prompt or the input
   */
  default VideoRequest with(String name, Object value) {
    return withSettings(settings().with(name, value));
  }

  /** Allows the upstream to silently truncate a prompt that is too long. Default: {@link #validate()} rejects such a prompt. */
  default VideoRequest allowTruncation() {
    return withSettings(settings().allowTruncation());
  }

  /**
   * Checks the length of the prompt. All other values are checked when they are set, except those set by {@link #with}. Each request is
   * validated in this way before it is sent.
   *
   * @throws IllegalArgumentException if the prompt has more than 5,000 characters (Unicode code points) and {@link #allowTruncation()}
   *     was not called; a Chinese character counts as two
   */
  default void validate() {
    String problem = settings().isTruncationAllowed() ? null : PromptLength.problem(prompt());
    if (problem != null) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** {@return the body of {@code POST /v1/video/generations}: compact JSON} */
  default String toJson() {
    return RequestJson.write(body());
  }

  /** {@return the SHA-256 of {@link #toJson()} in 64 hexadecimal digits, by which requests can be compared without their content} */
  default String digest() {
    return RequestJson.sha256(toJson());
  }

  /**
   * {@return the kind of the task (mode, resolution and length), which determines how long it takes, such as {@code t2v/1080P/5s};
   * used by schedules that learn from earlier tasks}
   */
  default String kind() {
    return mode() + "/" + settings().kind(!(this instanceof VideoEdit));
  }
}
