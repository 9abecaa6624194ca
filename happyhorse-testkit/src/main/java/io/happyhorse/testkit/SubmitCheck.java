package io.happyhorse.testkit;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Validates a request as gateway and upstream do.
 *
 * @param body the parsed request
 * @param requestId an id for the upstream's errors
 */
record SubmitCheck(Map<?, ?> body, String requestId) {
  private static final List<String> RESOLUTIONS = List.of("720P", "1080P");
  private static final List<String> RATIOS = List.of("16:9", "9:16", "1:1", "4:3", "3:4");
  private static final Pattern WEB = Pattern.compile("(?i)https?://[^/?#]+.*", Pattern.DOTALL);

  /**
   * A response that refuses a request.
   *
   * @param status the HTTP status
   * @param body the JSON
   */
  record Refusal(int status, String body) {}

  /** Returns the refusal of a request; null if it is accepted. */
  @Nullable
  Refusal refusal() {
    String model = model();
    if (model.isEmpty()) {
      return new Refusal(400, ErrorBodies.error("", "未指定模型名称，模型名称不能为空", "new_api_error"));
    }
    VideoMode mode = mode();
    if (mode == null) {
      return new Refusal(503, SubmitBodies.modelNotFound(model));
    }
    if (prompt(mode).isBlank()) {
      return new Refusal(400, SubmitBodies.invalidRequest("prompt is required"));
    }
    String complaint = complaint(mode);
    return complaint == null
        ? null
        : new Refusal(400, SubmitBodies.invalidParameter(complaint, requestId));
  }

  String model() {
    return body.get("model") instanceof String text ? text : "";
  }

  @Nullable
  VideoMode mode() {
    for (VideoMode mode : VideoMode.values()) {
      String name = mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (model().equals("happyhorse-1.0-" + name)) {
        return mode;
      }
    }
    return null;
  }

  /** Returns the seconds that are billed, for a request that is accepted. */
  int seconds() {
    return parameter("duration") instanceof Number number ? number.intValue() : 5;
  }

  String resolution() {
    return parameter("resolution") instanceof String text ? text : "1080P";
  }

  private String prompt(VideoMode mode) {
    Object from = mode == VideoMode.VIDEO_EDIT ? body.get("input") : body;
    return from instanceof Map<?, ?> input && input.get("prompt") instanceof String text
        ? text
        : "";
  }

  private @Nullable Object parameter(String name) {
    Object own = body.get(name);
    return own == null && body.get("parameters") instanceof Map<?, ?> parameters
        ? parameters.get(name)
        : own;
  }

  private @Nullable String complaint(VideoMode mode) {
    String parameters = complaintAboutParameters();
    if (parameters != null) {
      return parameters;
    }
    List<String> urls = urls(mode);
    boolean rightNumber = switch (mode) {
      case T2V -> true;
      case I2V -> !urls.isEmpty();
      case R2V -> !urls.isEmpty() && urls.size() <= 3;
      case VIDEO_EDIT -> hasVideoAndImage();
    };
    if (!rightNumber) {
      return "Field required: input.media";
    }
    return urls.stream().allMatch(SubmitCheck::isWeb)
        ? null
        : "The media url must be an absolute http or https url";
  }

  private @Nullable String complaintAboutParameters() {
    if (!RESOLUTIONS.contains(resolution())) {
      return "The resolution must be one of 720P, 1080P";
    }
    Object ratio = parameter("ratio");
    if (ratio != null && !(ratio instanceof String text && RATIOS.contains(text))) {
      return "The ratio must be one of 16:9, 9:16, 1:1, 4:3, 3:4";
    }
    if (!isWithin(parameter("duration"), 3, 15)) {
      return "The duration must be an integer in [3, 15]";
    }
    return isWithin(parameter("seed"), 0, Integer.MAX_VALUE)
        ? null
        : "The seed must be an integer in [0, 2147483647]";
  }

  private static boolean isWithin(@Nullable Object value, long least, long most) {
    return value == null
        || ((value instanceof Integer || value instanceof Long)
            && ((Number) value).longValue() >= least
            && ((Number) value).longValue() <= most);
  }

  private List<String> urls(VideoMode mode) {
    List<String> urls = new ArrayList<>();
    if (mode == VideoMode.VIDEO_EDIT) {
      media().forEach(medium -> urls.add(String.valueOf(medium.get("url"))));
    } else if (body.get("images") instanceof List<?> images) {
      images.forEach(image -> urls.add(String.valueOf(image)));
    } else if (body.get("image") != null) {
      urls.add(String.valueOf(body.get("image")));
    }
    return urls;
  }

  private boolean hasVideoAndImage() {
    List<Map<?, ?>> media = media();
    return media.size() == 2
        && media.stream().filter(medium -> "video".equals(medium.get("type"))).count() == 1
        && media.stream()
                .filter(medium -> "reference_image".equals(medium.get("type")))
                .count()
            == 1;
  }

  private List<Map<?, ?>> media() {
    List<Map<?, ?>> media = new ArrayList<>();
    if (body.get("input") instanceof Map<?, ?> input
        && input.get("media") instanceof List<?> list) {
      list.forEach(medium -> media.add(medium instanceof Map<?, ?> map ? map : Map.of()));
    }
    return media;
  }

  private static boolean isWeb(String url) {
    try {
      return WEB.matcher(url).matches() && URI.create(url).isAbsolute();
    } catch (IllegalArgumentException none) {
      return false;
    }
  }
}
