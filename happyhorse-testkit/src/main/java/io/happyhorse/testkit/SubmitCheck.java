package io.happyhorse.testkit;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Validates a request like the gateway and the upstream.
 *
 * @param request the parsed request
 * @param requestId an id for the upstream's errors
 */
record SubmitCheck(ReceivedRequest request, String requestId) {
  private static final List<String> RESOLUTIONS = List.of("720P", "1080P");
  private static final List<String> RATIOS = List.of("16:9", "9:16", "1:1", "4:3", "3:4");
  private static final Pattern WEB = Pattern.compile("(?i)https?://[^/?#]+.*", Pattern.DOTALL);

  /**
   * The refusal of a request.
   *
   * @param status the HTTP status
   * @param body the JSON
   */
  record Refusal(int status, String body) {}

  /** Returns the refusal of a request; null if it is accepted. */
  @Nullable
  Refusal refusal() {
    String model = request.model();
    if (model.isEmpty()) {
      return new Refusal(400, ErrorBodies.error("", "未指定模型名称，模型名称不能为空", "new_api_error"));
    }
    VideoMode mode = request.mode();
    if (mode == null) {
      return new Refusal(503, SubmitBodies.modelNotFound(model));
    }
    if (request.prompt(mode).isBlank()) {
      return new Refusal(400, SubmitBodies.invalidRequest("prompt is required"));
    }
    String complaint = complaint(mode);
    return complaint == null
        ? null
        : new Refusal(400, SubmitBodies.invalidParameter(complaint, requestId));
  }

  private @Nullable String complaint(VideoMode mode) {
    String parameters = complaintAboutParameters();
    if (parameters != null) {
      return parameters;
    }
    List<String> urls = request.urls(mode);
    boolean rightNumber = switch (mode) {
      case T2V -> true;
      case I2V -> !urls.isEmpty();
      case R2V -> !urls.isEmpty() && urls.size() <= 3;
      case VIDEO_EDIT -> request.hasVideoAndImage();
    };
    if (!rightNumber) {
      return "Field required: input.media";
    }
    return urls.stream().allMatch(SubmitCheck::isWeb)
        ? null
        : "The media url must be an absolute http or https url";
  }

  private @Nullable String complaintAboutParameters() {
    if (!RESOLUTIONS.contains(request.resolution())) {
      return "The resolution must be one of 720P, 1080P";
    }
    Object ratio = request.parameter("ratio");
    if (ratio != null && !(ratio instanceof String text && RATIOS.contains(text))) {
      return "The ratio must be one of 16:9, 9:16, 1:1, 4:3, 3:4";
    }
    if (!isWithin(request.parameter("duration"), 3, 15)) {
      return "The duration must be an integer in [3, 15]";
    }
    return isWithin(request.parameter("seed"), 0, Integer.MAX_VALUE)
        ? null
        : "The seed must be an integer in [0, 2147483647]";
  }

  private static boolean isWithin(@Nullable Object value, long least, long most) {
    return value == null
        || ((value instanceof Integer || value instanceof Long)
            && ((Number) value).longValue() >= least
            && ((Number) value).longValue() <= most);
  }

  private static boolean isWeb(String url) {
    try {
      return WEB.matcher(url).matches() && URI.create(url).isAbsolute();
    } catch (IllegalArgumentException none) {
      return false;
    }
  }
}
