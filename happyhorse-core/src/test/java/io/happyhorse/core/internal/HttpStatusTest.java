package io.happyhorse.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpStatusTest {
  @ParameterizedTest
  @CsvSource({
    "100, none",
    "199, none",
    "200, success",
    "299, success",
    "300, redirection",
    "399, redirection",
    "400, client error",
    "499, client error",
    "500, server error",
    "599, server error",
    "600, server error"
  })
  void has_a_class(int status, String expected) {
    assertThat(HttpStatus.isSuccess(status)).isEqualTo(expected.equals("success"));
    assertThat(HttpStatus.isRedirection(status)).isEqualTo(expected.equals("redirection"));
    assertThat(HttpStatus.isClientError(status)).isEqualTo(expected.equals("client error"));
    assertThat(HttpStatus.isServerError(status)).isEqualTo(expected.equals("server error"));
  }

  @ParameterizedTest
  @CsvSource({
    "200, false",
    "400, false",
    "403, false",
    "404, false",
    "407, false",
    "409, false",
    "408, true",
    "421, true",
    "423, true",
    "499, true",
    "425, true",
    "429, true",
    "500, true",
    "503, true",
    "599, true"
  })
  void may_be_transient(int status, boolean expected) {
    assertThat(HttpStatus.isTransient(status)).isEqualTo(expected);
  }
}
