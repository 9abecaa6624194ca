package io.happyhorse.core.wire;

import io.happyhorse.core.task.ResultLink;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alternative body that gateways of this family document for the same path. It has no {@code code} and no {@code data}, but {@code
 * id} or {@code task_id} and {@code status} at the top level.
 */
final class FlatBody {
  private static final List<String> LINKS = List.of("video_url", "url", "result_url");

  private FlatBody() {}

  static boolean matches(Json body) {
    return body.member("code").value() == null
        && body.member("data").value() == null
        && body.member("status").word() != null
        && taskId(body) != null;
  }

  /** Returns the members under the names that they have in {@code data}. */
  static Json asData(Json body, Instant observedAt) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("task_id", taskId(body));
    data.put("status", body.member("status").value());
    data.put("progress", body.member("progress").value());
    data.put("result_url", link(body, observedAt));
    Json reason = body.member("fail_reason");
    data.put(
        "fail_reason",
        reason.hasContent() ? reason.value() : body.member("error").value());
    return new Json(data);
  }

  private static @Nullable String taskId(Json body) {
    String taskId = body.member("task_id").word();
    return taskId == null ? body.member("id").word() : taskId;
  }

  private static @Nullable String link(Json body, Instant observedAt) {
    for (String name : LINKS) {
      String url = body.member(name).word();
      if (ResultLink.parse(url, null, observedAt) != null) {
        return url;
      }
    }
    return null;
  }
}
