package io.happyhorse.examples.cli;

import io.happyhorse.core.task.VideoRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads requests from a file: a JSON object per line, with the vendor's names for the parameters. */
final class RequestLines {
  private static final String MODEL = "happyhorse-1.0-";

  private RequestLines() {}

  /** Returns the requests. Throws an {@link IllegalArgumentException} if the text is invalid. */
  static List<VideoRequest> read(String text, String name) {
    List<VideoRequest> requests = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && !line.strip().startsWith("#")) {
        try {
          VideoRequest request = request(line);
          request.validate();
          requests.add(request);
        } catch (IllegalArgumentException wrong) {
          throw new IllegalArgumentException(
              "Line " + (i + 1) + " of " + name + ": "
                  + RequestOptions.withoutMethods(String.valueOf(wrong.getMessage())),
              wrong);
        }
      }
    }
    if (requests.isEmpty()) {
      throw new IllegalArgumentException("There is no request in " + name + ": check --file.");
    }
    return requests;
  }

  private static VideoRequest request(String line) {
    Object parsed = JsonInput.parse(line);
    if (!(parsed instanceof Map<?, ?> object)) {
      throw new IllegalArgumentException("it is " + JsonInput.describe(parsed)
          + " instead of a JSON object as shown in the help.");
    }
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    object.forEach((key, value) -> members.put(String.valueOf(key), value));
    VideoRequest request = withInput(members);
    for (Map.Entry<String, @Nullable Object> member : members.entrySet()) {
      request = with(request, member.getKey(), member.getValue());
    }
    return request;
  }

  /** Creates the request from the members that describe its input, and removes these members. */
  private static VideoRequest withInput(Map<String, @Nullable Object> members) {
    String prompt = text(members, "prompt");
    String mode = mode(members);
    return switch (mode) {
      case "t2v" -> VideoRequest.textToVideo(prompt);
      case "i2v" -> VideoRequest.imageToVideo(prompt, text(members, "image"));
      case "r2v" -> VideoRequest.referenceToVideo(prompt, texts(members.remove("images")));
      case "edit", "video-edit" ->
        VideoRequest.videoEdit(prompt, text(members, "video"), text(members, "image"));
      default ->
        throw new IllegalArgumentException(
            "'" + mode + "' is not a mode: use t2v, i2v, r2v or edit.");
    };
  }

  private static String mode(Map<String, @Nullable Object> members) {
    Object mode = members.remove("mode");
    if (mode != null) {
      return mode.toString();
    }
    if (members.get("model") instanceof String model && model.startsWith(MODEL)) {
      members.remove("model");
      return model.substring(MODEL.length());
    }
    return "t2v";
  }

  private static String text(Map<String, @Nullable Object> members, String name) {
    Object value = members.remove(name);
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(
        value == null
            ? "the text \"" + name + "\" is missing."
            : "\"" + name + "\" is " + JsonInput.describe(value) + ": use a text.");
  }

  private static List<String> texts(@Nullable Object images) {
    if (images instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    throw new IllegalArgumentException(
        images == null
            ? "the list \"images\" is missing."
            : "\"images\" is " + JsonInput.describe(images) + ": use a list of URLs.");
  }

  private static VideoRequest with(VideoRequest request, String name, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException(
          "the " + name + " is null: leave it out for the vendor's default.");
    }
    return switch (name) {
      case "resolution" -> request.resolution(value.toString());
      case "ratio" -> request.ratio(value.toString());
      case "duration" -> request.duration(Duration.ofSeconds(integer(name, value)));
      case "seed" -> request.seed(integer(name, value));
      default ->
        name.equals("watermark") && Boolean.FALSE.equals(value)
            ? request.withoutWatermark()
            : request.with(name, value);
    };
  }

  private static int integer(String name, Object value) {
    try {
      if (value instanceof BigDecimal number) {
        return number.intValueExact();
      }
    } catch (ArithmeticException notAnInt) {
      throw notAnInteger(name, value, notAnInt);
    }
    throw notAnInteger(name, value, null);
  }

  private static IllegalArgumentException notAnInteger(
      String name, Object value, @Nullable ArithmeticException cause) {
    return new IllegalArgumentException(
        "the " + name + " is " + JsonInput.describe(value) + ": use a whole number up to "
            + Integer.MAX_VALUE + ".",
        cause);
  }
}
