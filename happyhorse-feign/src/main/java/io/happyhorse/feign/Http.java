package io.happyhorse.feign;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.time.Duration;

/** What all requests have in common. */
final class Http {
  private Http() {}

  /** Returns a client that speaks HTTP/1.1 and follows no redirects. */
  static HttpClient client(Duration connectTimeout) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(connectTimeout)
        .build();
  }

  /** Sets the thread's interrupt flag again and returns the error that says so. */
  static IOException interrupted(InterruptedException interrupted) {
    Thread.currentThread().interrupt();
    return (IOException) new InterruptedIOException("interrupted").initCause(interrupted);
  }
}
