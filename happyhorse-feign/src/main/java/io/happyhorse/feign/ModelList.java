package io.happyhorse.feign;

import io.happyhorse.core.wire.GatewayResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the list of models, whose shape is that of OpenAI's API. */
final class ModelList {
  private ModelList() {}

  /** Returns the ids of the models in a response; null if the response is not a list of models. */
  @SuppressWarnings("ReturnsNullCollection") // an empty list of models is valid
  static @Nullable List<String> read(GatewayResponse response) {
    if (response.status() != 200 || !(json(response) instanceof Map<?, ?> list)) {
      return null;
    }
    if (!(list.get("data") instanceof List<?> models)) {
      return null;
    }
    List<String> ids = new ArrayList<>();
    for (Object model : models) {
      if (model instanceof Map<?, ?> object && object.get("id") instanceof String id) {
        ids.add(id);
      }
    }
    return ids;
  }

  private static @Nullable Object json(GatewayResponse response) {
    if (response.coding() != null || response.body().length > GatewayResponse.MAX_BODY) {
      return null;
    }
    try {
      return new JacksonJsonParser().parse(response.body());
    } catch (RuntimeException notJson) {
      return null;
    }
  }
}
