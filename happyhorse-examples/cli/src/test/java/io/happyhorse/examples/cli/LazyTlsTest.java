package io.happyhorse.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyManagementException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;

class LazyTlsTest {
  @Test
  void uses_the_protocols_and_ciphers_of_the_default_context() throws Exception {
    SSLContext lazy = LazyTls.context();
    SSLEngine engine = lazy.createSSLEngine("gateway.example", 443);
    SSLEngine expected = SSLContext.getDefault().createSSLEngine("gateway.example", 443);

    assertThat(engine.getEnabledProtocols()).isEqualTo(expected.getEnabledProtocols());
    assertThat(engine.getEnabledCipherSuites()).isEqualTo(expected.getEnabledCipherSuites());
    assertThat(lazy.getSocketFactory().getDefaultCipherSuites())
        .isEqualTo(SSLContext.getDefault().getSocketFactory().getDefaultCipherSuites());
    assertThat(lazy.getClientSessionContext())
        .isSameAs(SSLContext.getDefault().getClientSessionContext());
  }

  @Test
  void lists_both_versions_of_tls_before_it_is_loaded() {
    assertThat(LazyTls.context().getDefaultSSLParameters().getProtocols())
        .containsExactly("TLSv1.3", "TLSv1.2");
  }

  @Test
  void refuses_other_certificates() {
    assertThatThrownBy(() -> LazyTls.context().init(null, null, null))
        .isInstanceOf(KeyManagementException.class)
        .hasMessageContaining("initialised already");
  }
}
