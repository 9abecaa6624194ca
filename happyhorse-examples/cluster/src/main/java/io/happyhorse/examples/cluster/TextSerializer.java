package io.happyhorse.examples.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import org.jspecify.annotations.Nullable;

/** Stores the data of an execution as UTF-8 text, which {@code convert_from(task_data, 'UTF8')} shows. */
final class TextSerializer implements Serializer {
  @Override
  public byte[] serialize(@Nullable Object data) {
    return data == null ? new byte[0] : data.toString().getBytes(UTF_8);
  }

  @Override
  public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] data) {
    return data == null || type == Void.class ? null : type.cast(new String(data, UTF_8));
  }
}
