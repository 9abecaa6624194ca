package io.happyhorse.core.task;

import java.net.URI;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text of a request for logs and messages, without secrets: of the prompt only its length, of the URLs only their hosts. */
final class RequestText {
  private RequestText() {}

  static String of(VideoRequest request, String... urls) {
    String hosts = Stream.of(urls)
        .map(url -> ", " + host(URI.create(url)) + "/...")
        .collect(Collectors.joining());
    return request.mode() + "[prompt of " + request.prompt().codePoints().count() + " characters"
        + hosts + ", " + request.settings() + "]";
  }

  /** Returns host and port, without user and password. */
  private static String host(URI url) {
    HostAndPort host = Objects.requireNonNull(HostAndPort.of(url));
    return host.port() < 0 ? host.host() : host.host() + ":" + host.port();
  }
}
