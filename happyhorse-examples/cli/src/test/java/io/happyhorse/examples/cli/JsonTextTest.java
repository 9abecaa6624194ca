package io.happyhorse.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  @Test
  void writes_every_type_on_one_line() {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("text", "猫\n\"x\"\\");
    object.put("whole", 7L);
    object.put("decimal", new BigDecimal("5.040"));
    object.put("truth", true);
    object.put("nothing", null);
    object.put("list", Arrays.asList(1, null, List.of(), Map.of()));

    assertThat(JsonText.of(object))
        .isEqualTo("{\"text\":\"猫\\n\\\"x\\\"\\\\\",\"whole\":7,\"decimal\":5.040,\"truth\":true,"
            + "\"nothing\":null,\"list\":[1,null,[],{}]}");
  }
}
