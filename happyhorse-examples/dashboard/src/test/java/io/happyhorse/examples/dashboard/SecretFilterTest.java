package io.happyhorse.examples.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretFilterTest {
  private static final String KEY = "sk-secret";

  private final SecretFilter secrets = new SecretFilter(List.of(KEY, ""));

  @ParameterizedTest
  @CsvSource({
    "no link and no key, no link and no key",
    "the key sk-secret twice: sk-secret, the key ... twice: ...",
    "https://host/a.mp4?Signature=s, https://host/...",
    "HTTP://host:81/a b?Signature=s t, HTTP://host:81/...",
    "https://host, https://host/..."
  })
  void keys_and_links_are_removed(String text, String safe) {
    assertThat(secrets.filter(text)).isEqualTo(safe);
  }

  @Test
  void the_query_of_a_link_in_a_sentence_is_removed() {
    assertThat(secrets.filter("see https://host/a.mp4?Signature=s for more"))
        .startsWith("see https://host/a.mp4")
        .endsWith("for more")
        .doesNotContain("Signature");
  }
}
