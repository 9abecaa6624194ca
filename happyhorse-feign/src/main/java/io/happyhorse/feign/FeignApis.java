package io.happyhorse.feign;

import feign.Client;
import feign.Feign;
import feign.Retryer;
import io.happyhorse.core.wire.SubmitResponseReader;
import io.happyhorse.core.wire.TaskResponseReader;
import java.util.function.UnaryOperator;

/** Builds the gateway's endpoints from the settings. Feign does not retry; the calls do. */
final class FeignApis {
  private static final JacksonJsonParser JSON = new JacksonJsonParser();

  private FeignApis() {}

  static QueryConfig queries(FeignSettings settings, Http http) {
    return new QueryConfig(
        feign(settings.transport(http), settings.userAgent())
            .responseInterceptor((context, chain) -> Responses.of(context.response()))
            .target(TaskQueryApi.class, settings.baseUrl().text()),
        settings.apiKey(),
        key -> reader(settings.baseUrl(), settings.hiding(key), settings.keepsRawJson()),
        settings::hiding,
        settings.origin(),
        settings::proxyName,
        settings.connectTimeout(),
        settings.readTimeout(),
        settings.tryPolicy(),
        settings.observers(),
        settings.time());
  }

  static SubmitConfig submissions(FeignSettings settings) {
    Client transport = settings.transportThatSendsOnce();
    return new SubmitConfig(
        new Lazy<>(() -> feign(transport, settings.userAgent())
            .responseInterceptor((context, chain) -> Responses.ofSubmission(context.response()))
            .target(TaskSubmitApi.class, settings.baseUrl().text())),
        transport instanceof OnceClient,
        settings.apiKey(),
        key -> new SubmitResponseReader(settings.origin(), settings.hiding(key), JSON),
        settings::hiding,
        settings.origin(),
        settings::proxyName,
        settings.connectTimeout(),
        settings.tryPolicy(),
        settings.time());
  }

  private static Feign.Builder feign(Client client, String userAgent) {
    return Feign.builder()
        .client(client)
        .retryer(Retryer.NEVER_RETRY)
        .requestInterceptor(request -> request
            .headerLiteral("Accept", "application/json")
            .headerLiteral("Accept-Encoding", "identity")
            .headerLiteral("User-Agent", userAgent));
  }

  static TaskResponseReader reader(
      BaseUrl baseUrl, UnaryOperator<String> hiding, boolean keepsRawJson) {
    TaskResponseReader reader = new TaskResponseReader(baseUrl.origin(), hiding, JSON);
    return keepsRawJson ? reader.keepingRawJson() : reader;
  }
}
