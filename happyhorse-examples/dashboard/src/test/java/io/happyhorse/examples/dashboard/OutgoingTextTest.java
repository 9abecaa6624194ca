package io.happyhorse.examples.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutgoingTextTest {
  private static final String KEY = "sk-secret";

  private final OutgoingText outgoing = new OutgoingText(List.of(KEY, ""));

  @ParameterizedTest
  @CsvSource({
    "no link and no key, no link and no key",
    "the key sk-secret twice: sk-secret, the key ... twice: ...",
    "https://host/a.mp4?Signature=s, https://host/...",
    "HTTP://host:81/a b?Signature=s t, HTTP://host:81/...",
    "https://host, https://host/..."
  })
  void leaves_without_secrets(String text, String safe) {
    assertThat(outgoing.of(text)).isEqualTo(safe);
  }

  @Test
  void leaves_without_the_query_of_a_link_in_a_sentence() {
    assertThat(outgoing.of("see https://host/a.mp4?Signature=s for more"))
        .startsWith("see https://host/a.mp4")
        .endsWith("for more")
        .doesNotContain("Signature");
  }
}
