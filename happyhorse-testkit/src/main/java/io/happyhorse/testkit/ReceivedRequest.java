package io.happyhorse.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to create a task, as the gateway reads it.
 *
 * @param body the parsed JSON
 */
record ReceivedRequest(Map<?, ?> body) {
  String model() {
    return body.get("model") instanceof String text ? text : "";
  }

  /** Returns how the video is to be made; null if the model does not exist. */
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

  /** Returns the charged seconds of an accepted request. */
  int seconds() {
    return parameter("duration") instanceof Number number ? number.intValue() : 5;
  }

  String resolution() {
    return parameter("resolution") instanceof String text ? text : "1080P";
  }

  String prompt(VideoMode mode) {
    Object from = mode == VideoMode.VIDEO_EDIT ? body.get("input") : body;
    return from instanceof Map<?, ?> input && input.get("prompt") instanceof String text
        ? text
        : "";
  }

  /** Returns a parameter, which may also be nested in {@code parameters}; null if it is not given. */
  @Nullable
  Object parameter(String name) {
    Object own = body.get(name);
    return own == null && body.get("parameters") instanceof Map<?, ?> parameters
        ? parameters.get(name)
        : own;
  }

  /** Returns the URLs of all pictures and videos. */
  List<String> urls(VideoMode mode) {
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

  boolean hasVideoAndImage() {
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
}
