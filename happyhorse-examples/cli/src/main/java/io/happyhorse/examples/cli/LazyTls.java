package io.happyhorse.examples.cli;

import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The default TLS context, loaded at the first connection that needs it. The JDK's HTTP client requests a context when it is built,
 * even for plain http, and loading all trusted certificates takes most of the time of a short command.
 */
final class LazyTls extends SSLContextSpi {
  private LazyTls() {}

  static SSLContext context() {
    return new SSLContext(new LazyTls(), new LazyProvider(), "TLS") {};
  }

  private static SSLContext loaded() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  protected SSLParameters engineGetDefaultSSLParameters() {
    return new SSLParameters(null, new String[] {"TLSv1.3", "TLSv1.2"});
  }

  @Override
  protected void engineInit(
      KeyManager @Nullable [] keys, TrustManager @Nullable [] trust, @Nullable SecureRandom random)
      throws KeyManagementException {
    throw new KeyManagementException("the default context is initialised already");
  }

  @Override
  protected SSLSocketFactory engineGetSocketFactory() {
    return loaded().getSocketFactory();
  }

  @Override
  protected SSLServerSocketFactory engineGetServerSocketFactory() {
    return loaded().getServerSocketFactory();
  }

  @Override
  protected SSLEngine engineCreateSSLEngine() {
    return loaded().createSSLEngine();
  }

  @Override
  protected SSLEngine engineCreateSSLEngine(String host, int port) {
    return loaded().createSSLEngine(host, port);
  }

  @Override
  protected SSLSessionContext engineGetServerSessionContext() {
    return loaded().getServerSessionContext();
  }

  @Override
  protected SSLSessionContext engineGetClientSessionContext() {
    return loaded().getClientSessionContext();
  }

  private static final class LazyProvider extends Provider {
    private static final long serialVersionUID = 1L;

    LazyProvider() {
      super("happyhorse", "1", "the default TLS context, loaded when it is needed");
    }
  }
}
