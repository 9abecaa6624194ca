package io.happyhorse.core.task;

import java.util.LinkedHashMap;
import java.util.Map;

/** The members of the body of a request, in the order of the vendor's examples. */
final class RequestBody {
  /** The beginning of the name of a model, which ends with the mode. */
  static final String MODEL = "happyhorse-1.0-";

  private RequestBody() {}

  /** Returns a body whose parameters are beside its input, which is the prompt and the given links. */
  static Map<String, Object> flat(VideoRequest request, Map<String, Object> links) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("model", MODEL + request.mode());
    body.put("prompt", request.prompt());
    body.putAll(links);
    body.putAll(request.settings().parameters());
    return body;
  }
}
