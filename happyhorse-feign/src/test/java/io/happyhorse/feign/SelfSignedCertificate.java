package io.happyhorse.feign;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate for {@code localhost}, created once for all tests by the JDK's keytool. */
final class SelfSignedCertificate {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /** A context that presents the certificate and trusts no other. */
  static final SSLContext TLS = tls();

  private SelfSignedCertificate() {}

  private static SSLContext tls() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream stream = Files.newInputStream(created())) {
        store.load(stream, PASSWORD);
      }
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (GeneralSecurityException unusable) {
      throw new IllegalStateException(unusable);
    }
  }

  private static Path created() throws IOException {
    Path folder = Files.createTempDirectory("happyhorse-certificate");
    Path file = folder.resolve("localhost.p12");
    file.toFile().deleteOnExit();
    folder.toFile().deleteOnExit();
    Process keytool = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "localhost",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost",
            "-storetype",
            "PKCS12",
            "-storepass",
            new String(PASSWORD),
            "-keystore",
            file.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    try {
      if (keytool.waitFor() != 0) {
        throw new IllegalStateException("keytool failed.");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
    return file;
  }
}
