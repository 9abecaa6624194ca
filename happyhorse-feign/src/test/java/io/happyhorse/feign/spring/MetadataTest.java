package io.happyhorse.feign.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class MetadataTest {
  private static JsonNode metadata() throws Exception {
    try (InputStream json = HappyHorseProperties.class.getResourceAsStream(
        "/META-INF/spring-configuration-metadata.json")) {
      return new ObjectMapper().readTree(json);
    }
  }

  private static List<JsonNode> entries(String kind) throws Exception {
    return StreamSupport.stream(metadata().get(kind).spliterator(), false)
        .filter(item -> item.get("name").asText().contains("happyhorse"))
        .toList();
  }

  @Test
  void describes_every_property() throws Exception {
    assertThat(entries("properties"))
        .allSatisfy(property -> assertThat(property.get("description").asText()).isNotBlank())
        .extracting(property -> property.get("name").asText())
        .containsExactlyInAnyOrder(
            "happyhorse.api-key",
            "happyhorse.api-key-file",
            "happyhorse.base-url",
            "happyhorse.timeouts.connect",
            "happyhorse.timeouts.read",
            "happyhorse.watcher.rate",
            "happyhorse.watcher.max-in-flight",
            "happyhorse.watcher.give-up-after",
            "happyhorse.watcher.schedule",
            "happyhorse.watcher.learned-times-file",
            "happyhorse.download.tries",
            "happyhorse.download.stall-timeout",
            "happyhorse.download.max-concurrent",
            "happyhorse.download.replace-existing",
            "happyhorse.download.allow-private-addresses",
            "happyhorse.proxy.host",
            "happyhorse.proxy.port",
            "happyhorse.proxy.username",
            "happyhorse.proxy.password",
            "management.health.happyhorse.enabled");
  }

  @Test
  void lists_the_values_of_an_enumerated_property() throws Exception {
    assertThat(entries("hints"))
        .filteredOn(hint -> hint.get("name").asText().equals("happyhorse.watcher.schedule"))
        .singleElement()
        .satisfies(hint -> assertThat(hint.get("values").findValuesAsText("value"))
            .containsExactly("default", "learned"));
  }
}
