package io.happyhorse.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CertificateErrorsTest {
  static Stream<GeneralSecurityException> untrusted() {
    return Stream.of(
        new CertificateException("no name matches"),
        new CertPathValidatorException("expired"),
        new CertPathBuilderException("no path"),
        new InvalidAlgorithmParameterException("no trust anchors"));
  }

  @ParameterizedTest
  @MethodSource("untrusted")
  void are_found_at_any_depth(GeneralSecurityException error) {
    assertThat(CertificateErrors.find(error)).isSameAs(error);
    assertThat(CertificateErrors.find(new SSLHandshakeException("x").initCause(error)))
        .isSameAs(error);
    assertThat(CertificateErrors.find(new CertificateException("outer", error))).isSameAs(error);
  }

  @Test
  void are_not_found_in_a_circle_of_causes() {
    Exception first = new Exception("first");
    Exception second = new Exception("second", first);
    first.initCause(second);

    assertThat(CertificateErrors.find(first)).isNull();
  }

  @Test
  void are_not_found_in_an_interrupted_handshake() {
    assertThat(CertificateErrors.find(null)).isNull();
    assertThat(CertificateErrors.find(
            new SSLHandshakeException("terminated").initCause(new EOFException())))
        .isNull();
    assertThat(CertificateErrors.find(new GeneralSecurityException("other"))).isNull();
  }
}
