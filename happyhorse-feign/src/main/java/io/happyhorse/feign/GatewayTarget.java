package io.happyhorse.feign;

import feign.Request;
import feign.RequestTemplate;
import feign.Target;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds to a request what all requests to a gateway have in common. Feign's own target and interceptors would parse the base URL and
 * create a template per header for each request.
 *
 * @param url the base URL
 * @param headers the headers of all requests
 */
record GatewayTarget<T>(Class<T> type, String url, Map<String, Collection<String>> headers)
    implements Target<T> {
  static <T> GatewayTarget<T> of(Class<T> type, BaseUrl baseUrl, String userAgent) {
    Map<String, Collection<String>> headers = Map.of(
        "Accept", List.of("application/json"),
        "Accept-Encoding", List.of("identity"),
        "User-Agent", List.of(userAgent));
    return new GatewayTarget<>(type, baseUrl.text(), headers);
  }

  @Override
  public String name() {
    return "gateway";
  }

  @Override
  public Request apply(RequestTemplate template) {
    Map<String, Collection<String>> all = new LinkedHashMap<>(headers);
    all.putAll(template.headers());
    return Request.create(
        Request.HttpMethod.valueOf(template.method()),
        url + template.url(),
        all,
        template.body(),
        template.requestCharset(),
        template);
  }
}
