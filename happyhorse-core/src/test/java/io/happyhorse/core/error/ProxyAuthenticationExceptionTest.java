package io.happyhorse.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyAuthenticationExceptionTest {
  @ParameterizedTest
  @CsvSource({", false", "'', true", "Basic, false", "'NTLM, basic', false", "Digest, true"})
  void knows_whether_the_JDK_sends_a_password_through_a_tunnel(String disabled, boolean allowed) {
    assertThat(ProxyAuthenticationException.isBasicAllowed(disabled)).isEqualTo(allowed);
  }
}
