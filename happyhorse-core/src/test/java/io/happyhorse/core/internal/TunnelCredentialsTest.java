package io.happyhorse.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TunnelCredentialsTest {
  @ParameterizedTest
  @CsvSource({
    ", false",
    "'', true",
    "none, true",
    "Basic, false",
    "'NTLM, basic', false",
    "Digest, true"
  })
  void are_sent_unless_Basic_is_disabled_as_it_is_by_default(String disabled, boolean sent) {
    assertThat(TunnelCredentials.areSent(disabled)).isEqualTo(sent);
  }
}
